import { Role } from '../../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { asAdmin } from '../../../support/database';
import { aCareTeam, type CareTeam } from '../../../support/factories/care-plans';
import {
  aRecoveryPeriod,
  dayMilestonesOf,
  daysAgo,
  markInError,
  recoveryOf,
} from '../../../support/factories/recovery';
import { aReturnToUse } from '../../../support/factories/returns-to-use';
import { uuidOf } from '../../../support/uuid-of';

const MILESTONES = 'query ($id: ID!) { patient(id: $id) { milestones { nodes { kind title reachedOn } } } }';
const MOVE = `mutation ($input: MoveReturnToUseInput!) {
  moveReturnToUse(input: $input) { ... on MoveReturnToUsePayload { returnToUse { version } } } }`;

describe('a return to use, and recovery', () => {
  let app: TestApp;
  let team: CareTeam;
  let patient: Caller;
  beforeAll(async () => {
    app = await startTestApp();
  });
  beforeEach(async () => {
    team = await aCareTeam(app);
    patient = await app.asHolder(Role.PATIENT, team.patientId);
    await aRecoveryPeriod(patient, team.patientId, 100);
  });
  afterAll(() => app.stop());

  const settle = async ({ id, version }: { id: string; version: number }): Promise<void> => {
    let expectedVersion = version;
    for (const to of ['ACKNOWLEDGED', 'SUPPORT_IN_PROGRESS', 'PLAN_REVIEWED', 'SETTLED']) {
      const data = await team.clinician.data(MOVE, { input: { returnToUseId: id, expectedVersion, to } });
      expectedVersion = data.moveReturnToUse.returnToUse.version;
    }
  };
  const comingsBack = async (by: Caller): Promise<unknown[]> => {
    const data = await by.data(MILESTONES, { id: team.patientId });
    const nodes: { kind: string }[] = data.patient.milestones.nodes;
    return nodes.filter(({ kind }) => kind === 'BACK_AFTER_RECURRENCE');
  };

  it('leaves the period as it is, unless the person says that it ended', async () => {
    await aReturnToUse(patient, { patientId: team.patientId, occurredOn: daysAgo(10) });
    expect(await recoveryOf(patient, team.patientId)).toMatchObject({ currentDays: 100, cumulativeDays: 100 });
  });

  it('ends the period on the day before, where the person says so, and lowers nothing', async () => {
    await aReturnToUse(patient, { patientId: team.patientId, occurredOn: daysAgo(10), endsRecoveryPeriod: true });
    const after = await recoveryOf(patient, team.patientId);
    expect(after).toMatchObject({
      currentDays: null,
      currentPeriodStartedOn: null,
      longestDays: 90,
      nextMilestone: null,
    });
    expect(after?.cumulativeDays).toBe(100);
    await aRecoveryPeriod(patient, team.patientId, 9);
    const again = await recoveryOf(patient, team.patientId);
    expect(again).toMatchObject({ currentDays: 9, currentPeriodStartedOn: daysAgo(9) });
    expect(again?.cumulativeDays).toBeGreaterThanOrEqual(100);
  });

  it('ends none that began after it, when it is told of later', async () => {
    await aRecoveryPeriod(patient, team.patientId, 40);
    await aReturnToUse(patient, { patientId: team.patientId, occurredOn: daysAgo(45), endsRecoveryPeriod: true });
    expect(await recoveryOf(patient, team.patientId)).toMatchObject({
      currentDays: 40,
      cumulativeDays: 100,
      nextMilestone: { kind: 'MONTHS_6' },
    });
  });

  it('counts what was reached by the instant at which it was shared, whatever the clock of the database says', async () => {
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query(
        `insert into return_to_use (organization_id, id, version, patient_id, occurred_on, precision, shared_at, shared_by, safety_needs,
           ends_recovery_period, status)
         select organization_id, gen_random_uuid(), 1, id, $2, 'DAY', now() - interval '75 days', 'PATIENT', '{}', true, 'SHARED'
         from patient where id = $1`,
        [uuidOf(team.patientId), daysAgo(76)],
      ),
    );
    expect(await dayMilestonesOf(patient, team.patientId)).toEqual([]);
    // Shared on the day after: that day had been shown, and stays.
    expect(await recoveryOf(patient, team.patientId)).toMatchObject({ cumulativeDays: 25, longestDays: 24 });
  });

  it('makes coming back a milestone, for those who may know of returns to use', async () => {
    const shared = await aReturnToUse(patient, { patientId: team.patientId, occurredOn: daysAgo(10) });
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query("update return_to_use set shared_at = now() - interval '9 days' where id = $1", [uuidOf(shared.id)]),
    );
    expect(await comingsBack(patient)).toEqual([]);
    await settle(shared);
    // Neither of the day on which it was shared, nor of that on which a period began anew, which the person may keep to themselves.
    const back = [{ kind: 'BACK_AFTER_RECURRENCE', title: 'Back after a return to use', reachedOn: daysAgo(0) }];
    expect(await comingsBack(patient)).toEqual(back);
    expect(await comingsBack(team.clinician)).toEqual(back);
  });

  it('takes that milestone back where the return to use never was', async () => {
    const shared = await aReturnToUse(patient, { patientId: team.patientId, occurredOn: daysAgo(10) });
    await settle(shared);
    expect(await markInError(team.clinician, shared.id)).toBe('MarkEnteredInErrorPayload');
    expect(await comingsBack(patient)).toEqual([]);
  });
});
