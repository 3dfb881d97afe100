import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { type DevelopmentIssuer, openDevelopmentIssuer } from '../../../src/access/tokens';
import { type Api, startApi } from '../../../src/app/api';
import { readSettings } from '../../../src/platform/config/settings';
import { poolState } from '../../../src/platform/database/database';
import { createLog } from '../../../src/platform/observability/log';
import { STANDING_STILL } from '../../support/app';
import {
  adminUrl,
  asAdmin,
  cloneTemplate,
  createFoundedDatabase,
  databaseUrl,
  type TestDatabase,
  type TestOrganizations,
} from '../../support/database';
import { type Answered, ask } from './ask';
import type { HiddenBit } from './bits';
import type { Asker } from './people';
import { Writer } from './rows';
import type { Try } from './tries/a-try';
import { furnish } from './world';

/** One world: a server that does nothing by itself, and a database of its own that is made anew for each bit. */
interface World {
  readonly api: Api;
  readonly database: string;
}

/** Two worlds that are the same but for what was done to the second. */
export class TwoWorlds {
  private readonly tokens = new Map<string, Promise<string>>();

  private constructor(
    private readonly base: TestDatabase,
    private readonly worlds: readonly [World, World],
    private readonly issuer: DevelopmentIssuer,
    private readonly organizations: TestOrganizations,
    private readonly dataDir: string,
  ) {}

  static async open(): Promise<TwoWorlds> {
    const [base, dataDir] = await Promise.all([createFoundedDatabase(), mkdtemp(join(tmpdir(), 'alongside-test-'))]);
    await asAdmin(base.url, (client) => furnish(client, base.organizations.harbor));
    const issuer = await openDevelopmentIssuer(dataDir, 'test');
    const open = async (name: string): Promise<World> => {
      const database = `${nameOf(base.url)}_${name}`;
      await cloneTemplate(adminUrl(), nameOf(base.url), database);
      const settings = readSettings({ NODE_ENV: 'test', PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
      const log = createLog({ level: (process.env.TEST_LOG ?? 'silent') as never });
      return { database, api: await startApi(settings, databaseUrl(base.url, database), log, STANDING_STILL) };
    };
    return new TwoWorlds(base, [await open('a'), await open('b')], issuer, base.organizations, dataDir);
  }

  /** Makes both worlds anew, and the bit so in the second. @param planted done to both worlds before, as the superuser */
  async begin(bit: HiddenBit, planted?: string): Promise<void> {
    await Promise.all(this.worlds.map((world, index) => this.#make(world, planted, index === 1 ? bit : undefined)));
  }

  async #make({ api, database }: World, planted: string | undefined, bit: HiddenBit | undefined): Promise<void> {
    await drop(database);
    // Before there is a database again that something in the background could connect to.
    while (poolState(api.services.dataSource).total > 0) await sleep(2);
    await cloneTemplate(adminUrl(), nameOf(this.base.url), database);
    await asAdmin(databaseUrl(this.base.url, database), async (client) => {
      if (planted) await client.query(planted);
      if (bit) await this.flip(client, bit);
    });
  }

  private async flip(client: Client, bit: HiddenBit): Promise<void> {
    await client.query('begin');
    await bit.flip(new Writer(client, this.organizations.harbor), client);
    await client.query('commit');
  }

  /** Asks in both worlds. */
  async both(asker: Asker, one: Try): Promise<[Answered, Answered]> {
    const token = await this.tokenOf(asker);
    const [first, second] = this.worlds;
    return Promise.all([ask(first.api.url, token, one), ask(second.api.url, token, one)]);
  }

  async stop(): Promise<void> {
    for (const { api, database } of this.worlds) {
      await api.stop();
      await drop(database);
    }
    await this.base.drop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  private tokenOf({ name, subject, role, scopes, isOfMeadow }: Asker): Promise<string> {
    const organizationId = isOfMeadow ? this.organizations.meadow : this.organizations.harbor;
    const known = this.tokens.get(name) ?? this.issuer.sign({ subject, role, scopes, organizationId });
    this.tokens.set(name, known);
    return known;
  }
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

async function drop(database: string): Promise<void> {
  await asAdmin(adminUrl(), (admin) => admin.query(`drop database if exists ${database} with (force)`));
}
