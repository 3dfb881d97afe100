import type { DataSource } from 'typeorm';
import { sealAudit } from '../access/audit/seal-audit';
import { forgetOutcomes } from '../access/forget-outcomes';
import { expireDueConsents } from '../features/consents';
import { placeChanges } from '../features/exchange';
import { deriveAttentionAnew, keepReEngagements } from '../features/insight';
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

type Turn = readonly [turn: (dataSource: DataSource, over?: AbortSignal) => Promise<void>, failure: string];

/** What comes with time, and what the log says where it could not be looked for. */
const SWEEPS: readonly Turn[] = [
  [expireDueConsents, 'consents whose end has come were not marked'],
  [expireDueProposals, 'proposals that nobody answered in time were not marked'],
  [escalateDueFollowUps, 'urgent follow-ups that nobody took did not go on to anybody'],
  [releaseUnseenFollowUps, 'follow-ups that their assignees see no more did not go back to the team'],
  [forgetOutcomes, 'what was answered under idempotency keys was not forgotten in time'],
  [deriveAttentionAnew, 'what asks for attention was not derived by other thresholds'],
  [keepReEngagements, 'nobody was asked to reach out to those who were not heard of'],
];

/** What is done again and again while a server runs. */
export interface Upkeep {
  /** Something was committed: it wants its place among the changes. */
  readonly placeSoon: () => void;
  /** Ends it all, and waits for the batches that are under way. */
  stop(): Promise<void>;
}

/** Starts what is to be done again and again. Every server does it, and what one has done the others leave. */
export function keepUp(dataSource: DataSource, log: Logger, sweepMs = SWEEP_MS): Upkeep {
  const begin = (milliseconds: number, [turn, failure]: Turn) =>
    repeat(
      milliseconds,
      (over) => turn(dataSource, over),
      (error) => log.error({ err: error }, failure),
    );
  const placing = begin(PLACE_MS, [placeChanges, 'changes could not be put in order']);
  const sealing = begin(SEAL_MS, [sealAudit, 'the audit log could not be sealed']);
  const turns = [placing, sealing, ...SWEEPS.map((sweep) => begin(sweepMs, sweep))];
  return {
    placeSoon: placing.soon,
    stop: async () => void (await Promise.all(turns.map((turn) => turn.stop()))),
  };
}
