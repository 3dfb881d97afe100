import { Role } from '../../../src/access/role';
import { awardDueMilestones } from '../../../src/features/recovery';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient } from '../../support/factories';
import { aCareTeam, type CareTeam } from '../../support/factories/care-plans';
import {
  aRecoveryPeriod,
  BEGIN_PERIOD,
  dayMilestonesOf,
  daysAgo,
  endPeriod,
  markInError,
  recoveryOf,
} from '../../support/factories/recovery';

const PERIODS = `query ($id: ID!) { patient(id: $id) { recoveryPeriods { nodes { id basis startedOn endedOn patient { id } } } } }`;

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

const begin = (days: number, input = {}, by = self) => aRecoveryPeriod(by, team.patientId, days, input);
const attempt = (days: number, by = self, input = {}) =>
  by.send(BEGIN_PERIOD, {
    input: { patientId: team.patientId, basis: 'ABSTINENCE', startedOn: daysAgo(days), ...input },
  });
const summary = (by = self) => recoveryOf(by, team.patientId);
const award = (now = new Date()) => awardDueMilestones(app.api.services.dataSource, now);

describe('beginRecoveryPeriod', () => {
  it('begins to count, from the day on which the patient says that it began', async () => {
    expect(await summary()).toBeNull();
    const id = await begin(40, { basis: 'REDUCED_DRINKING' });
    expect(await summary()).toEqual({
      basis: 'REDUCED_DRINKING',
      hidesDayCounts: false,
      currentPeriodStartedOn: daysAgo(40),
      currentDays: 40,
      cumulativeDays: 40,
      longestDays: 40,
      nextMilestone: { kind: 'DAYS_60', years: null, reachedOn: daysAgo(-20), daysAway: 20 },
    });
    const { patient } = await self.data(PERIODS, { id: team.patientId });
    expect(patient.recoveryPeriods.nodes).toEqual([
      {
        id,
        basis: 'REDUCED_DRINKING',
        startedOn: daysAgo(40),
        endedOn: null,
        patient: { id: team.patientId },
      },
    ]);
  });

  it('counts no day on the first one', async () => {
    await begin(0);
    expect(await summary()).toMatchObject({ currentDays: 0, cumulativeDays: 0, longestDays: 0 });
  });

  it('is recorded by a clinician of the care team as well', async () => {
    await begin(3, {}, team.clinician);
    expect(await summary(team.clinician)).toMatchObject({ currentDays: 3, cumulativeDays: 3 });
  });

  it('ends the period under way on that day, and counts no day twice', async () => {
    await begin(30);
    await begin(10, { basis: 'SELF_DEFINED' });
    expect(await summary()).toMatchObject({
      basis: 'SELF_DEFINED',
      currentPeriodStartedOn: daysAgo(10),
      currentDays: 10,
      cumulativeDays: 30,
      longestDays: 20,
    });
  });

  it.each([
    ['the day on which the one under way began', 30],
    ['a day before it', 31],
  ])('refuses to begin on %s', async (_, days) => {
    await begin(30);
    const { errors } = await attempt(days);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'input.startedOn' }] });
    expect(await summary()).toMatchObject({ currentDays: 30 });
  });

  it('goes on after a period that ended, not before the day on which it did', async () => {
    await begin(30);
    await endPeriod(app, team.patientId, daysAgo(11));
    expect((await attempt(11)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    await begin(10);
    expect(await summary()).toMatchObject({ currentDays: 10, cumulativeDays: 30, longestDays: 20 });
  });

  it.each([
    ['a day that is still to come', daysAgo(-1)],
    ['a day before anybody can remember', '1900-01-01'],
  ])('refuses %s, and does not repeat it', async (_, startedOn) => {
    const answer = await attempt(0, self, { startedOn });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ fields: [{ path: 'input.startedOn' }] });
    expect(answer.text).not.toContain(startedOn);
  });

  it('knows one winner of two that begin at the same moment', async () => {
    const answers = await Promise.all([self, team.clinician, self].map((by) => attempt(5, by)));
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    for (const { errors } of answers) if (errors) expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(await summary()).toMatchObject({ currentDays: 5, cumulativeDays: 5 });
  });

  it.each([30, 0])('begins nothing for somebody who has died, and the one under way for %s days ends', async (days) => {
    await begin(days);
    await team.clinician.data(
      'mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { __typename } }',
      {
        input: { patientId: team.patientId, expectedVersion: 1, as: 'DECEASED' },
      },
    );
    expect(await summary()).toMatchObject({ currentDays: null, cumulativeDays: days, nextMilestone: null });
    expect((await attempt(0, team.clinician)).errors?.[0]?.extensions).toMatchObject({
      fields: [{ path: 'input.patientId' }],
    });
  });

  it('finds no patient for strangers, and is closed to other roles', async () => {
    const strangers = [
      await app.asClinician(await aClinician(app)),
      (await aCareTeam(app, app.meadow)).clinician,
      await app.asHolder(Role.PATIENT, await aPatient(app)),
    ];
    for (const stranger of strangers)
      expect((await attempt(1, stranger)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    for (const role of [Role.PROGRAM_DIRECTOR, Role.INTAKE])
      expect((await attempt(1, app.as(role))).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('is not for a clinician who broke the glass', async () => {
    const clinician = await app.asClinician(await aClinician(app));
    await clinician.data('mutation ($input: BreakGlassInput!) { breakGlass(input: $input) { __typename } }', {
      input: { patientId: team.patientId, reason: 'Found in distress at the door.' },
    });
    expect((await attempt(1, clinician)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('tells a clinician who may not know of returns to use nothing of the periods', async () => {
    await begin(30);
    await self.data('mutation ($input: RestrictAccessInput!) { restrictAccess(input: $input) { __typename } }', {
      input: {
        patientId: team.patientId,
        clinicianId: team.clinicianId,
        categories: ['RETURN_TO_USE'],
        reason: 'So be it.',
      },
    });
    for (const days of [10, 30, 50])
      expect((await attempt(days, team.clinician)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await summary(team.clinician)).toMatchObject({
      currentPeriodStartedOn: null,
      currentDays: null,
      longestDays: null,
      cumulativeDays: 30,
      nextMilestone: null,
    });
    expect(await summary()).toMatchObject({ currentDays: 30 });
  });
});

describe('what happens', () => {
  it('restarts the current days when the patient says that the period ended, and takes nothing back', async () => {
    await begin(100);
    await award();
    await endPeriod(app, team.patientId, daysAgo(2));
    expect(await summary()).toMatchObject({
      currentDays: null,
      cumulativeDays: 100,
      longestDays: 99,
      nextMilestone: null,
    });
    await begin(1);
    await award();
    expect(await summary()).toMatchObject({ currentDays: 1, cumulativeDays: 100, longestDays: 99 });
    expect(await dayMilestonesOf(self, team.patientId)).toHaveLength(3);
  });

  it('takes back no day that was shown when it is shared late', async () => {
    await begin(95);
    await endPeriod(app, team.patientId, daysAgo(31));
    await award();
    expect(await summary()).toMatchObject({ cumulativeDays: 95, longestDays: 65 });
    await begin(20);
    expect(await summary()).toMatchObject({ currentDays: 20, cumulativeDays: 95 });
    // Though the job had not come by then.
    expect(await dayMilestonesOf(self, team.patientId)).toHaveLength(3);
  });

  it('says on which day the next milestone comes, also while days stand still after one that was shared late', async () => {
    await begin(95);
    await endPeriod(app, team.patientId, daysAgo(31));
    await begin(20);
    // Of 65 days and 20, not of the 95 that are shown until there are as many: 182 come in 97 days, and not in 87.
    const next = { kind: 'MONTHS_6', reachedOn: daysAgo(-97), daysAway: 97 };
    expect(await summary()).toMatchObject({ cumulativeDays: 95, nextMilestone: next });
    const noon = (ahead: number) => new Date(`${daysAgo(-ahead)}T20:00:00Z`);
    await award(noon(96));
    expect(await dayMilestonesOf(self, team.patientId)).toHaveLength(3);
    await award(noon(97));
    expect((await dayMilestonesOf(self, team.patientId))[0]).toBe(`MONTHS_6 ${next.reachedOn}`);
  });

  it('ends no period before it began', async () => {
    await begin(3);
    await endPeriod(app, team.patientId, daysAgo(9));
    const { patient } = await self.data(PERIODS, { id: team.patientId });
    expect(patient.recoveryPeriods.nodes).toMatchObject([{ startedOn: daysAgo(3), endedOn: null }]);
    expect(await summary()).toMatchObject({ currentDays: 3, cumulativeDays: 3, longestDays: 3 });
  });

  it.each([
    ['on the day of it', 40],
    ['after it', 45],
  ])('leaves a period alone that began %s: people begin again, and tell of it afterwards', async (_, days) => {
    await begin(100);
    await begin(40);
    await endPeriod(app, team.patientId, daysAgo(days + 1));
    const { patient } = await self.data(PERIODS, { id: team.patientId });
    expect(patient.recoveryPeriods.nodes).toMatchObject([
      { startedOn: daysAgo(40), endedOn: null },
      { startedOn: daysAgo(100), endedOn: daysAgo(40) },
    ]);
    expect(await summary()).toMatchObject({ currentDays: 40, cumulativeDays: 100, longestDays: 60 });
    await begin(0);
    await markInError(self, (await self.data(PERIODS, { id: team.patientId })).patient.recoveryPeriods.nodes[0].id);
    // Counted anew from the periods alone: none of their days was lost.
    expect(await summary()).toMatchObject({ currentDays: 40, cumulativeDays: 100 });
  });

  it('ends a period that began on the day before the return, of which it has that day', async () => {
    await begin(10);
    await endPeriod(app, team.patientId, daysAgo(10));
    expect(await summary()).toMatchObject({ currentDays: null, longestDays: 1 });
  });

  it('lets nothing happen where no period is under way', async () => {
    await endPeriod(app, team.patientId, daysAgo(1));
    expect(await summary()).toBeNull();
  });

  it('takes back no day from a patient who moves to where it is yesterday', async () => {
    const input = { familyName: 'Traveler', timeZone: 'Pacific/Kiritimati' };
    const patientId = await aPatient(app, { ...input, careTeam: [team.clinicianId] });
    const traveler = await app.asHolder(Role.PATIENT, patientId);
    await aRecoveryPeriod(traveler, patientId, 0, { startedOn: daysAgo(30, 'Pacific/Kiritimati') });
    const move = (timeZone: string, expectedVersion: number) =>
      traveler.data('mutation ($input: RevisePatientInput!) { revisePatient(input: $input) { __typename } }', {
        input: { patientId, expectedVersion, timeZone },
      });
    await move('Pacific/Pago_Pago', 1);
    const there = await recoveryOf(traveler, patientId);
    expect(there).toMatchObject({ cumulativeDays: 30 });
    expect(there?.currentDays).toBeLessThan(30);
    expect(await dayMilestonesOf(traveler, patientId)).toHaveLength(1);
    await move('Pacific/Kiritimati', 2);
    expect(await recoveryOf(traveler, patientId)).toMatchObject({ cumulativeDays: 30, currentDays: 30 });
  });
});

describe('markEnteredInError', () => {
  it('lets the period that was ended by it go on, as it would have', async () => {
    await begin(100);
    const wrong = await begin(10);
    await markInError(self, wrong);
    expect(await summary()).toMatchObject({ currentDays: 100, cumulativeDays: 100, longestDays: 100 });
    expect((await self.data(PERIODS, { id: team.patientId })).patient.recoveryPeriods.nodes).toHaveLength(1);
  });

  it('hands on what ended it in turn', async () => {
    await begin(100);
    const wrong = await begin(50);
    await begin(10);
    await markInError(team.clinician, wrong);
    expect(await summary()).toMatchObject({ currentDays: 10, cumulativeDays: 100, longestDays: 90 });
  });

  it('lowers days, and takes back the milestones that are true no more, and no others', async () => {
    const wrong = await begin(200);
    await endPeriod(app, team.patientId, daysAgo(101));
    await begin(70);
    await award();
    expect(await summary()).toMatchObject({ cumulativeDays: 200 });
    expect(await dayMilestonesOf(self, team.patientId)).toHaveLength(4);
    await markInError(self, wrong);
    expect(await summary()).toMatchObject({ cumulativeDays: 70, currentDays: 70 });
    expect(await dayMilestonesOf(self, team.patientId)).toEqual([`DAYS_60 ${daysAgo(10)}`, `DAYS_30 ${daysAgo(40)}`]);
    expect((await summary())?.nextMilestone).toMatchObject({ kind: 'DAYS_90', daysAway: 20 });
  });

  it('leaves nothing when it was the only one, and the next one begins anew', async () => {
    const wrong = await begin(40);
    await award();
    await markInError(self, wrong);
    expect(await summary()).toBeNull();
    expect(await dayMilestonesOf(self, team.patientId)).toEqual([]);
    await begin(35);
    await award();
    expect(await summary()).toMatchObject({ cumulativeDays: 35 });
    expect(await dayMilestonesOf(self, team.patientId)).toEqual([`DAYS_30 ${daysAgo(5)}`]);
  });

  it('does it once, and finds nothing for strangers', async () => {
    const id = await begin(5);
    const answers = await Promise.all([self, self].map((by) => markInError(by, id)));
    expect(answers.sort()).toEqual(['MarkEnteredInErrorPayload', 'TransitionNotAllowed']);
    await expect(markInError(await app.asClinician(await aClinician(app)), id)).rejects.toThrow('NOT_FOUND');
  });

  it('waits for a period that begins at the same moment, and both last', async () => {
    const wrong = await begin(30);
    await Promise.all([markInError(self, wrong), attempt(3)]);
    expect(await summary()).toMatchObject({ currentDays: 3, cumulativeDays: 3 });
  });
});
