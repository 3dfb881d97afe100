import { randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

/** An ES256 key pair as a private JWK, with the thumbprint of its public half (RFC 7638) as its id. */
export interface DevelopmentKey {
  readonly privateJwk: JWK;
  readonly publicJwk: JWK;
  readonly kid: string;
}

const FILE_NAME = 'development-signing-key.json';
const OWNER_ONLY = 0o600;

/**
 * The key pair kept in a data folder, made on first use. It survives restarts, so tokens printed yesterday still work, and
 * processes that start together end up with the same one.
 * @throws Error naming the file when it holds no such key
 */
export async function openDevelopmentKey(dataFolder: string): Promise<DevelopmentKey> {
  const path = join(dataFolder, FILE_NAME);
  const text = (await readIfThere(path)) ?? (await createOnce(path, dataFolder));
  if (((await stat(path)).mode & 0o777) !== OWNER_ONLY) await chmod(path, OWNER_ONLY);
  return parseKey(text, path);
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Writes a complete file aside and links it into place: link refuses to replace, so of several processes one wins. */
async function createOnce(path: string, dataFolder: string): Promise<string> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, `${JSON.stringify(await exportJWK(privateKey))}\n`, { mode: OWNER_ONLY, flag: 'wx' });
  try {
    await link(draft, path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error; // another process was first: its key counts
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(path, 'utf8');
}

async function parseKey(text: string, path: string): Promise<DevelopmentKey> {
  try {
    const { kty, crv, x, y, d }: JWK = JSON.parse(text);
    if (kty !== 'EC' || crv !== 'P-256' || !x || !y || !d) throw new Error('not an ES256 private key');
    const publicJwk: JWK = { kty, crv, x, y };
    const kid = await calculateJwkThumbprint(publicJwk);
    return { privateJwk: { ...publicJwk, d }, publicJwk: { ...publicJwk, kid, alg: 'ES256', use: 'sig' }, kid };
  } catch {
    throw new Error(`${path} holds no signing key. Remove it, and the next start makes a new one.`);
  }
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
