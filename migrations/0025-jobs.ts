import type { MigrationInterface, QueryRunner } from 'typeorm';
import { jobTables } from '../src/platform/jobs/job-tables';

/** The schema of pg-boss as version 10.4.2 wants it: another one needs a migration of its own. */
const PG_BOSS_SCHEMA = 24;

/** Work that waits: pg-boss's own tables in a schema of their own, and the queues there are. The server makes none while it runs. */
export class Jobs1767225600025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(jobTables(PG_BOSS_SCHEMA));
    // A patient waits once, however often they are found; a crash gives the job back after a minute.
    await runner.query(`select jobs.create_queue('award-milestones',
      '{"policy": "short", "retryLimit": 5, "retryDelay": 10, "retryBackoff": true, "expireInSeconds": 60, "retentionMinutes": 1440}')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema jobs cascade');
  }
}
