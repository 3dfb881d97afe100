import { Role } from '../../../src/access/role';
import { type Answer, type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician } from '../../support/factories';
import { aCareTeam, type CareTeam } from '../../support/factories/care-plans';
import { aSharingConsent } from '../../support/factories/peer-consents';
import { anActiveLink, anEmployedMentor } from '../../support/factories/peer-links';
import { aMentor } from '../../support/factories/peers';
import { aMilestone, markInError } from '../../support/factories/recovery';

const ENCOURAGE =
  'mutation ($input: EncourageInput!) { encourage(input: $input) { encouragement { id from message sentAt } } }';
const SEEN = `query ($id: ID!) { patient(id: $id) {
  milestones { nodes { encouragements { from message } } } encouragements { totalCount nodes { from message } } } }`;

let app: TestApp;
let team: CareTeam;
let self: Caller;
let milestoneId: string;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  team = await aCareTeam(app);
  self = await app.asHolder(Role.PATIENT, team.patientId);
  milestoneId = await aMilestone(self, team.patientId);
});
afterAll(() => app.stop());

const send = (by: Caller, input = {}): Promise<Answer> =>
  by.send(ENCOURAGE, { input: { patientId: team.patientId, message: 'Well done.', ...input } });
const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code;

/** A volunteer who walks alongside, as far as the patient consents. */
async function aVolunteer(categories: readonly string[]): Promise<Caller> {
  const peerMentorId = await aMentor(app, { displayName: 'Ana', engagement: 'SUPERVISED_VOLUNTEER' });
  await aSharingConsent(app, { patientId: team.patientId, peerMentorId, categories });
  await anActiveLink(app, team.clinician, { patientId: team.patientId, peerMentorId });
  return app.asHolder(Role.PEER_MENTOR, peerMentorId);
}

it('brings kind words to a milestone, or to the patient', async () => {
  const { data } = await send(team.clinician, { milestoneId });
  expect(data.encourage.encouragement).toMatchObject({
    from: expect.stringMatching(/^Clinician/),
    message: 'Well done.',
  });
  await send(team.clinician, { message: 'Glad that you are here.' });
  const { patient } = await self.data(SEEN, { id: team.patientId });
  expect(patient.milestones.nodes).toMatchObject([{ encouragements: [{ message: 'Well done.' }] }]);
  expect(patient.encouragements).toMatchObject({ totalCount: 1, nodes: [{ message: 'Glad that you are here.' }] });
});

it('is open to an employed mentor by a link, under their public name', async () => {
  const peerMentorId = await anEmployedMentor(app, { displayName: 'Sam W.' });
  const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
  expect(codeOf(await send(mentor, { milestoneId }))).toBe('NOT_FOUND');
  await anActiveLink(app, team.clinician, { patientId: team.patientId, peerMentorId });
  expect((await send(mentor, { milestoneId })).data.encourage.encouragement.from).toBe('Sam W.');
});

it('is open to a mentor from outside whom the patient lets know of recovery, and is written down as a disclosure', async () => {
  const mentor = await aVolunteer(['PEER_SUPPORT', 'RECOVERY']);
  const { data } = await send(mentor, { milestoneId });
  expect(data.encourage.encouragement.from).toBe('Ana');
  const { patient } = await self.data(
    'query ($id: ID!) { patient(id: $id) { disclosures { nodes { operation categories } } } }',
    {
      id: team.patientId,
    },
  );
  expect(patient.disclosures.nodes[0].categories).toContain('RECOVERY');
});

it('is closed to a mentor who may know of the link alone', async () => {
  const mentor = await aVolunteer(['PEER_SUPPORT']);
  expect(codeOf(await send(mentor, { milestoneId }))).toBe('NOT_FOUND');
  // The patient they see; their recovery they do not.
  expect(codeOf(await send(mentor))).toBe('FORBIDDEN');
});

it('finds no milestone of a return to use for whoever may not know of one', async () => {
  const back = await aMilestone(self, team.patientId, { kind: 'BACK_AFTER_RECURRENCE', title: 'Back' });
  const mentor = await aVolunteer(['PEER_SUPPORT', 'RECOVERY']);
  expect(codeOf(await send(mentor, { milestoneId: back }))).toBe('NOT_FOUND');
  expect(codeOf(await send(team.clinician, { milestoneId: back }))).toBeUndefined();
  const read = 'query ($id: ID!) { patient(id: $id) { milestones { nodes { kind encouragements { message } } } } }';
  expect((await mentor.data(read, { id: team.patientId })).patient.milestones.nodes).toEqual([
    { kind: 'PERSONAL', encouragements: [] },
  ]);
});

it('finds no milestone of somebody else, none that was marked, and no patient for strangers', async () => {
  const other = await aCareTeam(app);
  const foreign = await aMilestone(await app.asHolder(Role.PATIENT, other.patientId), other.patientId);
  expect(codeOf(await send(team.clinician, { milestoneId: foreign }))).toBe('NOT_FOUND');
  await markInError(self, milestoneId);
  expect(codeOf(await send(team.clinician, { milestoneId }))).toBe('NOT_FOUND');
  for (const stranger of [await app.asClinician(await aClinician(app)), (await aCareTeam(app, app.meadow)).clinician])
    expect(codeOf(await send(stranger))).toBe('NOT_FOUND');
});

it('is closed to every role that does not walk alongside', async () => {
  expect(codeOf(await send(self))).toBe('FORBIDDEN');
  expect(codeOf(await send(app.as(Role.PROGRAM_DIRECTOR)))).toBe('FORBIDDEN');
});

it('says nothing to somebody who has died', async () => {
  await team.clinician.data(
    'mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { __typename } }',
    {
      input: { patientId: team.patientId, expectedVersion: 1, as: 'DECEASED' },
    },
  );
  expect(codeOf(await send(team.clinician))).toBe('NOT_FOUND');
});
