import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type QueryResult } from 'pg';
import type { DataSource } from 'typeorm';
import { sealAudit } from '../../../src/access/audit/seal-audit';
import { type KeptHead, type Verification, verifyAudit } from '../../../src/access/audit/verify-audit';
import { schemaDefinition } from '../../../src/app/features';
import { openAsOwner } from '../../../src/platform/database/migrate';
import { newId } from '../../../src/platform/graphql/ids';
import { createTestDatabase } from '../../support/database';

/** The first of the two is the one that tests lay hands on. */
const [HARBOR, MEADOW] = ['0198c2a4-7d3e-7b11-8c55-000000000001', '0198c2a4-7d3e-7b11-8c55-000000000002'] as const;

/** What was committed and has yet to be sealed, but for lines that never will be. */
const WAITING = `
  select from audit_event e where xid >= (select sealed_below from audit_horizon) and xid < pg_snapshot_xmax(pg_current_snapshot())
    and not exists (select from audit_seal s where s.organization_id = e.organization_id and s.event_id = e.id)`;

/** What to write into a line of the log, beside what every line has. */
export type Written = Readonly<Record<string, unknown>>;

/** An audit log of a database without a server: only the test writes to it, and only the test seals it. */
export class ChainedLog {
  readonly harbor = HARBOR;
  readonly meadow = MEADOW;

  private constructor(
    readonly url: string,
    readonly admin: Client,
    readonly owner: DataSource,
    private readonly drop: () => Promise<void>,
  ) {}

  /** Six sealed lines of each organization, in turns, a transaction each. */
  static async make(lines = 6): Promise<ChainedLog> {
    const database = await createTestDatabase();
    const admin = new Client({ connectionString: database.url });
    await admin.connect();
    const owner = await openAsOwner(database.url, schemaDefinition);
    const log = new ChainedLog(database.url, admin, owner, () => database.drop());
    for (let line = 0; line < lines; line += 1) {
      await log.write();
      await log.write({ organization_id: MEADOW });
    }
    await log.seal();
    return log;
  }

  /** As the superuser. */
  sql(text: string, values: readonly unknown[] = []): Promise<QueryResult> {
    return this.admin.query(text, [...values]);
  }

  /** Writes one line; answers with its id. */
  async write(written: Written = {}, client = this.admin): Promise<string> {
    const row = {
      organization_id: HARBOR,
      id: newId(),
      at: '2026-03-04T05:06:07.123456Z',
      principal_id: newId(),
      role: 'INTAKE',
      kind: 'patient.revised',
      subject_type: 'patient',
      subject_id: newId(),
      request_id: 'request',
      ...written,
    };
    const names = Object.keys(row);
    await client.query(
      `insert into audit_event (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
      Object.values(row),
    );
    return row.id;
  }

  /** Seals whatever was written: a transaction of another test's database may have to end first. */
  async seal(): Promise<void> {
    for (;;) {
      await sealAudit(this.owner);
      const { rowCount } = await this.sql(WAITING);
      if (rowCount === 0) return;
      await sleep(10);
    }
  }

  verify(kept: readonly KeptHead[] = []): Promise<Verification> {
    return verifyAudit(this.owner, kept, () => undefined);
  }

  /** The ids of harbor's sealed events, in the order of the chain. */
  async sealed(): Promise<string[]> {
    const { rows } = await this.sql('select event_id from audit_seal where organization_id = $1 order by seq', [
      HARBOR,
    ]);
    return rows.map(({ event_id }) => event_id);
  }

  /** The heads as they are now. */
  async heads(): Promise<KeptHead[]> {
    const { chains } = await this.verify();
    return chains.map(({ organizationId, head }) => ({ organizationId, ...head }));
  }

  /** What is wrong with each organization. */
  async findings(): Promise<Record<string, unknown>> {
    const { chains } = await this.verify();
    const named = chains.map(({ organizationId, finding }) => [
      organizationId === HARBOR ? 'harbor' : 'meadow',
      finding,
    ]);
    return Object.fromEntries(named.filter(([, finding]) => finding !== undefined));
  }

  async stop(): Promise<void> {
    await this.admin.end();
    await this.owner.destroy();
    await this.drop();
  }
}
