import type { DataSource, EntityManager } from 'typeorm';
import { type AuditLine, SELECT_LINE } from './audit-line';
import { type Finding, type Head, type Link, type Verified, verifyChain } from './verify-chain';

/** Links that are read at once. */
const BATCH_LINKS = 2_000;

/** The chain of one organization, and what is wrong with it first. */
export interface Chain extends Verified {
  readonly organizationId: string;
}

/** A head that was kept somewhere else than the database. */
export interface KeptHead extends Head {
  readonly organizationId: string;
}

/** What a database has to say about its audit log, in one snapshot. */
export interface Verification {
  readonly chains: readonly Chain[];
  /** Those of the kept heads that are no longer in the chains. */
  readonly lost: readonly KeptHead[];
}

/**
 * Recomputes the chain of every organization, in memory that does not grow with it, and looks for what stands outside.
 * @param owner acts as the owner
 * @param kept heads of an earlier time
 * @param onProgress told of each organization before its chain is read
 */
export async function verifyAudit(
  owner: DataSource,
  kept: readonly KeptHead[],
  onProgress: (organizationId: string) => void,
): Promise<Verification> {
  return owner.transaction('REPEATABLE READ', async (manager) => {
    // The text of a time depends on these, and a database may have its own mind about them.
    await manager.query("set local timezone to 'UTC'; set local datestyle to 'ISO'");
    const outsiders = await readOutsiders(manager);
    const chains: Chain[] = [];
    for (const { organization_id, seq, hash } of await readHeads(manager)) {
      onProgress(organization_id);
      const remembered = seq === null || hash === null ? undefined : { seq: Number(seq), hash };
      const verified = await verifyChain(organization_id, readLinks(manager, organization_id), remembered);
      const finding = verified.finding ?? outsiders.get(organization_id);
      chains.push({ ...verified, finding, organizationId: organization_id });
    }
    const lost: KeptHead[] = [];
    for (const head of kept) if (!(await isInChain(manager, head))) lost.push(head);
    return { chains, lost };
  });
}

/** Every organization that the log, the seals or the heads know. Each is found by steps through an index, not by reading all. */
function readHeads(
  manager: EntityManager,
): Promise<{ organization_id: string; seq: string | null; hash: Buffer | null }[]> {
  return manager.query(`
    with recursive known(id) as (
      select least((select min_of.organization_id from audit_event min_of order by 1 limit 1),
        (select min_of.organization_id from audit_seal min_of order by 1 limit 1),
        (select min_of.organization_id from audit_head min_of order by 1 limit 1))
      union all
      select least((select e.organization_id from audit_event e where e.organization_id > known.id order by 1 limit 1),
        (select s.organization_id from audit_seal s where s.organization_id > known.id order by 1 limit 1),
        (select h.organization_id from audit_head h where h.organization_id > known.id order by 1 limit 1))
      from known where known.id is not null)
    select known.id as organization_id, h.seq, h.hash from known left join audit_head h on h.organization_id = known.id
    where known.id is not null order by known.id`);
}

/** The first line of each organization that should have been sealed, and is not. */
async function readOutsiders(manager: EntityManager): Promise<Map<string, Finding>> {
  const rows: { organization_id: string; id: string; begun: boolean }[] = await manager.query(`
    select distinct on (e.organization_id) e.organization_id, e.id, e.xid < pg_snapshot_xmax(pg_current_snapshot()) as begun
    from audit_event e
    where (e.xid < (select sealed_below from audit_horizon) or e.xid >= pg_snapshot_xmax(pg_current_snapshot()))
      and not exists (select from audit_seal s where s.organization_id = e.organization_id and s.event_id = e.id)
    order by e.organization_id, e.xid, e.id`);
  return new Map(
    rows.map(({ organization_id, id, begun }) => [
      organization_id,
      { fault: begun ? 'inserted' : 'notBegun', eventId: id },
    ]),
  );
}

type LinkRow = AuditLine & { readonly seq: string; readonly event_id: string; readonly hash: Buffer };

async function* readLinks(manager: EntityManager, organizationId: string): AsyncGenerator<Link> {
  let after = '0';
  for (;;) {
    const rows: LinkRow[] = await manager.query(
      `select s.seq, s.event_id, s.hash, ${SELECT_LINE} from audit_seal s
       left join audit_event e on e.organization_id = s.organization_id and e.id = s.event_id
       where s.organization_id = $1 and s.seq > $2 order by s.seq limit $3`,
      [organizationId, after, BATCH_LINKS],
    );
    for (const { seq, event_id, hash, ...line } of rows) {
      yield { seq: Number(seq), eventId: event_id, hash, line: line.id === null ? null : line };
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

async function isInChain(manager: EntityManager, { organizationId, seq, hash }: KeptHead): Promise<boolean> {
  const [row]: { hash: Buffer }[] = await manager.query(
    'select hash from audit_seal where organization_id = $1 and seq = $2',
    [organizationId, seq],
  );
  return row?.hash.equals(hash) === true;
}
