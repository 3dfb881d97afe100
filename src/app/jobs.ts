import type { DataSource } from 'typeorm';
import { awardMilestones, dueMilestones } from '../features/recovery';
import { Jobs } from '../platform/jobs/jobs';
import type { Logger } from '../platform/observability/log';
import { type Repetition, repeat } from './repeat';

/** How soon a milestone appears on the day on which it is reached. */
const TURN_MS = 15_000;

/** The queue that migration 25 makes. */
const AWARD_MILESTONES = 'award-milestones';

/** Starts the work that nobody asks for. Any number of servers may do so on one database. @param everyMs how often it is looked for */
export async function startJobs(
  dataSource: DataSource,
  databaseUrl: string,
  log: Logger,
  everyMs = TURN_MS,
): Promise<Pick<Repetition, 'stop'>> {
  const jobs = await Jobs.open(databaseUrl, (error) => log.error({ err: error }, 'a job failed, and will come again'));
  const turns = repeat(
    everyMs,
    () => takeTurn(jobs, dataSource),
    (error) => log.error({ err: error }, 'jobs could not be taken'),
  );
  return {
    stop: async () => {
      await turns.stop();
      await jobs.stop();
    },
  };
}

/** Finds whose milestones have come, and does what waits: that, what other servers found, and what failed before. */
export async function takeTurn(jobs: Jobs, dataSource: DataSource): Promise<void> {
  const due = await dueMilestones(dataSource, new Date());
  await jobs.add(
    AWARD_MILESTONES,
    due.map(({ organizationId, patientId }) => ({ key: patientId, data: { organizationId, patientId } })),
  );
  await jobs.work(AWARD_MILESTONES, ({ organizationId = '', patientId = '' }) =>
    awardMilestones(dataSource, { organizationId, patientId }, new Date()),
  );
}
