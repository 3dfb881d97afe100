import { Role } from '../../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { A_BEGINNING, type Alumnus, anAlumnus, anInvitation } from '../../../support/factories/mentor-invitations';
import { aRecoveryPeriod, daysAgo, endPeriod } from '../../../support/factories/recovery';
import { aRestriction } from '../../../support/factories/restrictions';
import { badInputAt, refusalOf } from '../../../support/refusals';

const INVITE = 'mutation ($input: InviteAlumnusToMentorInput!) { inviteAlumnusToMentor(input: $input) { __typename } }';
const ANSWER = `mutation ($input: AnswerMentorInvitationInput!) { answerMentorInvitation(input: $input) { __typename
  ... on TransitionNotAllowed { from to message } } }`;
const HIDE = 'mutation ($input: HideDayCountsInput!) { hideDayCounts(input: $input) { __typename } }';

let app: TestApp;
let alumnus: Alumnus;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  await ask(6);
  alumnus = await anAlumnus(app);
});
afterAll(() => app.stop());

/** The program asks its mentors for so many months of recovery. */
async function ask(minimumMentorRecoveryMonths: number | null): Promise<void> {
  const administrator = app.as(Role.ADMINISTRATOR);
  const { viewer } = await administrator.data('{ viewer { organization { version } } }');
  const input = { expectedVersion: viewer.organization.version, minimumMentorRecoveryMonths };
  await administrator.data(
    'mutation ($input: ReviseOrganizationInput!) { reviseOrganization(input: $input) { __typename } }',
    { input },
  );
}

const invite = async (by: Caller = alumnus.clinician) =>
  refusalOf(await by.send(INVITE, { input: { patientId: alumnus.patientId } }));
const accept = async (invitationId: string) =>
  (await alumnus.self.data(ANSWER, { input: { invitationId, answer: 'ACCEPT', ...A_BEGINNING } }))
    .answerMentorInvitation;
const recover = (days: number) => aRecoveryPeriod(alumnus.self, alumnus.patientId, days);

const INVITED = { code: undefined, paths: [] };
const REFUSED = badInputAt('input.patientId');

it.each([
  [181, REFUSED],
  [182, INVITED],
])('asks %d days of recovery whether they are six months', async (days, expected) => {
  await recover(days);
  expect(await invite()).toEqual(expected);
});

it('refuses whoever has had no period, in words that name no days; invites them where the program asks for none', async () => {
  const { errors } = await alumnus.clinician.send(INVITE, { input: { patientId: alumnus.patientId } });
  expect(errors?.[0]?.message).not.toMatch(/\d/);
  expect(await invite()).toEqual(REFUSED);
  await ask(null);
  expect(await invite()).toEqual(INVITED);
});

it('counts the days of all periods: a return to use takes none of them', async () => {
  await recover(300);
  await endPeriod(app, alumnus.patientId, daysAgo(51));
  await recover(10);
  expect(await invite()).toEqual(INVITED);
});

it('tells whoever does not see days nothing, and asks again at the yes, which then stays open', async () => {
  await recover(100);
  await alumnus.self.data(HIDE, { input: { patientId: alumnus.patientId, hidden: true } });
  const invitationId = await anInvitation(alumnus);
  const refused = await accept(invitationId);
  expect(refused).toEqual({
    __typename: 'TransitionNotAllowed',
    from: 'OPEN',
    to: 'ACCEPT',
    message: expect.stringContaining('stays open for you'),
  });
  expect(refused.message).not.toMatch(/\d/);
  await ask(3);
  expect(await accept(invitationId)).toMatchObject({ __typename: 'AnswerMentorInvitationPayload' });
});

it('asks at the yes of whoever hides days and has had no period, too', async () => {
  await alumnus.self.data(HIDE, { input: { patientId: alumnus.patientId, hidden: true } });
  expect(await accept(await anInvitation(alumnus))).toMatchObject({ __typename: 'TransitionNotAllowed' });
});

it('tells a clinician from whom recovery is withheld nothing either', async () => {
  await recover(100);
  await aRestriction(alumnus.self, {
    patientId: alumnus.patientId,
    clinicianId: alumnus.clinicianId,
    categories: ['RECOVERY'],
  });
  expect(await invite()).toEqual(INVITED);
});
