import { open, readFile, rename, rm } from 'node:fs/promises';
import { z } from 'zod';
import type { KeptHead } from '../../access/audit/verify-audit';
import { parseGlobalId, toGlobalId } from '../../platform/graphql/ids';
import { CommandError } from './command-error';

const HEADS = z.object({
  heads: z.array(
    z.object({
      organization: z.string().refine((id) => parseGlobalId(id)?.prefix === 'organization'),
      seq: z.number().int().positive(),
      hash: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

/**
 * The heads that an earlier verification wrote; none when there is no such file yet.
 * @throws CommandError when there is one, and it cannot be read or holds something else
 */
export async function readHeadsFile(path: string): Promise<KeptHead[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return [];
    throw new CommandError('--heads names no file that can be read.');
  }
  return parse(text).heads.map(({ organization, seq, hash }) => ({
    organizationId: parseGlobalId(organization)?.uuid ?? '',
    seq,
    hash: Buffer.from(hash, 'hex'),
  }));
}

function parse(text: string): z.infer<typeof HEADS> {
  try {
    return HEADS.parse(JSON.parse(text));
  } catch {
    throw new CommandError('--heads names a file that holds no heads: name another, or put the right one back.');
  }
}

/** Writes the heads in place of those of before: whoever reads meanwhile, or after a fall of the system, finds the old or the new. */
export async function writeHeadsFile(path: string, heads: readonly KeptHead[]): Promise<void> {
  const told = heads.map(({ organizationId, seq, hash }) => ({
    organization: toGlobalId('organization', organizationId),
    seq,
    hash: hash.toString('hex'),
  }));
  const aside = `${path}.${process.pid}`;
  try {
    const file = await open(aside, 'w');
    try {
      await file.writeFile(`${JSON.stringify({ heads: told }, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch {
    await rm(aside, { force: true });
    throw new CommandError('--heads names a file that cannot be written.');
  }
}
