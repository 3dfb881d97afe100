import PgBoss from 'pg-boss';

/** Where pg-boss keeps its tables. */
export const JOBS_SCHEMA = 'jobs';

/**
 * The statements that make pg-boss's tables, for a migration: within its transaction, whose beginning and end are not theirs.
 * @param version of those tables, as the migration knows it
 * @throws when the pg-boss that is installed makes others
 */
export function jobTables(version: number): string {
  const plans = PgBoss.getConstructionPlans(JOBS_SCHEMA);
  if (!plans.includes(`INSERT INTO ${JOBS_SCHEMA}.version(version) VALUES ('${version}')`)) {
    throw new Error(`This pg-boss wants other tables than those of version ${version}: they need a migration.`);
  }
  return plans.replace(/^\s*BEGIN;$|^\s*COMMIT;\s*$|^\s*SET LOCAL .*$/gm, '');
}
