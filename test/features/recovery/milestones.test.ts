import { Role } from '../../../src/access/role';
import { awardDueMilestones } from '../../../src/features/recovery';
import { nextDayMilestone } from '../../../src/features/recovery/milestones/day-milestones';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient } from '../../support/factories';
import { aCareTeam, type CareTeam } from '../../support/factories/care-plans';
import { aClient, aConsent } from '../../support/factories/consents';
import { aMilestone, aRecoveryPeriod, dayMilestonesOf, daysAgo, markInError } from '../../support/factories/recovery';
import { uuidOf } from '../../support/uuid-of';

const RECORD =
  'mutation ($input: RecordMilestoneInput!) { recordMilestone(input: $input) { milestone { id kind years title reachedOn patient { id } enteredInErrorAt } } }';
const MILESTONES = `query ($id: ID!) { patient(id: $id) { milestones { totalCount nodes { id kind title reachedOn } } } }`;

let app: TestApp;
let team: CareTeam;
let self: Caller;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  team = await aCareTeam(app);
  self = await app.asHolder(Role.PATIENT, team.patientId);
});
afterAll(() => app.stop());

const award = (now = new Date()) => awardDueMilestones(app.api.services.dataSource, now);
const seenBy = async (by: Caller, patientId = team.patientId) =>
  (await by.data(MILESTONES, { id: patientId })).patient.milestones;
const record = (by: Caller, input = {}) =>
  by.send(RECORD, {
    input: { patientId: team.patientId, kind: 'PERSONAL', title: 'A year of Sundays', reachedOn: daysAgo(2), ...input },
  });

describe('milestones by days', () => {
  it('appear once each, on the day on which they were reached', async () => {
    await aRecoveryPeriod(self, team.patientId, 400);
    await award();
    await award();
    expect(await dayMilestonesOf(self, team.patientId)).toEqual([
      `YEARS 1 ${daysAgo(400 - 365)}`,
      `MONTHS_6 ${daysAgo(400 - 182)}`,
      `DAYS_90 ${daysAgo(400 - 90)}`,
      `DAYS_60 ${daysAgo(400 - 60)}`,
      `DAYS_30 ${daysAgo(400 - 30)}`,
    ]);
  });

  it('come with the day where the patient lives, not with that of the server', async () => {
    const patients = await Promise.all(
      ['Pacific/Kiritimati', 'Pacific/Pago_Pago'].map(async (timeZone) => {
        const patientId = await aPatient(app, { timeZone });
        const patient = await app.asHolder(Role.PATIENT, patientId);
        await aRecoveryPeriod(patient, patientId, 0, { startedOn: '2026-02-27' });
        return { patient, patientId };
      }),
    );
    const reachedAt = async (instant: string) => {
      await award(new Date(instant));
      return Promise.all(patients.map(({ patient, patientId }) => dayMilestonesOf(patient, patientId)));
    };
    const day = ['DAYS_30 2026-03-29'];
    // Midnight of Kiritimati, 14 hours ahead of UTC.
    expect(await reachedAt('2026-03-28T09:59:59Z')).toEqual([[], []]);
    expect(await reachedAt('2026-03-28T10:00:00Z')).toEqual([day, []]);
    // Midnight of Pago Pago, 11 hours behind UTC.
    expect(await reachedAt('2026-03-29T10:59:59Z')).toEqual([day, []]);
    expect(await reachedAt('2026-03-29T11:00:00Z')).toEqual([day, day]);
  });

  it('come on the days of a clock that changed in between', async () => {
    const patientId = await aPatient(app, { timeZone: 'America/New_York' });
    const patient = await app.asHolder(Role.PATIENT, patientId);
    // Clocks went forward on March 8, 2026: midnight is at 5:00 before and at 4:00 UTC after.
    await aRecoveryPeriod(patient, patientId, 0, { startedOn: '2026-02-20' });
    await award(new Date('2026-03-22T03:59:59Z'));
    expect(await dayMilestonesOf(patient, patientId)).toEqual([]);
    await award(new Date('2026-03-22T04:00:00Z'));
    expect(await dayMilestonesOf(patient, patientId)).toEqual(['DAYS_30 2026-03-22']);
  });

  it('are awarded once, though several servers come at the same moment', async () => {
    await aRecoveryPeriod(self, team.patientId, 95);
    await Promise.all([1, 2, 3, 4].map(() => award()));
    expect(await dayMilestonesOf(self, team.patientId)).toHaveLength(3);
    const { rows } = await asAdmin(app.databaseUrl, (admin) =>
      admin.query(
        "select role, principal_id, count(*)::int as lines from audit_event where kind = 'milestone.reached' and patient_id = $1 group by 1, 2",
        [uuidOf(team.patientId)],
      ),
    );
    expect(rows).toEqual([{ role: 'JOB', principal_id: '00000000-0000-0000-0000-000000000002', lines: 3 }]);
  });

  it('come after days that did not follow each other, as if they had', () => {
    // The database says the same: the test below compares them.
    expect(nextDayMilestone(0)).toMatchObject({ kind: 'DAYS_30', days: 30 });
    expect(nextDayMilestone(29)).toMatchObject({ kind: 'DAYS_30' });
    expect(nextDayMilestone(30)).toMatchObject({ kind: 'DAYS_60' });
    expect(nextDayMilestone(181)).toMatchObject({ kind: 'MONTHS_6', days: 182 });
    expect(nextDayMilestone(182)).toMatchObject({ kind: 'YEARS', years: 1, days: 365 });
    expect(nextDayMilestone(365)).toMatchObject({ years: 2, days: 730 });
    expect(nextDayMilestone(1460)).toMatchObject({ years: 4, days: 1461 });
    expect(nextDayMilestone(1461)).toMatchObject({ years: 5, days: 1826 });
  });

  it('are the same to the server and to the database', async () => {
    const { rows } = await asAdmin(app.databaseUrl, (admin) =>
      admin.query<{ kind: string; years: number | null; days: number }>(
        'select kind, years, days from app.day_milestones() order by days',
      ),
    );
    expect(rows).toHaveLength(104);
    let days = 0;
    for (const row of rows) {
      expect(nextDayMilestone(days)).toEqual(row);
      expect(nextDayMilestone(row.days - 1)).toEqual(row);
      days = row.days;
    }
  });
});

describe('recordMilestone', () => {
  it('records what the patient or their care team tells of, the latest first', async () => {
    const { data } = await record(self);
    expect(data.recordMilestone.milestone).toMatchObject({
      kind: 'PERSONAL',
      years: null,
      title: 'A year of Sundays',
      reachedOn: daysAgo(2),
      patient: { id: team.patientId },
      enteredInErrorAt: null,
    });
    await record(team.clinician, { kind: 'FIRST_MEETING', title: 'The first meeting', reachedOn: daysAgo(1) });
    await record(team.clinician, { kind: 'TREATMENT_COMPLETED', title: 'Twelve weeks', reachedOn: daysAgo(3) });
    const { totalCount, nodes } = await seenBy(self);
    expect(totalCount).toBe(3);
    expect(nodes.map(({ kind }: { kind: string }) => kind)).toEqual([
      'FIRST_MEETING',
      'PERSONAL',
      'TREATMENT_COMPLETED',
    ]);
  });

  it.each(['DAYS_30', 'DAYS_60', 'DAYS_90', 'MONTHS_6', 'YEARS'])(
    'refuses %s, which appears by itself',
    async (kind) => {
      for (const by of [self, team.clinician]) {
        const { errors } = await record(by, { kind });
        expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'input.kind' }] });
      }
    },
  );

  it('refuses years, and a day that is still to come', async () => {
    for (const [input, path] of [
      [{ years: 1 }, 'input.years'],
      [{ reachedOn: daysAgo(-1) }, 'input.reachedOn'],
    ] as const)
      expect((await record(self, input)).errors?.[0]?.extensions).toMatchObject({ fields: [{ path }] });
  });

  it('keeps coming back after a return to use to those who may know of one', async () => {
    await record(self, { kind: 'BACK_AFTER_RECURRENCE', title: 'Back' });
    await record(self);
    const app1 = await aClient(app, { scopes: ['system/Recovery.rs', 'system/ReturnToUse.rs'] });
    const about = { patientId: team.patientId, recipient: { partnerAppId: app1.id } };
    await aConsent(self, { ...about, categories: ['RECOVERY'] });
    expect((await seenBy(app1.caller)).nodes.map(({ kind }: { kind: string }) => kind)).toEqual(['PERSONAL']);
    await aConsent(self, { ...about, categories: ['RETURN_TO_USE'] });
    expect((await seenBy(app1.caller)).nodes).toHaveLength(2);
    expect((await seenBy(team.clinician)).totalCount).toBe(2);
  });

  it('records nothing of somebody who has died', async () => {
    await team.clinician.data(
      'mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { __typename } }',
      {
        input: { patientId: team.patientId, expectedVersion: 1, as: 'DECEASED' },
      },
    );
    expect((await record(team.clinician)).errors?.[0]?.extensions).toMatchObject({
      fields: [{ path: 'input.patientId' }],
    });
  });

  it('finds no patient for strangers, and is closed to other roles', async () => {
    for (const stranger of [await app.asClinician(await aClinician(app)), (await aCareTeam(app, app.meadow)).clinician])
      expect((await record(stranger)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await record(app.as(Role.PROGRAM_DIRECTOR))).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('markEnteredInError', () => {
  it('takes a milestone that was recorded by hand out of the list', async () => {
    const id = await aMilestone(self, team.patientId);
    expect(await markInError(self, id)).toBe('MarkEnteredInErrorPayload');
    expect((await seenBy(self)).nodes).toEqual([]);
    expect(await markInError(self, id)).toBe('TransitionNotAllowed');
    await expect(markInError(await app.asClinician(await aClinician(app)), id)).rejects.toThrow('NOT_FOUND');
  });

  it('takes none back that follows from days', async () => {
    await aRecoveryPeriod(self, team.patientId, 40);
    await award();
    const { nodes } = await seenBy(self);
    expect(await markInError(team.clinician, nodes[0].id)).toBe('TransitionNotAllowed');
    expect((await seenBy(self)).nodes).toEqual(nodes);
  });
});
