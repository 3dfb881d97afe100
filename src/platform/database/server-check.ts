import { Client } from 'pg';
import { OUR_SCHEMAS, OWNER_ROLE, RUNTIME_ROLE } from './roles';

/** The oldest PostgreSQL whose row security and definer functions we rely on. */
const OLDEST_VERSION = 150_000;

/** What stands between the server and its database, in one line that an operator can act on. */
export class DatabaseRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DatabaseRefused';
  }
}

/** What a login is on its server. */
export interface Login {
  readonly isSuperuser: boolean;
  /** Whether it could act as the owner of the tables, or passes row security by. */
  readonly isOwner: boolean;
  /** Whether it may act as the role that answers requests. False as well where a first migration has yet to make that role. */
  readonly isRuntime: boolean;
  /** Whether its commits wait for the disk before they are answered. */
  readonly waitsForDisk: boolean;
}

/**
 * Reaches the server and looks at it and at the login.
 * @param setting the setting that the URL came from, for the message
 * @throws DatabaseRefused when the server cannot be reached or is older than PostgreSQL 15, or when the database's locale
 *   knows no letters beyond ASCII
 */
export async function checkServer(url: string, setting: string): Promise<Login> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
  } catch {
    throw new DatabaseRefused(
      `The database of ${setting} cannot be reached: check that the server runs and the login is right.`,
    );
  }
  try {
    return await inspect(client, setting);
  } finally {
    await client.end();
  }
}

interface FoundLogin {
  readonly is_superuser: boolean;
  readonly is_owner: boolean;
  readonly is_runtime: boolean;
  readonly waits_for_disk: boolean;
  readonly folds_case: boolean;
}

async function inspect(client: Client, setting: string): Promise<Login> {
  const { rows: versions } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  );
  if ((versions[0]?.version ?? 0) < OLDEST_VERSION)
    throw new DatabaseRefused(`The server of ${setting} is older than PostgreSQL 15: use 15 or newer.`);
  const { rows } = await client.query<FoundLogin>(LOGIN, [OWNER_ROLE, RUNTIME_ROLE]);
  const [found] = rows;
  if (!found) throw new DatabaseRefused(`The login of ${setting} is not known to its server.`);
  if (!found.folds_case) {
    throw new DatabaseRefused(
      `The database of ${setting} cannot search names whatever their case: make it with the encoding UTF8 and a locale such as C.UTF-8.`,
    );
  }
  return {
    isSuperuser: found.is_superuser,
    isOwner: found.is_owner,
    isRuntime: found.is_runtime,
    waitsForDisk: found.waits_for_disk,
  };
}

// Whatever a login is a member of, it can become with one statement; so every role in reach counts, not the login alone.
// Who may make roles could make themselves the owner before PostgreSQL 16; who owns a schema can drop and replace what is in it.
const LOGIN = `
  select r.rolsuper as is_superuser,
    exists (select 1 from pg_roles p where pg_has_role(session_user, p.oid, 'member') and (
      p.rolname = $1 or p.rolsuper or p.rolbypassrls or p.rolcreaterole
      or exists (select 1 from pg_namespace n where n.nspname in ${OUR_SCHEMAS} and n.nspowner = p.oid)
      or exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname in ${OUR_SCHEMAS} and c.relowner = p.oid))) as is_owner,
    exists (select 1 from pg_roles o where o.rolname = $2 and pg_has_role(session_user, o.oid, 'member')) as is_runtime,
    current_setting('synchronous_commit') <> 'off' as waits_for_disk,
    -- In the locale C, lower() knows no letters beyond ASCII; in another encoding than UTF8 names would not fit.
    getdatabaseencoding() = 'UTF8' and lower(U&'\\00C9' collate "default") = U&'\\00E9' as folds_case
  from pg_roles r where r.rolname = session_user`;
