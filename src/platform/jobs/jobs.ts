import PgBoss from 'pg-boss';
import { sessionOptions } from '../database/database';
import { RUNTIME_ROLE } from '../database/roles';

/** What is to be done. Ids only: whoever does it looks for itself, and what a job says may be old by then. */
export interface Job {
  /** What it is about: of the same there waits one at most. */
  readonly key: string;
  readonly data: Readonly<Record<string, string>>;
}

/** Where its tables are: see migration 25. */
const SCHEMA = 'jobs';

/** Connections of its own: one takes jobs while the other clears away. */
const CONNECTIONS = 2;

/** How many are taken at a time. */
const BATCH = 20;

/** How often what crashed is given back, and what is done is cleared away. */
const MAINTENANCE_SECONDS = 30;

/** A done job still names a patient: it goes soon. */
const KEEP_SECONDS = 3_600;

/** Work that outlives the request and the server that ask for it. Each job is done at least once, so doing it twice must be no harm. */
export class Jobs {
  private constructor(
    private readonly boss: PgBoss,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /**
   * Opens the queues of a migrated database.
   * @param databaseUrl a login that may act as the runtime role
   * @param onFailure told of jobs that fail, which come again, and of a database that does not answer
   */
  static async open(
    databaseUrl: string,
    onFailure: (error: unknown) => void,
    { maintenanceSeconds = MAINTENANCE_SECONDS } = {},
  ): Promise<Jobs> {
    const settings = {
      connectionString: databaseUrl,
      options: sessionOptions(RUNTIME_ROLE),
      application_name: 'alongside-jobs',
      max: CONNECTIONS,
      schema: SCHEMA,
      // Migrations make its tables and queues.
      migrate: false,
      schedule: false,
      maintenanceIntervalSeconds: maintenanceSeconds,
      archiveCompletedAfterSeconds: KEEP_SECONDS,
      deleteAfterSeconds: KEEP_SECONDS,
    };
    const boss = new PgBoss(settings);
    boss.on('error', onFailure);
    try {
      await boss.start();
    } catch (error) {
      await close(boss);
      throw error;
    }
    return new Jobs(boss, onFailure);
  }

  /** Puts jobs into a queue, but those that wait there already. */
  async add(queue: string, jobs: readonly Job[]): Promise<void> {
    if (jobs.length === 0) return;
    await this.boss.insert(jobs.map(({ key, data }) => ({ name: queue, data, singletonKey: key })));
  }

  /** Does what waits in a queue, one after the other, until nothing does. What fails comes again later, on whichever server. */
  async work(queue: string, work: (data: Job['data']) => Promise<void>): Promise<void> {
    for (;;) {
      const jobs = await this.boss.fetch<Job['data']>(queue, { batchSize: BATCH });
      if (jobs.length === 0) return;
      for (const { id, data } of jobs) await this.#attempt(queue, id, () => work(data));
    }
  }

  /** Ends it. What is under way has to be waited for before. */
  async stop(): Promise<void> {
    await close(this.boss);
  }

  async #attempt(queue: string, id: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.onFailure(error);
      // Not the error itself, whose words may hold what no job may.
      await this.boss.fail(queue, id);
      return;
    }
    await this.boss.complete(queue, id);
  }
}

async function close(boss: PgBoss): Promise<void> {
  await boss.stop({ graceful: false });
}
