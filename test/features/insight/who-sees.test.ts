import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician } from '../../support/factories';
import { aCarePlan, aCareTeam, aMatActivity, type CareTeam } from '../../support/factories/care-plans';
import { aClient, aConsent } from '../../support/factories/consents';
import { aContact, aSupervisedMentor, aSupervisor } from '../../support/factories/peer-contacts';
import { anActiveLink } from '../../support/factories/peer-links';
import { aCheckIn } from '../../support/factories/recovery';
import { sendBreakGlass } from '../../support/factories/restrictions';
import { aReturnToUse, changeFollowUp, putOnCall, theOne } from '../../support/factories/returns-to-use';
import { uuidOf } from '../../support/uuid-of';

const SEEN = 'query ($id: ID!) { patient(id: $id) { attention { kind } timeline { totalCount nodes { kind } } } }';

interface Seen {
  readonly attention: string[];
  readonly timeline: string[];
}

let app: TestApp;
let team: CareTeam;
let patient: Caller;
let supervisor: Caller;
let mentor: Caller;

beforeAll(async () => {
  app = await startTestApp();
  team = await aCareTeam(app);
  patient = await app.asHolder(Role.PATIENT, team.patientId);
  const supervising = await aSupervisor(app);
  supervisor = supervising.supervisor;
  const { patientId } = team;
  const carePlanId = await aCarePlan(app, { by: team.clinician, patientId, status: 'ACTIVE' });
  await aMatActivity(team.clinician, carePlanId, { nextDoseOn: '2026-03-02' });
  const peerMentorId = await aSupervisedMentor(app, supervising.supervisorId);
  mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
  const { id } = await anActiveLink(app, team.clinician, { patientId, peerMentorId });
  await aContact(patient, id);
  await asAdmin(app.databaseUrl, (admin) =>
    admin.query("update peer_contact set occurred_at = now() - interval '20 days'"),
  );
  await asAdmin(app.databaseUrl, async (admin) => {
    await admin.query("update timeline_entry set at = at - interval '30 days' where subject_id = $1", [uuidOf(id)]);
    await admin.query('update peer_link set started_on = current_date - 30 where id = $1', [uuidOf(id)]);
  });
  await aCheckIn(patient, patientId, { craving: 9 });
});
afterAll(() => app.stop());

const kinds = (rows: readonly { kind: string }[]) => [...new Set(rows.map(({ kind }) => kind))].sort();
const seenBy = async (by: Caller): Promise<Seen | null> => {
  const { patient: seen } = await by.data(SEEN, { id: team.patientId });
  if (!seen) return null;
  // Nothing is counted that is not there; for some nothing is counted at all.
  expect([null, seen.timeline.nodes.length]).toContain(seen.timeline.totalCount);
  return { attention: kinds(seen.attention), timeline: kinds(seen.timeline.nodes) };
};

it('shows a supervisor what is of peer support, and nothing else', async () => {
  expect(await seenBy(supervisor)).toEqual({
    attention: ['NO_PEER_CONTACT'],
    timeline: ['PEER_CONTACT', 'PEER_LINK'],
  });
});

it('shows a mentor who walks alongside what happened as far as they may see it, and no reason for attention', async () => {
  expect(await seenBy(mentor)).toEqual({ attention: [], timeline: ['CHECK_IN', 'PEER_CONTACT', 'PEER_LINK'] });
});

it('shows an app the categories of its consent, written down as such, and no reason for attention', async () => {
  const scopes = ['system/Patient.rs', 'system/CarePlan.rs', 'system/MedicationRequest.rs', 'system/Recovery.rs'];
  const client = await aClient(app, { scopes });
  await aConsent(patient, {
    patientId: team.patientId,
    recipient: { partnerAppId: client.id },
    categories: ['MEDICATION', 'RECOVERY'],
  });
  expect(await seenBy(client.caller)).toEqual({ attention: [], timeline: ['CARE_PLAN', 'CHECK_IN'] });
  const { disclosures } = (
    await patient.data('query ($id: ID!) { patient(id: $id) { disclosures { nodes { categories } } } }', {
      id: team.patientId,
    })
  ).patient;
  expect(disclosures.nodes).toEqual([{ categories: ['MEDICATION', 'RECOVERY'] }]);
});

it('shows whoever is on call both while an urgent follow-up is theirs, and neither before nor after', async () => {
  const onCallId = await aClinician(app);
  const onCall = await app.asClinician(onCallId);
  await putOnCall(app, onCallId);
  expect(await seenBy(onCall)).toBeNull();
  const shared = await aReturnToUse(patient, { patientId: team.patientId, safetyNeeds: ['MEDICAL_EMERGENCY'] });
  const seen = await seenBy(onCall);
  expect(seen?.attention).toEqual(
    expect.arrayContaining(['DOSE_OVERDUE', 'HIGH_CRAVING', 'OVERDUE_FOLLOW_UP', 'RETURN_TO_USE']),
  );
  expect(seen?.timeline).toEqual(expect.arrayContaining(['CARE_PLAN', 'CHECK_IN', 'RETURN_TO_USE']));
  for (const kind of ['URGENT_SAFETY_CALL', 'MEDICAL_REVIEW'])
    await changeFollowUp(onCall, 'Complete', theOne(shared.followUps, kind));
  expect(await seenBy(onCall)).toBeNull();
});

it('shows both to a clinician who breaks the glass', async () => {
  const stranger = await app.asClinician(await aClinician(app));
  expect(await seenBy(stranger)).toBeNull();
  await sendBreakGlass(stranger, { patientId: team.patientId });
  expect((await seenBy(stranger))?.attention).toContain('DOSE_OVERDUE');
});
