import type { DataSource } from 'typeorm';
import { expireDueConsents } from '../features/consents';
import { deriveAttentionAnew } from '../features/insight';
import { expireDueProposals } from '../features/peer-links';
import { escalateDueFollowUps } from '../features/recovery';
import type { Logger } from '../platform/observability/log';
import { type Repetition, repeat } from './repeat';

/** How soon what comes with time is noticed. */
const SWEEP_MS = 30_000;

/** What comes with time, and what the log says where it did not. Each is done once, however many servers look. */
const SWEEPS: readonly (readonly [sweep: (dataSource: DataSource) => Promise<void>, failure: string])[] = [
  [expireDueConsents, 'consents whose end has come were not marked'],
  [expireDueProposals, 'proposals that nobody answered in time were not marked'],
  [escalateDueFollowUps, 'urgent follow-ups that nobody took did not go on to anybody'],
  [deriveAttentionAnew, 'what asks for attention was not derived by other thresholds'],
];

/** Starts to look for what comes with time. */
export function startSweeps(dataSource: DataSource, log: Logger): Repetition {
  const sweeps = SWEEPS.map(([sweep, failure]) =>
    repeat(
      SWEEP_MS,
      () => sweep(dataSource),
      (error) => log.error({ err: error }, failure),
    ),
  );
  return {
    stop: async () => {
      await Promise.all(sweeps.map((sweep) => sweep.stop()));
    },
  };
}
