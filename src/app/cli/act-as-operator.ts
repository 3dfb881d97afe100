import { Context } from '../../access/context';
import { Role } from '../../access/role';
import { openAsOwner } from '../../platform/database/migrate';
import { newId, parseGlobalId } from '../../platform/graphql/ids';
import { schemaDefinition } from '../features';
import { CommandError } from './command-error';
import type { CommandDatabase } from './run-command';

/** Who issues the claims of somebody at the server's own terminal. No token can carry it. */
const OPERATOR_ISSUER = 'urn:alongside:operator';

/**
 * Somebody at the terminal of the server, acting as an administrator of an organization: row security and audit see them
 * as they see anybody else. Close it when the work has ended.
 * @param subject the command, for the audit log
 * @param organization its id as the graph gives it; undefined means the organization that was founded first
 * @throws CommandError naming --organization
 */
export async function actAsOperator(
  database: CommandDatabase,
  subject: string,
  organization: string | undefined,
): Promise<Context> {
  const organizationId = organization === undefined ? await firstOrganization(database) : uuidOf(organization);
  const ctx = new Context(database.services, {
    requestId: newId(),
    claims: { issuer: OPERATOR_ISSUER, subject, organizationId, role: Role.ADMINISTRATOR, scopes: [] },
  });
  try {
    await ctx.enter();
    return ctx;
  } catch (error) {
    await ctx.close();
    const code = (error as { extensions?: { code?: string } }).extensions?.code;
    if (code === 'UNAUTHENTICATED') throw new CommandError('--organization names no organization of this database.');
    throw error;
  }
}

function uuidOf(organization: string): string {
  const parsed = parseGlobalId(organization);
  if (parsed?.prefix !== 'organization') {
    throw new CommandError('--organization must be an id that begins with organization_.');
  }
  return parsed.uuid;
}

/** Ids are made by time, so the lowest was founded first. The runtime role sees no organization but its own. */
export async function firstOrganization({ ownerUrl }: CommandDatabase): Promise<string> {
  if (ownerUrl === undefined) {
    throw new CommandError('--organization must be given: the login of DATABASE_URL may not list the organizations.');
  }
  const owner = await openAsOwner(ownerUrl, schemaDefinition);
  try {
    const rows: { id: string }[] = await owner.query('select id from organization order by id limit 1');
    if (!rows[0]) throw new CommandError('The database has no organization yet: start the server once with npm start.');
    return rows[0].id;
  } finally {
    await owner.destroy();
  }
}
