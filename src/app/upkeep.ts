import type { DataSource } from 'typeorm';
import { sealAudit } from '../access/audit/seal-audit';
import { expireDueConsents } from '../features/consents';
import { placeChanges } from '../features/exchange';
import { deriveAttentionAnew } from '../features/insight';
import { expireDueProposals } from '../features/peer-links';
import { escalateDueFollowUps, releaseUnseenFollowUps } from '../features/recovery';
import type { Logger } from '../platform/observability/log';
import { repeat } from './repeat';

/** How soon a change that no action of this server made has its place in the log. */
const PLACE_MS = 1_000;

/** How soon a line of the audit log is chained. */
const SEAL_MS = 1_000;

/** How soon what comes with time is noticed. */
const SWEEP_MS = 30_000;

/** What is looked for, how often, and what the log says where that failed. */
const TURNS: readonly (readonly [
  milliseconds: number,
  turn: (dataSource: DataSource) => Promise<void>,
  failure: string,
])[] = [
  [SEAL_MS, sealAudit, 'the audit log could not be sealed'],
  [SWEEP_MS, expireDueConsents, 'consents whose end has come were not marked'],
  [SWEEP_MS, expireDueProposals, 'proposals that nobody answered in time were not marked'],
  [SWEEP_MS, escalateDueFollowUps, 'urgent follow-ups that nobody took did not go on to anybody'],
  [SWEEP_MS, releaseUnseenFollowUps, 'follow-ups that their assignees see no more did not go back to the team'],
  [SWEEP_MS, deriveAttentionAnew, 'what asks for attention was not derived by other thresholds'],
];

/** What is done again and again while a server runs. */
export interface Upkeep {
  /** Something was committed: it wants its place among the changes. */
  readonly placeSoon: () => void;
  /** Ends it all, and waits for what is under way. */
  stop(): Promise<void>;
}

/** Starts what is to be done again and again. Every server does it, and what one has done the others leave. */
export function keepUp(dataSource: DataSource, log: Logger): Upkeep {
  const begin = (milliseconds: number, turn: (of: DataSource) => Promise<void>, failure: string) =>
    repeat(
      milliseconds,
      () => turn(dataSource),
      (error) => log.error({ err: error }, failure),
    );
  const placing = begin(PLACE_MS, placeChanges, 'changes could not be put in order');
  const turns = [placing, ...TURNS.map((turn) => begin(...turn))];
  return {
    placeSoon: placing.soon,
    stop: async () => void (await Promise.all(turns.map((turn) => turn.stop()))),
  };
}
