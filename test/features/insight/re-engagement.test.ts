import { Role } from '../../../src/access/role';
import { deriveAttentionAnew, keepReEngagements } from '../../../src/features/insight';
import { allLinesOf } from '../../access/audit-lines';
import { type Caller, STANDING_STILL, startTestApp, type TestApp, usualLog } from '../../support/app';
import { asNobody } from '../../support/database';
import { aClinician, aSeat } from '../../support/factories';
import {
  aCarePlan,
  aCareTeam,
  aCbtActivity,
  aSession,
  type CareTeam,
  movedPlan,
} from '../../support/factories/care-plans';
import { aClient, aConsent } from '../../support/factories/consents';
import { aSharingConsent } from '../../support/factories/peer-consents';
import { anActiveLink, anEmployedMentor } from '../../support/factories/peer-links';
import { aCheckIn, markInError } from '../../support/factories/recovery';
import { aRestriction } from '../../support/factories/restrictions';
import { changeFollowUp, followUpsOf, type SeenFollowUp, sendFollowUp } from '../../support/factories/returns-to-use';
import { badInputAt, refusalOf } from '../../support/refusals';
import { uuidOf } from '../../support/uuid-of';

jest.setTimeout(60_000);

const READMIT = 'mutation ($input: ReadmitPatientInput!) { readmitPatient(input: $input) { __typename } }';

let app: TestApp;
let team: CareTeam;
let patient: Caller;
let carePlanId: string;
beforeAll(async () => {
  app = await startTestApp({}, usualLog(), STANDING_STILL);
});
beforeEach(async () => {
  team = await aCareTeam(app);
  const director = app.as(Role.PROGRAM_DIRECTOR);
  const { patientId } = team;
  const { version } = (await director.data('query ($id: ID!) { patient(id: $id) { version } }', { id: patientId }))
    .patient;
  await director.data(READMIT, { input: { patientId, expectedVersion: version } });
  patient = await app.asHolder(Role.PATIENT, patientId);
  carePlanId = await aCarePlan(app, { by: team.clinician, patientId, status: 'ACTIVE' });
});
afterAll(() => app.stop());

const sweep = () => keepReEngagements(app.api.services.dataSource);
const reached = async (by = team.clinician, filter = {}): Promise<SeenFollowUp[]> =>
  followUpsOf(by, { patientId: team.patientId, kinds: ['RE_ENGAGEMENT'], ...filter });

/** Lets so many days pass for the patient. */
async function letPass(days: number): Promise<void> {
  await asNobody(app.databaseUrl, async (admin) => {
    const earlier = async (table: string, column: string) =>
      admin.query(`update ${table} set ${column} = ${column} - $2 * interval '1 day' where patient_id = $1`, [
        uuidOf(team.patientId),
        days,
      ]);
    await earlier('timeline_entry', 'at');
    await earlier('care_plan', 'created_at');
    await earlier('check_in', 'occurred_at');
    await earlier('session', 'occurred_at');
    const derive = "select app.derive_attention(organization_id, id, '{OUT_OF_CONTACT}') from patient where id = $1";
    await admin.query(derive, [uuidOf(team.patientId)]);
  });
}

async function aGap(): Promise<SeenFollowUp> {
  await letPass(15);
  await sweep();
  const [opened] = await reached();
  if (!opened) throw new Error('Nobody was asked to reach out.');
  return opened;
}

describe('a patient of whom nothing was heard', () => {
  it('is reached out to after 14 days, by whoever has been on the team longest, once though servers sweep', async () => {
    await aSeat(app, { patientId: team.patientId, clinicianId: await aClinician(app) });
    await letPass(13);
    await sweep();
    expect(await reached()).toEqual([]);
    await letPass(2);
    const { lines } = await allLinesOf(app, () => Promise.all([1, 2, 3].map(sweep)));
    expect(lines).toEqual([
      expect.objectContaining({ kind: 'follow-up.opened', role: 'JOB', patient_id: uuidOf(team.patientId) }),
    ]);
    const [opened, ...others] = await reached();
    expect(others).toEqual([]);
    expect(opened).toMatchObject({ assignee: { id: team.clinicianId }, escalatesAt: null, overdue: false });
    expect((Date.parse(opened?.dueAt ?? '') - Date.now()) / 3_600_000).toBeCloseTo(72, 0);
  });

  it('is not asked for again until there was contact in between, whatever came of it', async () => {
    await changeFollowUp(team.clinician, 'Complete', await aGap());
    await letPass(25);
    await sweep();
    expect(await reached(team.clinician, { open: null })).toHaveLength(1);
    await aCheckIn(patient, team.patientId);
    await letPass(15);
    await sweep();
    expect(await reached()).toHaveLength(1);
    expect(await reached(team.clinician, { open: null })).toHaveLength(2);
  });

  it('is asked for again after a plan that rested is under way anew, though nothing was heard in between', async () => {
    await changeFollowUp(team.clinician, 'Complete', await aGap());
    await movedPlan(team.clinician, carePlanId, 'ON_HOLD');
    await movedPlan(team.clinician, carePlanId, 'ACTIVE');
    await sweep();
    expect(await reached()).toEqual([]);
    await aGap();
    expect(await reached(team.clinician, { open: null })).toHaveLength(2);
  });

  it('needs nobody to reach out any more once they were heard of', async () => {
    await aGap();
    await aSession(team.clinician, await aCbtActivity(team.clinician, carePlanId), {
      occurredAt: new Date(Date.now() - 86_400_000).toISOString(),
    });
    const { lines } = await allLinesOf(app, sweep);
    expect(lines.map(({ kind }) => kind)).toEqual(['follow-up.ended']);
    const [ended] = await reached(team.clinician, { open: false });
    expect(ended).toMatchObject({ outcome: null, completedAt: expect.any(String) });
  });

  it('is left to whoever has taken it on, who says what came of it', async () => {
    const { followUp } = await changeFollowUp(team.clinician, 'Acknowledge', await aGap());
    await aCheckIn(patient, team.patientId);
    await sweep();
    expect(await reached()).toHaveLength(1);
    await changeFollowUp(team.clinician, 'Complete', followUp);
    expect(await reached()).toEqual([]);
  });

  it('was not heard of since the contact before, when the last was a mistake', async () => {
    await letPass(15);
    const said = await aCheckIn(patient, team.patientId);
    await sweep();
    expect(await reached()).toEqual([]);
    await markInError(patient, said);
    await sweep();
    expect(await reached()).toHaveLength(1);
  });

  it.each(['ON_HOLD', 'REVOKED'])('is not reached out to while no plan is under way: %s', async (to) => {
    await asNobody(app.databaseUrl, async (admin) => {
      await admin.query('update care_plan set status = $2 where id = $1', [uuidOf(carePlanId), to]);
    });
    await letPass(15);
    await sweep();
    expect(await reached()).toEqual([]);
  });

  it('is not looked for while other thresholds are still to be derived', async () => {
    await letPass(15);
    await asNobody(app.databaseUrl, (admin) =>
      admin.query(`update organization_settings set attention_thresholds = '{"OUT_OF_CONTACT": 30}' where id = $1`, [
        app.harbor.uuid,
      ]),
    );
    await sweep();
    expect(await reached()).toEqual([]);
    await deriveAttentionAnew(app.api.services.dataSource);
    await sweep();
    expect(await reached()).toEqual([]);
    await asNobody(app.databaseUrl, (admin) =>
      admin.query("update organization_settings set attention_thresholds = '{}'"),
    );
    await deriveAttentionAnew(app.api.services.dataSource);
    await sweep();
    expect(await reached()).toHaveLength(1);
  });

  it('is asked after once, when contact and sweeps come at the same moment', async () => {
    for (let time = 0; time < 5; time += 1) {
      await aCheckIn(patient, team.patientId);
      await letPass(15);
      await Promise.all([sweep(), aCheckIn(patient, team.patientId), sweep()]);
      await sweep();
      expect(await reached()).toEqual([]);
    }
  });
});

describe('that nobody has heard from somebody', () => {
  it.each([
    ['CARE_PLAN', 'RECOVERY'],
    ['RECOVERY', 'CARE_PLAN'],
  ])('is told to those who may know both of sessions and of check-ins: %s, and %s', async (...categories) => {
    await aGap();
    expect(await reached(patient)).toHaveLength(1);
    expect(await reached(app.as(Role.PROGRAM_DIRECTOR))).toHaveLength(1);
    const client = await aClient(app, { scopes: ['system/CarePlan.rs', 'system/Recovery.rs'] });
    const about = { patientId: team.patientId, recipient: { partnerAppId: client.id } };
    for (const category of categories) {
      expect(await reached(client.caller)).toEqual([]);
      await aConsent(team.clinician, { ...about, categories: [category] });
    }
    expect(await reached(client.caller)).toHaveLength(1);
    const account = await patient.data('{ viewer { patient { disclosures { nodes { operation categories } } } } }');
    // One for each of the two consents.
    expect(account.viewer.patient.disclosures.nodes).toEqual(
      expect.arrayContaining([
        { operation: 'followUps', categories: ['CARE_PLAN'] },
        { operation: 'followUps', categories: ['RECOVERY'] },
      ]),
    );
  });

  it.each(['CARE_PLAN', 'RECOVERY'])('goes to nobody who is kept from one of them: %s', async (category) => {
    await aGap();
    const clinicianId = await aClinician(app);
    await aSeat(app, { patientId: team.patientId, clinicianId });
    const colleague = await app.asClinician(clinicianId);
    await aRestriction(patient, { patientId: team.patientId, clinicianId: team.clinicianId, categories: [category] });
    expect(await reached()).toEqual([]);
    const [opened] = await reached(colleague);
    expect(opened).toMatchObject({ assignee: null });
    if (!opened) throw new Error('A colleague sees it.');
    const back = await sendFollowUp(colleague, 'Assign', opened, { assigneeId: team.clinicianId });
    expect(refusalOf(back)).toEqual(badInputAt('input.assigneeId'));
  });

  it('is for a mentor to act on only where the patient lets them know both', async () => {
    const opened = await aGap();
    const peerMentorId = await anEmployedMentor(app);
    await anActiveLink(app, team.clinician, { patientId: team.patientId, peerMentorId });
    const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
    const refused = await sendFollowUp(team.clinician, 'Assign', opened, { assigneeId: peerMentorId });
    expect(refusalOf(refused)).toEqual(badInputAt('input.assigneeId'));
    await aSharingConsent(app, {
      patientId: team.patientId,
      peerMentorId,
      categories: ['PEER_SUPPORT', 'CARE_PLAN', 'RECOVERY'],
    });
    await changeFollowUp(team.clinician, 'Assign', opened, { assigneeId: peerMentorId });
    expect(await reached(mentor)).toHaveLength(1);
  });
});
