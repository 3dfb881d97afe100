import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import type { Announcement, Announcements } from '../../access/announcements';
import { sessionOptions } from '../../platform/database/database';
import { RUNTIME_ROLE } from '../../platform/database/roles';

/** What app.place_changes notifies. */
const CHANNEL = 'alongside_changes';

/** So many changes are read at once. */
const MOST_AT_ONCE = 500;

/** Without a notification it looks so often, and so long it waits before it listens again. */
const LOOK_MS = 1_000;

const CHANGES = `select id, organization_id as "organizationId", type, subject_id as "subjectId", version,
  patient_id as "patientId", principal_id as "principalId" from app.changes_after($1, $2)`;

interface FeedOptions {
  readonly dataSource: DataSource;
  readonly announcements: Announcements;
  /** Where to listen. */
  readonly url: string;
  /** Told the first time that it cannot read, and again when it fails after it had. */
  onFailure(error: unknown): void;
}

/**
 * Reads the log as it grows, and announces what it holds to whoever subscribed on this server. PostgreSQL's notification wakes it; where
 * that connection is lost it looks every second, and listens again as soon as it can. Nothing is read twice, and nothing passed over.
 */
export class ChangeFeed {
  #client: Client | undefined;
  #reading: Promise<void> | undefined;
  #isWanted = false;
  #isFailing = false;
  #isOver = false;
  readonly #timer: NodeJS.Timeout;

  private constructor(
    private readonly options: FeedOptions,
    /** The last that was announced. */
    private place: string,
  ) {
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
    this.#timer.unref();
  }

  /** Begins at the end of the log. */
  static async open(options: FeedOptions): Promise<ChangeFeed> {
    const feed = new ChangeFeed(options, await lastChange(options.dataSource));
    await feed.#listen();
    return feed;
  }

  /** Ends it, and waits for what is under way. */
  async stop(): Promise<void> {
    this.#isOver = true;
    clearInterval(this.#timer);
    await this.#reading;
    await this.#client?.end().catch(() => undefined);
  }

  #look(): void {
    if (!this.#client) void this.#listen();
    this.#read();
  }

  async #listen(): Promise<void> {
    const client = new Client({
      connectionString: this.options.url,
      options: sessionOptions(RUNTIME_ROLE),
      connectionTimeoutMillis: LOOK_MS,
      keepAlive: true,
    });
    this.#client = client;
    const lose = (): void => {
      if (this.#client === client) this.#client = undefined;
    };
    client.on('error', lose);
    client.on('end', lose);
    client.on('notification', () => this.#read());
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      // What was placed before it listened was told to nobody.
      this.#read();
    } catch {
      lose();
      await client.end().catch(() => undefined);
    }
  }

  /** Reads on, once at a time: whoever asks meanwhile is asked for once more. */
  #read(): void {
    if (this.#isOver) return;
    this.#isWanted = true;
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = undefined;
    });
  }

  async #readAll(): Promise<void> {
    try {
      while (this.#isWanted && !this.#isOver) {
        this.#isWanted = false;
        await this.#readOn();
      }
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing) this.options.onFailure(error);
      this.#isFailing = true;
    }
  }

  async #readOn(): Promise<void> {
    const { dataSource, announcements } = this.options;
    if (!announcements.isHeard) {
      const last = await lastChange(dataSource);
      // Whoever began to listen meanwhile has to hear of what changed since.
      if (!announcements.isHeard) {
        this.place = last;
        return;
      }
    }
    let found: Announcement[];
    do {
      found = await dataSource.query(CHANGES, [this.place, MOST_AT_ONCE]);
      for (const announcement of found) announcements.tell(announcement);
      this.place = found.at(-1)?.id ?? this.place;
    } while (found.length === MOST_AT_ONCE);
  }
}

async function lastChange(dataSource: DataSource): Promise<string> {
  const [row]: { place: string }[] = await dataSource.query('select app.last_change() as place');
  if (!row) throw new Error('PostgreSQL did not tell the last change.');
  return row.place;
}
