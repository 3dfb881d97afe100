import { Client } from 'pg';
import { DataSource, MigrationExecutor, type MigrationInterface, type QueryRunner } from 'typeorm';
import { applyRows } from './apply-rows';
import { type Entities, SilentLogger, sessionOptions } from './database';
import { SnakeCase } from './naming';
import { OUR_SCHEMAS, OWNER_ROLE, RUNTIME_ROLE } from './roles';

/** Two servers starting at once must not migrate at once. */
const MIGRATION_LOCK = 4_215_330_017;

/** What a database is brought up to. */
export interface SchemaDefinition {
  readonly entities: Entities;
  /** In order; each has a working down. */
  readonly migrations: readonly (new () => MigrationInterface)[];
  /** The text of every rows.sql, lowest layer first: functions, grants, triggers and policies as they are now. */
  readonly rows: readonly string[];
}

/**
 * Brings a database to the present schema and reapplies every row policy, all in one transaction: a server in use sees the
 * tables and policies of before or those of after, and what fails leaves everything as it was.
 * @param url a login that owns the database, or a superuser; it acts as the owner role
 * @throws when the login may not create the roles, or the server is older than PostgreSQL 15
 */
export async function migrate(url: string, definition: SchemaDefinition): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await prepareRoles(client);
    const dataSource = await openAsOwner(url, definition);
    try {
      await dataSource.transaction(async ({ queryRunner }) => {
        if (!queryRunner) throw new Error('A transaction has a connection.');
        await runMigrations(dataSource, queryRunner);
        await applyRows(queryRunner, definition.rows);
      });
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await client.end();
  }
}

/** A connection that acts as the owner role, for migrations. Close it with `destroy`. */
export async function openAsOwner(url: string, { entities, migrations }: SchemaDefinition): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: [...entities] as never,
    migrations: [...migrations] as never,
    migrationsTableName: 'migration',
    namingStrategy: new SnakeCase(),
    synchronize: false,
    logging: false,
    // TypeORM would print the database's own words when a migration fails; the error itself is reported in one line.
    logger: new SilentLogger(),
    poolSize: 2,
    extra: { options: sessionOptions(OWNER_ROLE) },
  });
  return dataSource.initialize();
}

async function prepareRoles(client: Client): Promise<void> {
  for (const role of [OWNER_ROLE, RUNTIME_ROLE]) {
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    if (rowCount === 0) await createRole(client, role);
  }
  const { rows } = await client.query<{ member: boolean }>('select pg_has_role(current_user, $1, $2) as member', [
    OWNER_ROLE,
    'member',
  ]);
  if (!rows[0]?.member) await client.query(`grant ${OWNER_ROLE} to current_user`);
  await closeToEverybody(client);
  const granted = await client.query<{ may: boolean }>(
    "select has_schema_privilege($1, 'public', 'create') and has_database_privilege($1, current_database(), 'create') as may",
    [OWNER_ROLE],
  );
  if (granted.rows[0]?.may) return;
  const { rows: names } = await client.query<{ name: string }>('select quote_ident(current_database()) as name');
  await client.query(`grant create on database ${names[0]?.name} to ${OWNER_ROLE}`);
  await client.query(`grant usage, create on schema public to ${OWNER_ROLE}`);
}

/**
 * Takes from everybody what PostgreSQL gives to everybody, as far as this login may: temporary tables, which later requests on
 * the same connection would find in place of ours, and tables in the public schema, which servers before 15 allowed.
 */
async function closeToEverybody(client: Client): Promise<void> {
  const { rows } = await client.query<{ database: string; temporary: boolean; create: boolean }>(
    `select quote_ident(current_database()) as database, has_database_privilege($1, current_database(), 'temporary') as temporary,
       has_schema_privilege($1, 'public', 'create') as create`,
    [RUNTIME_ROLE],
  );
  // Where the login has no say in it, PostgreSQL warns and goes on.
  if (rows[0]?.temporary) await client.query(`revoke temporary on database ${rows[0].database} from public`);
  if (rows[0]?.create) await client.query('revoke create on schema public from public');
}

async function createRole(client: Client, role: string): Promise<void> {
  try {
    await client.query(`create role ${role} nologin`);
  } catch (error) {
    // Roles belong to the whole server: another database of it may be migrating at this moment.
    const { code } = error as { code?: string };
    if (code !== '42710' && code !== '23505') throw error;
  }
}

/** Runs what has not been run yet, in the transaction of this connection. */
async function runMigrations(dataSource: DataSource, connection: QueryRunner): Promise<void> {
  const executor = new MigrationExecutor(dataSource, connection);
  // It is in one already.
  executor.transaction = 'none';
  const pending = await executor.getPendingMigrations();
  if (pending.length === 0) return;
  await connection.query(OPEN_TO_MIGRATIONS);
  await executor.executePendingMigrations();
}

/**
 * For migrations of a database in use: the owner passes row security again, or a foreign key on an existing table could not be
 * checked against its rows; and the rows files are forgotten, so that tables made anew get their policies. The runtime role
 * stays as bound as it was.
 */
const OPEN_TO_MIGRATIONS = `
do $$
declare
  t record;
begin
  for t in select schemaname, tablename from pg_tables where schemaname in ${OUR_SCHEMAS} and tablename <> 'migration' loop
    execute format('alter table %I.%I no force row level security', t.schemaname, t.tablename);
  end loop;
  if exists (select from pg_namespace where nspname = 'app') then
    comment on schema app is null;
  end if;
end $$;`;
