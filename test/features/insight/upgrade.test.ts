import { Role } from '../../../src/access/role';
import { schemaDefinition } from '../../../src/app/features';
import { migrateDatabase } from '../../../src/app/migrate';
import { deriveAttentionAnew } from '../../../src/features/insight';
import { escalateDueFollowUps } from '../../../src/features/recovery';
import { openAsOwner } from '../../../src/platform/database/migrate';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient } from '../../support/factories';
import { anAssessment } from '../../support/factories/assessments';
import {
  aCarePlan,
  aCareTeam,
  aCbtActivity,
  aCounselingActivity,
  aMatActivity,
  aSession,
  type CareTeam,
} from '../../support/factories/care-plans';
import { aConsent } from '../../support/factories/consents';
import { revokeConsent } from '../../support/factories/peer-consents';
import { aContact } from '../../support/factories/peer-contacts';
import { anActiveLink, anEmployedMentor } from '../../support/factories/peer-links';
import { aPeerGroup } from '../../support/factories/peers';
import { aCheckIn, aMilestone, markInError } from '../../support/factories/recovery';
import { aReturnToUse, changeFollowUp, followUpsOf, letEscalate, theOne } from '../../support/factories/returns-to-use';

const SEEN = `query ($id: ID!) { patient(id: $id) {
  attention { kind since }
  timeline(first: 100) { nodes { kind at title subject { __typename ... on Node { id } } } } } }`;

interface Entry {
  readonly kind: string;
  readonly at: string;
  readonly title: string;
  readonly subject: { readonly __typename: string; readonly id: string };
}

/** A database of before this table was made, with whatever was in it. */
async function takeBack(app: TestApp, table: string): Promise<void> {
  const owner = await openAsOwner(app.databaseUrl, schemaDefinition);
  const isThere = async () => (await owner.query('select to_regclass($1) is not null as there', [table]))[0].there;
  while (await isThere()) await owner.undoLastMigration({ transaction: 'all' });
  await owner.destroy();
}

describe('an upgrade', () => {
  let app: TestApp;
  let team: CareTeam;
  let patient: Caller;
  beforeAll(async () => {
    app = await startTestApp();
    team = await aCareTeam(app);
    patient = await app.asHolder(Role.PATIENT, team.patientId);
    const { patientId } = team;
    const carePlanId = await aCarePlan(app, { by: team.clinician, patientId, status: 'ACTIVE' });
    const cbt = await aCbtActivity(team.clinician, carePlanId);
    const mat = await aMatActivity(team.clinician, carePlanId, { nextDoseOn: '2026-03-02' });
    await aCounselingActivity(team.clinician, carePlanId);
    await aSession(team.clinician, cbt);
    await aSession(team.clinician, mat, { occurredAt: '2026-03-03T17:00:00Z' });
    await markInError(team.clinician, await aSession(team.clinician, cbt, { occurredAt: '2026-03-04T17:00:00Z' }));
    const { id } = await anActiveLink(app, team.clinician, { patientId, peerMentorId: await anEmployedMentor(app) });
    await anActiveLink(app, team.clinician, { patientId, peerGroupId: await aPeerGroup(app) });
    await aContact(patient, id);
    await aCheckIn(patient, patientId, { craving: 9 });
    await aMilestone(patient, patientId, { kind: 'FIRST_MEETING', title: 'The first meeting' });
    await aReturnToUse(patient, { patientId });
    await anAssessment(team.clinician, patientId);
    await revokeConsent(patient, await aConsent(patient, { patientId, recipient: { externalName: 'Dr. Away' } }));
  });
  afterAll(() => app.stop());

  const seen = async (): Promise<{ attention: object[]; timeline: { nodes: Entry[] } }> =>
    (await patient.data(SEEN, { id: team.patientId })).patient;

  it('finds what asks for attention, and what happened as far as it is known when', async () => {
    const before = await seen();
    await takeBack(app, 'attention');
    await asAdmin(app.databaseUrl, async (admin) => {
      const left = await admin.query(
        "select tgname from pg_trigger where tgname ~ 'timeline|attention' union all select proname from pg_proc where proname ~ 'keep_timeline|derive_attention_of'",
      );
      expect(left.rows).toEqual([]);
    });
    await migrateDatabase(app.databaseUrl);
    expect((await seen()).attention).toEqual([]);
    await deriveAttentionAnew(app.api.services.dataSource);

    const after = await seen();
    expect(after.attention).toEqual(before.attention);
    expect(after.attention.length).toBeGreaterThan(2);
    const told = ({ timeline }: typeof before) =>
      timeline.nodes.map(({ title, subject }) => `${title} (${subject.__typename} ${subject.id})`).sort();
    const isKnown = (line: string) => !/^(The care plan began|Agreed to walk|Walking alongside)/.test(line);
    expect(told(after)).toEqual(told(before).filter(isKnown));
    expect(new Set(after.timeline.nodes.map(({ kind }) => kind)).size).toBe(9);
    // What has an instant of its own kept it; the rest was written down as it happened, a moment after.
    const EXACT = ['SESSION', 'PEER_CONTACT', 'MILESTONE', 'CHECK_IN', 'ASSESSMENT'];
    const was = new Map(before.timeline.nodes.map(({ title, subject, at }) => [`${title} ${subject.id}`, at]));
    for (const { kind, title, subject, at } of after.timeline.nodes) {
      const apart = Math.abs(Date.parse(was.get(`${title} ${subject.id}`) ?? '') - Date.parse(at));
      expect(apart).toBeLessThan(EXACT.includes(kind) ? 1 : 60_000);
    }
  });

  it('comes from before the recovery journey, with what there was then', async () => {
    await takeBack(app, 'follow_up');
    await migrateDatabase(app.databaseUrl);
    await deriveAttentionAnew(app.api.services.dataSource);
    const { attention, timeline } = await seen();
    expect(attention).toMatchObject([{ kind: 'DOSE_OVERDUE' }]);
    expect([...new Set(timeline.nodes.map(({ kind }) => kind))].sort()).toEqual([
      'CARE_PLAN',
      'CONSENT',
      'PEER_LINK',
      'SESSION',
    ]);
    // And it goes on from there.
    await aCheckIn(patient, team.patientId, { craving: 9 });
    expect((await seen()).attention).toMatchObject([{ kind: 'HIGH_CRAVING' }, { kind: 'DOSE_OVERDUE' }]);
  });
});

describe('an upgrade, of what somebody had taken on before it', () => {
  it('gives them the time that it takes, and lets what has gone on once stay where it is', async () => {
    const app = await startTestApp();
    const nurseId = await aClinician(app, { role: 'NURSE' });
    const nurse = await app.asClinician(nurseId);
    const patientId = await aPatient(app, { careTeam: [nurseId] });
    const { followUps } = await aReturnToUse(nurse, { patientId, safetyNeeds: ['PREGNANCY'] });
    await changeFollowUp(nurse, 'Acknowledge', theOne(followUps, 'URGENT_SAFETY_CALL'));
    await takeBack(app, 'follow_up_to_reach_out');
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query(
        `update follow_up set escalates_at = now() - interval '1 minute',
           escalated_at = case when kind = 'MEDICAL_REVIEW' then now() - interval '1 minute' end where is_urgent`,
      ),
    );
    await migrateDatabase(app.databaseUrl);
    const otherId = await aClinician(app, { role: 'PHYSICIAN' });
    await escalateDueFollowUps(app.api.services.dataSource);
    const now = await followUpsOf(nurse, { patientId });
    expect(theOne(now, 'MEDICAL_REVIEW')).toMatchObject({ assignee: { id: nurseId }, escalatesAt: null });
    const call = theOne(now, 'URGENT_SAFETY_CALL');
    expect(call.assignee?.id).toBe(nurseId);
    await letEscalate(app, call);
    await escalateDueFollowUps(app.api.services.dataSource);
    expect(theOne(await followUpsOf(nurse, { patientId }), 'URGENT_SAFETY_CALL').assignee?.id).toBe(otherId);
    await app.stop();
  });
});
