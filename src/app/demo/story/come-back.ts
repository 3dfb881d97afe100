import type { Cast } from './cast';
import type { Person } from './come-into-care';
import type { FollowUp, Shared } from './return-to-use';
import { agrees, does, type Stage, type Versioned, type Voice } from './stage';
import { type Days, daysOf } from './walk';

/** How somebody came back. */
export interface WayBack {
  readonly statuses: readonly string[];
  readonly followUpsDone: number;
  readonly followUpsOpen: number;
  readonly days: Days;
  readonly milestones: readonly string[];
  readonly checkIn: { readonly mood: number; readonly craving: number; readonly supportMessage: string };
}

const BEGAN_AGAIN = 126;

/** Whoever was asked to be in touch is, the plan is looked at, a new period begins, and a check-in tells of today. */
export async function comeBack(stage: Stage, cast: Cast, person: Person, shared: Shared): Promise<WayBack> {
  const { self, patientId } = person;
  for (const followUp of shared.returnToUse.followUps) await keep(cast, followUp);
  const statuses = await settle(cast.counselor, shared.returnToUse);
  const period = { patientId, basis: 'ABSTINENCE', startedOn: stage.calendar.day(BEGAN_AGAIN) };
  await does(self, 'beginRecoveryPeriod', period, 'recoveryPeriod { id }');
  const checkIn = await does<{ checkIn: { mood: number; craving: number }; supportMessage: string }>(
    self,
    'checkIn',
    { patientId, mood: 4, craving: 2, note: 'I called before it got hard.' },
    'checkIn { mood craving } supportMessage',
  );
  const { viewer } = await self.ask<{
    viewer: {
      patient: {
        milestones: { nodes: { title: string }[] };
        done: { totalCount: number };
        open: { totalCount: number };
      };
    };
  }>(
    `{ viewer { patient { milestones(first: 20) { nodes { title } }
      done: followUps(open: false) { totalCount } open: followUps(open: true) { totalCount } } } }`,
  );
  return {
    statuses,
    followUpsDone: viewer.patient.done.totalCount,
    followUpsOpen: viewer.patient.open.totalCount,
    days: await daysOf(self),
    milestones: viewer.patient.milestones.nodes.map(({ title }) => title),
    checkIn: { ...checkIn.checkIn, supportMessage: checkIn.supportMessage },
  };
}

/** Whoever it is for takes it on and does it: the mentor their own, the counselor the rest. */
async function keep({ mentor, counselor }: Cast, { id, version, kind }: FollowUp): Promise<void> {
  const by = kind === 'PEER_OUTREACH' ? mentor : counselor;
  const taken = await agrees<{ followUp: Versioned }>(
    by,
    'acknowledgeFollowUp',
    { followUpId: id, expectedVersion: version },
    'followUp { id version }',
  );
  const done = { followUpId: id, expectedVersion: taken.followUp.version, outcome: 'We talked.' };
  await agrees(by, 'completeFollowUp', done, 'followUp { id }');
}

/** Takes the answer to its end, step by step. */
async function settle(counselor: Voice, { id, version }: Versioned): Promise<string[]> {
  const statuses: string[] = [];
  let expectedVersion = version;
  for (const to of ['ACKNOWLEDGED', 'SUPPORT_IN_PROGRESS', 'PLAN_REVIEWED', 'SETTLED']) {
    const moved = await agrees<{ returnToUse: { status: string; version: number } }>(
      counselor,
      'moveReturnToUse',
      { returnToUseId: id, expectedVersion, to },
      'returnToUse { status version }',
    );
    expectedVersion = moved.returnToUse.version;
    statuses.push(moved.returnToUse.status);
  }
  return statuses;
}
