import { Command } from 'commander';
import type { DataSource } from 'typeorm';
import { sealAudit } from '../../access/audit/seal-audit';
import { type Chain, type KeptHead, verifyAudit } from '../../access/audit/verify-audit';
import { FAULTS, type Finding } from '../../access/audit/verify-chain';
import { openAsOwner } from '../../platform/database/migrate';
import { toGlobalId } from '../../platform/graphql/ids';
import { explainFailure } from '../explain-failure';
import { schemaDefinition } from '../features';
import { CommandError } from './command-error';
import { readHeadsFile, writeHeadsFile } from './heads-file';
import { type Terminal, withDatabase } from './run-command';

/**
 * `npm run audit:verify [-- --heads FILE]`: recomputes the chain of every organization's audit log, a line of stdout each.
 * With --heads the chains must hold the heads of FILE; when all is whole, it then gets the present ones.
 * @throws CommandError when anything is not whole
 */
export async function auditVerifyCommand(terminal: Terminal): Promise<void> {
  const { heads: path } = readOptions(terminal);
  const kept = path === undefined ? [] : await readHeadsFile(path);
  const chains = await withDatabase(terminal.settings(), async ({ ownerUrl }) => {
    if (ownerUrl === undefined) {
      throw new CommandError('MIGRATION_DATABASE_URL must name a login that owns the tables.');
    }
    const owner = await openAsOwner(ownerUrl, schemaDefinition);
    try {
      return await requireWhole(owner, kept, terminal);
    } finally {
      await owner.destroy();
    }
  });
  if (path === undefined) return;
  const present = chains.map(({ organizationId, head }) => ({ organizationId, ...head }));
  await writeHeadsFile(
    path,
    present.filter(({ seq }) => seq > 0),
  );
  terminal.tell('The present heads were written to the file of --heads: keep it somewhere else than the database.');
}

function readOptions({ args, print }: Terminal): { readonly heads?: string } {
  const command = new Command('npm run audit:verify --')
    .description('Recomputes the audit log and names the first bad row of each organization.')
    .option('--heads <file>', 'compare with the heads of an earlier time, and write the present ones when all is whole')
    .exitOverride()
    .configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: () => undefined })
    .parse([...args], { from: 'user' });
  return command.opts<{ heads?: string }>();
}

async function requireWhole(
  owner: DataSource,
  kept: readonly KeptHead[],
  terminal: Terminal,
): Promise<readonly Chain[]> {
  const isSealed = await seal(owner, terminal);
  const { chains, lost } = await verifyAudit(owner, kept, (id) => terminal.tell(`reading ${nameOf(id)}`));
  for (const chain of chains) terminal.print(describeChain(chain));
  for (const head of lost) terminal.print(describeLost(head));
  if (lost.length > 0 || chains.some(({ finding }) => finding)) throw new CommandError('The audit log is not whole.');
  if (!isSealed) throw new CommandError('What is sealed of the audit log is whole, but the sealer cannot go on.');
  return chains;
}

/** Where somebody has been at the tables the sealer may be unable to work; what is wrong, the chains will tell. */
async function seal(owner: DataSource, { tell }: Terminal): Promise<boolean> {
  try {
    await sealAudit(owner);
    return true;
  } catch (error) {
    tell(`New events cannot be sealed. ${explainFailure(error)}`);
    return false;
  }
}

function describeChain({ organizationId, head, finding }: Chain): string {
  const name = nameOf(organizationId);
  if (!finding) return `${name}: ${head.seq} events, head ${head.hash.toString('hex')}`;
  return `${name}: ${describeFinding(finding)}. Whole up to ${head.seq}`;
}

function describeFinding({ fault, seq, eventId }: Finding): string {
  const event = eventId === undefined ? 'the event' : `event ${eventId}`;
  return `${event}${seq === undefined ? '' : ` at ${seq}`} ${FAULTS[fault]}`;
}

function describeLost({ organizationId, seq }: KeptHead): string {
  return `${nameOf(organizationId)}: the head that was kept of ${seq} is not in the chain, which was rebuilt or cut off`;
}

function nameOf(organizationId: string): string {
  return toGlobalId('organization', organizationId);
}
