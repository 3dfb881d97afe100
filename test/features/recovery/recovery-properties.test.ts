import fc from 'fast-check';
import { Role } from '../../../src/access/role';
import { awardDueMilestones } from '../../../src/features/recovery';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aPatient } from '../../support/factories';
import {
  aCheckIn,
  BEGIN_PERIOD,
  dayMilestonesOf,
  daysAgo,
  endPeriod,
  markInError,
  recoveryOf,
  type Summary,
} from '../../support/factories/recovery';
import { uuidOf } from '../../support/uuid-of';

/** Of whole hours, so that a day ends nowhere but with an hour. */
const ZONES = ['America/Los_Angeles', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Tokyo'] as const;

/** Milestones by days that a history comes to or has before it, and after how many. */
const REACHED: Readonly<Record<string, number>> = {
  DAYS_30: 30,
  DAYS_60: 60,
  DAYS_90: 90,
  MONTHS_6: 182,
  'YEARS 1': 365,
  'YEARS 2': 730,
  'YEARS 3': 1_095,
  'YEARS 4': 1_461,
  'YEARS 5': 1_826,
};

type Step =
  | { readonly act: 'begin' | 'return that ends it'; readonly daysAgo: number }
  | { readonly act: 'days pass'; readonly days: number }
  | { readonly act: 'move'; readonly zone: number }
  | { readonly act: 'correct'; readonly which: number }
  | { readonly act: 'return' | 'check in' | 'job' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ act: fc.constant('begin' as const), daysAgo: fc.constantFrom(0, 0, 1, 5, 29, 70, 200) }),
  fc.record({ act: fc.constant('return that ends it' as const), daysAgo: fc.constantFrom(0, 0, 1, 8, 40) }),
  fc.record({ act: fc.constant('days pass' as const), days: fc.constantFrom(1, 3, 31, 90) }),
  fc.record({ act: fc.constant('days pass' as const), days: fc.constantFrom(1, 29, 30) }),
  fc.record({ act: fc.constant('move' as const), zone: fc.nat(ZONES.length - 1) }),
  fc.record({ act: fc.constant('correct' as const), which: fc.nat(5) }),
  fc.record({ act: fc.constantFrom('return' as const, 'check in' as const, 'job' as const) }),
);
const histories = fc
  .tuple(fc.array(step, { minLength: 5, maxLength: 16, size: 'max' }), fc.constantFrom(3, 40, 100))
  .map(([steps, days]): Step[] => [{ act: 'begin', daysAgo: days }, ...steps]);

/** A period as the words of the rule have it, in days since 1970. */
interface Period {
  readonly id: string;
  readonly start: number;
  end: number | null;
  /** The one whose beginning ended it. */
  endedBy: Period | null;
}

/** What is known of one patient: the periods that stand, and the most days that were shown since the last correction. */
interface Model {
  zone: (typeof ZONES)[number];
  periods: Period[];
  shown: number;
}

const DAY = 86_400_000;
const numberOf = (day: string): number => Date.parse(day) / DAY;
const dayOf = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);
const today = ({ zone }: Model): number => numberOf(daysAgo(0, zone));

/** Each day that counts, once. */
function counted(model: Model): Set<number> {
  const days = new Set<number>();
  for (const { start, end } of model.periods)
    for (let day = start; day < Math.min(end ?? today(model), today(model)); day += 1) days.add(day);
  return days;
}

const lengthOf = (model: Model, { start, end }: Period): number => Math.max(0, (end ?? today(model)) - start);

/** The milestone that comes next, on its day by the periods alone; null where none is under way. */
function nextOf(model: Model): Pick<NonNullable<Summary['nextMilestone']>, 'kind' | 'reachedOn'> | null {
  const open = model.periods.find(({ end }) => end === null);
  const [kind, days] = Object.entries(REACHED).find(([, count]) => count > model.shown) ?? [];
  if (!open || kind === undefined || days === undefined) return null;
  const before = model.periods.reduce((sum, { start, end }) => sum + ((end ?? start) - start), 0);
  return { kind: kind.replace(/ .*/, ''), reachedOn: dayOf(open.start + days - before) };
}

let app: TestApp;
let checked = 0;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** Lets days pass: all dates of this patient move into the past, past every trigger. */
async function passDays(patientId: string, model: Model, days: number): Promise<void> {
  await asAdmin(app.databaseUrl, async (admin) => {
    await admin.query('begin');
    await admin.query('set local session_replication_role = replica');
    for (const [table, columns] of [
      ['recovery_period', ['started_on', 'ended_on']],
      ['recovery_count', ['anchor_on', 'next_milestone_on']],
      ['milestone', ['reached_on']],
    ] as const) {
      const changes = columns.map((column) => `${column} = ${column} - $2::int`);
      await admin.query(`update ${table} set ${changes.join(', ')} where patient_id = $1`, [uuidOf(patientId), days]);
    }
    await admin.query('commit');
  });
  model.periods = model.periods.map((period) => Object.assign(period, { start: period.start - days }));
  for (const period of model.periods) if (period.end !== null) period.end -= days;
}

async function begin(self: Caller, patientId: string, model: Model, start: number): Promise<void> {
  const { data, errors } = await self.send(BEGIN_PERIOD, {
    input: { patientId, basis: 'ABSTINENCE', startedOn: dayOf(start) },
  });
  const isFree = model.periods.every(
    (one) => (one.end === null ? one.start < start : one.end <= start) && one.start <= start,
  );
  expect(errors?.[0]?.extensions.code).toBe(isFree ? undefined : 'BAD_USER_INPUT');
  if (!isFree) return;
  const begun = { id: data.beginRecoveryPeriod.recoveryPeriod.id, start, end: null, endedBy: null };
  const open = model.periods.find(({ end }) => end === null);
  if (open) Object.assign(open, { end: start, endedBy: begun });
  model.periods.push(begun);
}

/** A period that never was: the one that it had ended takes its end. */
async function correct(self: Caller, model: Model, which: number): Promise<void> {
  const wrong = model.periods[which % Math.max(1, model.periods.length)];
  if (!wrong) return;
  expect(await markInError(self, wrong.id)).toBe('MarkEnteredInErrorPayload');
  model.periods = model.periods.filter((one) => one !== wrong);
  for (const one of model.periods)
    if (one.endedBy === wrong) Object.assign(one, { end: wrong.end, endedBy: wrong.endedBy });
  // Only a correction may lower it.
  model.shown = 0;
}

async function take(self: Caller, patientId: string, model: Model, one: Step): Promise<void> {
  switch (one.act) {
    case 'begin':
      return begin(self, patientId, model, today(model) - one.daysAgo);
    case 'return that ends it': {
      const day = today(model) - one.daysAgo;
      await endPeriod(app, patientId, dayOf(day - 1));
      const open = model.periods.find(({ end }) => end === null);
      // What began on that day or later, it did not end.
      if (open && open.start < day) open.end = day;
      return;
    }
    case 'days pass':
      return passDays(patientId, model, one.days);
    case 'move': {
      model.zone = ZONES[one.zone] ?? ZONES[0];
      const { patient } = await self.data('query ($id: ID!) { patient(id: $id) { version } }', { id: patientId });
      const input = { patientId, expectedVersion: patient.version, timeZone: model.zone };
      await self.data('mutation ($input: RevisePatientInput!) { revisePatient(input: $input) { __typename } }', {
        input,
      });
      return;
    }
    case 'correct':
      return correct(self, model, one.which);
    case 'check in':
      await aCheckIn(self, patientId);
      return;
    case 'job':
      return awardDueMilestones(app.api.services.dataSource, new Date());
    case 'return':
      return;
  }
}

async function look(self: Caller, patientId: string, model: Model): Promise<void> {
  const seen = await recoveryOf(self, patientId);
  checked += 1;
  model.shown = Math.max(model.shown, counted(model).size);
  if (model.periods.length === 0) return void expect(seen).toBeNull();
  const open = model.periods.find(({ end }) => end === null);
  expect(seen).toMatchObject({
    cumulativeDays: model.shown,
    currentDays: open ? lengthOf(model, open) : null,
    longestDays: Math.max(...model.periods.map((period) => lengthOf(model, period))),
    nextMilestone: nextOf(model),
  });
}

async function happens(history: readonly Step[]): Promise<void> {
  const model: Model = { zone: ZONES[0], periods: [], shown: 0 };
  const patientId = await aPatient(app, { timeZone: model.zone });
  const self = await app.asHolder(Role.PATIENT, patientId);
  for (const [index, one] of history.entries()) {
    try {
      await take(self, patientId, model, one);
      await look(self, patientId, model);
    } catch (error) {
      throw new Error(`After ${JSON.stringify(history.slice(0, index + 1))}: ${error}`);
    }
  }
  await take(self, patientId, model, { act: 'job' });
  const kinds = (await dayMilestonesOf(self, patientId)).map((line) => line.replace(/ \S+$/, ''));
  const due = Object.entries(REACHED).flatMap(([kind, days]) => (days <= model.shown ? [kind] : []));
  expect([JSON.stringify(history), kinds.filter((kind) => kind in REACHED).sort()]).toEqual([
    JSON.stringify(history),
    due.sort(),
  ]);
}

/** Within the last minutes of an hour, a day might end somewhere while a history goes on. */
async function untilTheHour(): Promise<void> {
  const left = 3_600_000 - (Date.now() % 3_600_000);
  if (left < 100_000) await new Promise((resolve) => setTimeout(resolve, left));
}

it('never shows fewer days but by a correction, counts no day twice, and keeps each milestone that was reached', async () => {
  await untilTheHour();
  await fc.assert(fc.asyncProperty(histories, happens), {
    numRuns: Number(process.env.HISTORIES ?? 15),
    endOnFailure: true,
  });
  expect(checked).toBeGreaterThan(60);
}, 240_000);

describe('the checks themselves', () => {
  it.each([
    ['a day that is counted twice', 'update recovery_count set anchor_on = anchor_on - 1 where patient_id = $1'],
    ['a day that is lost', 'update recovery_count set anchor_on = anchor_on + 1, floor_days = 0 where patient_id = $1'],
  ])('would notice %s', async (_, planted) => {
    const model: Model = { zone: ZONES[0], periods: [], shown: 0 };
    const patientId = await aPatient(app, { timeZone: model.zone });
    const self = await app.asHolder(Role.PATIENT, patientId);
    await take(self, patientId, model, { act: 'begin', daysAgo: 20 });
    await look(self, patientId, model);
    await asAdmin(app.databaseUrl, (admin) => admin.query(planted, [uuidOf(patientId)]));
    await expect(look(self, patientId, model)).rejects.toThrow('toMatchObject');
  });
});
