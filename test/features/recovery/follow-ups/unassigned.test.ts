import { Role } from '../../../../src/access/role';
import { escalateDueFollowUps } from '../../../../src/features/recovery';
import { type Caller, STANDING_STILL, startTestApp, type TestApp, usualLog } from '../../../support/app';
import { asAdmin } from '../../../support/database';
import { aClinician, aPatient } from '../../../support/factories';
import {
  aReturnToUse,
  changeFollowUp,
  followUpsOf,
  letEscalate,
  putOnCall,
  type SeenFollowUp,
  sendReturnToUse,
  theOne,
} from '../../../support/factories/returns-to-use';
import { uuidOf } from '../../../support/uuid-of';

jest.setTimeout(60_000);

const NEED = { safetyNeeds: ['WITHDRAWAL_RISK'] };
const OF_NOBODY = 'we cannot say that anybody in particular has it';
const ASKED = 'has been asked to call you';
const MESSAGE = 'query ($id: ID!) { node(id: $id) { ... on ReturnToUse { supportMessage } } }';
const ASSESS = `mutation ($input: RecordAssessmentInput!) { recordAssessment(input: $input) { supportMessage } }`;
const CASELOAD =
  '{ viewer { clinician { caseload(filter: { needsAttention: true }) { nodes { id attention { kind } } } } } }';

let app: TestApp;
let counselorId: string;
let counselor: Caller;
let otherId: string;
let other: Caller;
let patientId: string;
let patient: Caller;
beforeEach(async () => {
  // A program without medical staff.
  app = await startTestApp({}, usualLog(), STANDING_STILL);
  [counselorId, otherId] = [await aClinician(app), await aClinician(app)];
  [counselor, other] = [await app.asClinician(counselorId), await app.asClinician(otherId)];
  patientId = await aPatient(app, { careTeam: [counselorId, otherId] });
  patient = await app.asHolder(Role.PATIENT, patientId);
});
afterEach(() => app.stop());

const sweep = () => escalateDueFollowUps(app.api.services.dataSource);
const call = (followUps: readonly SeenFollowUp[]) => theOne(followUps, 'URGENT_SAFETY_CALL');
const assess = async (by: Caller): Promise<string> => {
  const takenAt = new Date(Date.now() - 1_000).toISOString();
  const items = [{ linkId: '44260-8', answer: 1 }];
  return (await by.data(ASSESS, { input: { patientId, instrument: 'PHQ_9', takenAt, items } })).recordAssessment
    .supportMessage;
};

describe('a safety need that there is nobody for', () => {
  it('holds up a discharge also where nobody is in line for it: somebody has to be found first', async () => {
    const alone = await aPatient(app, { careTeam: [] });
    await aReturnToUse(await app.asHolder(Role.PATIENT, alone), { patientId: alone, ...NEED });
    const { dischargePatient } = await app
      .as(Role.PROGRAM_DIRECTOR)
      .data('mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { __typename } }', {
        input: { patientId: alone, expectedVersion: 1, as: 'COMPLETED' },
      });
    expect(dischargePatient).toEqual({ __typename: 'TransitionNotAllowed' });
  });

  it('is told to the person as it is: on a list, and nobody in particular has it', async () => {
    const { supportMessage, returnToUse } = (await sendReturnToUse(patient, { patientId, ...NEED })).data
      .shareReturnToUse;
    expect(supportMessage).toContain(OF_NOBODY);
    expect(supportMessage).toContain('call 911, or call or text 988, now');
    expect(supportMessage).not.toContain(ASKED);
    expect(returnToUse.supportMessage).toBe(supportMessage);
    expect(await assess(counselor)).toContain(OF_NOBODY);
    // Once somebody has it, it is said, too.
    await changeFollowUp(counselor, 'Acknowledge', call(returnToUse.followUps));
    expect((await patient.data(MESSAGE, { id: returnToUse.id })).node.supportMessage).toContain(ASKED);
  });

  it('stands in the queue of the whole care team and of the director, and asks for attention at once', async () => {
    await aReturnToUse(patient, { patientId, ...NEED });
    for (const by of [counselor, other, app.as(Role.PROGRAM_DIRECTOR)])
      expect(call(await followUpsOf(by, { mine: false }))).toMatchObject({ assignee: null, overdue: true });
    for (const by of [counselor, other]) {
      const [needy] = (await by.data(CASELOAD)).viewer.clinician.caseload.nodes;
      expect(needy.id).toBe(patientId);
      // Of the call and of the review, though that is due later.
      const overdue = needy.attention.filter(({ kind }: { kind: string }) => kind === 'OVERDUE_FOLLOW_UP');
      expect(overdue).toHaveLength(2);
    }
  });

  it('no longer asks for attention because it is nobody’s, once somebody has taken it on', async () => {
    const { followUps } = await aReturnToUse(patient, { patientId, ...NEED });
    await changeFollowUp(counselor, 'Acknowledge', theOne(followUps, 'MEDICAL_REVIEW'));
    const [needy] = (await other.data(CASELOAD)).viewer.clinician.caseload.nodes;
    expect(needy.attention.filter(({ kind }: { kind: string }) => kind === 'OVERDUE_FOLLOW_UP')).toHaveLength(1);
  });

  it('goes to whoever comes to be on call', async () => {
    const { id, followUps } = await aReturnToUse(patient, { patientId, ...NEED });
    await letEscalate(app, call(followUps));
    await sweep();
    expect(call(await followUpsOf(counselor, { patientId })).assignee).toBeNull();
    const onCallId = await aClinician(app);
    await putOnCall(app, onCallId);
    await sweep();
    expect(call(await followUpsOf(counselor, { patientId })).assignee?.id).toBe(onCallId);
    expect((await patient.data(MESSAGE, { id })).node.supportMessage).toContain(ASKED);
  });
});

describe('a safety need that the care team and whoever is on call cannot meet', () => {
  it('is for the medical staff of the program, with or without a care team, for whoever has the least of it', async () => {
    const nurseIds = [await aClinician(app, { role: 'NURSE' }), await aClinician(app, { role: 'PHYSICIAN' })];
    patientId = await aPatient(app);
    patient = await app.asHolder(Role.PATIENT, patientId);
    const shared = (await sendReturnToUse(patient, { patientId, ...NEED })).data.shareReturnToUse;
    expect(shared.supportMessage).toContain(ASKED);
    expect(await assess(patient)).toContain('has been asked to call you');
    const open = 'select assignee_clinician_id as id from follow_up where is_urgent';
    const { rows } = await asAdmin(app.databaseUrl, (admin) => admin.query<{ id: string }>(open));
    // Three of them, by turns.
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(nurseIds.map(uuidOf)));
    const firstId = call(shared.returnToUse.followUps).assignee?.id ?? '';
    const nurse = await app.asClinician(firstId);
    expect((await followUpsOf(nurse, { mine: true })).length).toBeGreaterThan(0);
    await letEscalate(app, call(shared.returnToUse.followUps));
    await sweep();
    const { id } = call(shared.returnToUse.followUps);
    const now = (await followUpsOf(patient)).find((one) => one.id === id);
    expect(now?.assignee?.id).toBe(nurseIds.find((nurseId) => nurseId !== firstId));
  });

  it('is not for co-workers of a patient who works here: their record is for those who treat them', async () => {
    await aClinician(app, { role: 'NURSE' });
    const workerId = await aClinician(app, { role: 'NURSE' });
    await app
      .as(Role.ADMINISTRATOR)
      .data('mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }', {
        input: { issuer: app.issuer.issuer, subject: patient.subject, holderId: workerId },
      });
    const { followUps } = await aReturnToUse(patient, { patientId, ...NEED });
    expect(call(followUps).assignee).toBeNull();
  });
});
