import { Role } from '../../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { aClinician, aPatient, aSeat } from '../../../support/factories';
import { aRestriction } from '../../../support/factories/restrictions';
import {
  aReturnToUse,
  changeFollowUp,
  followUpsOf,
  sendFollowUp,
  theOne,
} from '../../../support/factories/returns-to-use';

jest.setTimeout(60_000);

const DISCHARGE = `mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { __typename
  ... on DischargePatientPayload { patient { status } } ... on TransitionNotAllowed { from to allowed message } } }`;
const NEED = { safetyNeeds: ['WITHDRAWAL_RISK'] };

let app: TestApp;
let clinicianId: string;
let clinician: Caller;
let patientId: string;
beforeAll(async () => {
  app = await startTestApp();
  clinicianId = await aClinician(app, { role: 'NURSE' });
  clinician = await app.asClinician(clinicianId);
});
beforeEach(async () => {
  patientId = await aPatient(app, { careTeam: [clinicianId] });
});
afterAll(() => app.stop());

const discharge = async (as: string, by = clinician) =>
  (await by.data(DISCHARGE, { input: { patientId, expectedVersion: 1, as } })).dischargePatient;
const share = (input = {}) => aReturnToUse(clinician, { patientId, patientAgreed: true, ...input });

describe('a discharge', () => {
  it('is refused while something urgent is to be done, in words that do not say what', async () => {
    const { followUps } = await share(NEED);
    const refused = {
      __typename: 'TransitionNotAllowed',
      from: 'PRE_ADMISSION',
      to: 'DISCHARGED',
      allowed: ['DECEASED'],
      message: 'Something urgent is still to be done for this patient. Care here can end once it is.',
    };
    expect(await discharge('COMPLETED')).toEqual(refused);
    await changeFollowUp(clinician, 'Complete', theOne(followUps, 'URGENT_SAFETY_CALL'));
    expect(await discharge('COMPLETED')).toEqual(refused);
    await changeFollowUp(clinician, 'Complete', theOne(followUps, 'MEDICAL_REVIEW'));
    expect(await discharge('COMPLETED')).toMatchObject({ patient: { status: 'DISCHARGED' } });
  });

  it('is not held up by what is not urgent, and leaves it open', async () => {
    await share();
    expect(await discharge('ALUMNUS')).toMatchObject({ patient: { status: 'ALUMNUS' } });
    expect(await followUpsOf(clinician, { patientId })).toHaveLength(2);
  });

  it('is not held up by what the patient keeps from everybody, for nobody could ever say that it is done', async () => {
    await share(NEED);
    const patient = await app.asHolder(Role.PATIENT, patientId);
    await aRestriction(patient, { patientId, categories: ['RETURN_TO_USE'] });
    expect(await followUpsOf(clinician, { patientId })).toEqual([]);
    expect(await discharge('COMPLETED')).toMatchObject({ patient: { status: 'DISCHARGED' } });
  });

  it('is held up by what one of them is kept from and another can do', async () => {
    const otherId = await aClinician(app, { role: 'COUNSELOR' });
    await aSeat(app, { patientId, clinicianId: otherId });
    await share(NEED);
    const patient = await app.asHolder(Role.PATIENT, patientId);
    await aRestriction(patient, { patientId, clinicianId, categories: ['RETURN_TO_USE'] });
    expect(await discharge('COMPLETED')).toMatchObject({ __typename: 'TransitionNotAllowed' });
  });

  it('by death ends whatever was to be done, urgent or not', async () => {
    await share(NEED);
    expect(await discharge('DECEASED')).toMatchObject({ patient: { status: 'DECEASED' } });
    expect(await followUpsOf(clinician, { patientId })).toEqual([]);
    const ended = await followUpsOf(clinician, { patientId, open: false });
    expect(ended).toHaveLength(4);
    expect(ended.map(({ version, outcome }) => [version, outcome])).toEqual(Array(4).fill([2, null]));
  });

  it('and what is opened at the same moment end as one after the other', async () => {
    const ends = new Set<string>();
    for (let time = 0; time < 15; time += 1) {
      patientId = await aPatient(app, { careTeam: [clinicianId] });
      const [shared, discharged] = await Promise.all([share(NEED), discharge('COMPLETED')]);
      ends.add(discharged.__typename);
      // Whichever was first: a need is never lost, and a discharge that was refused has changed nothing.
      expect(shared.followUps).toHaveLength(4);
      const isDischarged = discharged.__typename === 'DischargePatientPayload';
      const { patient } = await clinician.data('query ($id: ID!) { patient(id: $id) { status version } }', {
        id: patientId,
      });
      expect(patient).toEqual(
        isDischarged ? { status: 'DISCHARGED', version: 2 } : { status: 'PRE_ADMISSION', version: 1 },
      );
    }
    expect([...ends].filter((end) => !['DischargePatientPayload', 'TransitionNotAllowed'].includes(end))).toEqual([]);
  });
});

describe('a cover', () => {
  const COVER = `mutation ($input: JoinCareTeamInput!) { joinCareTeam(input: $input) { __typename } }`;

  it('is looked at by anybody of the team but whoever covered', async () => {
    const coverId = await aClinician(app);
    const cover = await app.asClinician(coverId);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const input = { patientId, clinicianId: coverId, duty: 'cover', coverForId: clinicianId, until, reason: 'Leave' };
    await cover.data(COVER, { input });
    const review = theOne(await followUpsOf(cover, { patientId }), 'COVER_REVIEW');
    for (const [verb, more] of [['Acknowledge'], ['Complete'], ['Assign', { assigneeId: coverId }]] as const) {
      const { errors } = await sendFollowUp(cover, verb, review, more);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
    const given = await sendFollowUp(clinician, 'Assign', review, { assigneeId: coverId });
    expect(given.errors).toMatchObject([
      { message: expect.stringContaining('input.assigneeId'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    const done = await changeFollowUp(clinician, 'Complete', review);
    expect(done.followUp).toMatchObject({ version: 2, outcome: 'We talked.' });
  });

  it('opens a review for the colleague who is covered for, and for nobody where that colleague does not treat them', async () => {
    const coverId = await aClinician(app);
    const cover = await app.asClinician(coverId);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const input = { patientId, clinicianId: coverId, duty: 'cover', coverForId: clinicianId, until, reason: 'Leave' };
    await cover.data(COVER, { input });
    const [review, ...others] = await followUpsOf(clinician, { patientId });
    expect(others).toEqual([]);
    expect(review).toMatchObject({ kind: 'COVER_REVIEW', assignee: { id: clinicianId }, escalatesAt: null });
    await changeFollowUp(clinician, 'Complete', review ?? { id: '', version: 0 }, { outcome: 'It was needed.' });

    await aSeat(app, {
      patientId,
      clinicianId: await aClinician(app),
      coverForId: await aClinician(app),
      until,
      reason: 'Leave',
    });
    const [unassigned] = await followUpsOf(clinician, { patientId });
    expect(unassigned).toMatchObject({ kind: 'COVER_REVIEW', assignee: null });
    expect(await followUpsOf(app.as(Role.INTAKE), { patientId })).toEqual([]);
  });
});
