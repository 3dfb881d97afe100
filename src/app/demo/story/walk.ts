import { setTimeout as sleep } from 'node:timers/promises';
import type { Cast } from './cast';
import type { Person } from './come-into-care';
import { does, required, type Stage, type Voice } from './stage';

/** Days as the server counts them. */
export interface Days {
  readonly current: number | null;
  readonly cumulative: number;
  readonly longest: number;
  readonly next: { readonly kind: string; readonly daysAway: number } | null;
}

/** A milestone, and how long ago it was reached. */
export interface Reached {
  readonly title: string;
  readonly daysAgo: number;
}

/** What was reached, and what was said of it. */
export interface Walk {
  readonly days: Days;
  readonly milestones: readonly Reached[];
  readonly encouragement: { readonly from: string; readonly message: string };
  readonly scores: readonly Score[];
}

/** A questionnaire that was filled in. */
export interface Score {
  readonly instrument: string;
  readonly total: number;
  readonly band: string | null;
  readonly daysAgo: number;
}

const BEGAN = 360;

/** The milestones by days that lie behind somebody after so many days. */
const BY_DAYS = ['DAYS_30', 'DAYS_60', 'DAYS_90', 'MONTHS_6'];

/** The server awards milestones in a turn of its own, every few seconds. */
const LONGEST_WAIT_MS = 45_000;
const LOOK_AGAIN_MS = 250;

/** Recovery begins, milestones come by themselves, the mentor is glad with them, and questionnaires tell how it goes. */
export async function walkOn(stage: Stage, cast: Cast, { self, patientId }: Person): Promise<Walk> {
  const { calendar } = stage;
  const period = { patientId, basis: 'ABSTINENCE', startedOn: calendar.day(BEGAN) };
  await does(self, 'beginRecoveryPeriod', period, 'recoveryPeriod { id }');
  for (const [instrument, total, daysAgo] of [
    ['PHQ_9', 16, 358],
    ['BARC_10', 28, 358],
    ['PHQ_9', 6, 21],
    ['BARC_10', 51, 21],
  ] as const)
    await assess(cast.counselor, { patientId, instrument, total, takenAt: calendar.afternoon(daysAgo) });
  const milestones = await milestonesComeBy(self);
  const last = required(milestones.at(-1));
  const words = { patientId, milestoneId: last.id, message: 'You did this one day at a time. I saw it.' };
  const { encouragement } = await does<Pick<Walk, 'encouragement'>>(
    cast.mentor,
    'encourage',
    words,
    'encouragement { from message }',
  );
  return {
    days: await daysOf(self),
    milestones: milestones.map(({ title, reachedOn }) => ({ title, daysAgo: calendar.daysSince(reachedOn) })),
    encouragement,
    scores: await scoresOf(stage, self),
  };
}

interface Seen {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly reachedOn: string;
}

/** Waits until the server's own job has found that the days have come. @throws when they do not in time */
async function milestonesComeBy(self: Voice): Promise<Seen[]> {
  for (let waited = 0; waited < LONGEST_WAIT_MS; waited += LOOK_AGAIN_MS) {
    const seen = await milestonesOf(self);
    if (BY_DAYS.every((kind) => seen.some((milestone) => milestone.kind === kind))) return seen;
    await sleep(LOOK_AGAIN_MS);
  }
  throw new Error('The story cannot go on: no milestone has come by itself.');
}

/** The earliest first. */
async function milestonesOf(self: Voice): Promise<Seen[]> {
  const { viewer } = await self.ask<{ viewer: { patient: { milestones: { nodes: Seen[] } } } }>(
    '{ viewer { patient { milestones(first: 20) { nodes { id kind title reachedOn } } } } }',
  );
  return viewer.patient.milestones.nodes.toSorted((one, other) => one.reachedOn.localeCompare(other.reachedOn));
}

/** How many days lie behind somebody, as they see it. */
export async function daysOf(self: Voice): Promise<Days> {
  const { viewer } = await self.ask<{
    viewer: {
      patient: {
        recovery: {
          currentDays: number | null;
          cumulativeDays: number;
          longestDays: number;
          nextMilestone: Days['next'];
        };
      };
    };
  }>('{ viewer { patient { recovery { currentDays cumulativeDays longestDays nextMilestone { kind daysAway } } } } }');
  const { currentDays, cumulativeDays, longestDays, nextMilestone } = viewer.patient.recovery;
  return { current: currentDays, cumulative: cumulativeDays, longest: longestDays, next: nextMilestone };
}

async function assess(by: Voice, input: object): Promise<void> {
  await does(by, 'recordAssessment', input, 'assessment { id }');
}

/** The earliest first. */
async function scoresOf({ calendar }: Stage, self: Voice): Promise<Score[]> {
  const { viewer } = await self.ask<{
    viewer: {
      patient: {
        assessments: { nodes: { instrument: string; total: number; band: string | null; takenAt: string }[] };
      };
    };
  }>('{ viewer { patient { assessments(first: 10) { nodes { instrument total band takenAt } } } } }');
  return viewer.patient.assessments.nodes
    .map(({ takenAt, ...score }) => ({ ...score, daysAgo: calendar.daysSince(takenAt.slice(0, 10)) }))
    .toSorted((one, other) => one.instrument.localeCompare(other.instrument) || other.daysAgo - one.daysAgo);
}
