import { readFile, writeFile } from 'node:fs/promises';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { CommandError } from './command-error';

/** A client's key with both halves, its id and its algorithm, as its file holds it. */
export interface ClientKey extends JWK {
  readonly kid: string;
  readonly alg: string;
}

const OWNER_ONLY = 0o600;

/** Makes an ES384 key pair, keeps it in this file, and answers with the set of its public half. @throws CommandError */
export async function createClientKey(path: string): Promise<{ keys: JWK[] }> {
  const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const named = { kid: await calculateJwkThumbprint(jwk), alg: 'ES384', use: 'sig' };
  const text = `${JSON.stringify({ ...(await exportJWK(privateKey)), ...named }, null, 2)}\n`;
  try {
    // Whoever has it acts as the client; and a key that is replaced by mistake is gone.
    await writeFile(path, text, { mode: OWNER_ONLY, flag: 'wx' });
  } catch {
    throw new CommandError('--new-key must name a file that is not there yet, in a folder that is.');
  }
  return { keys: [{ ...jwk, ...named }] };
}

/** @throws CommandError when the file is not there, or is no private key with an id for RS384 or ES384 */
export async function readClientKey(path: string): Promise<ClientKey> {
  try {
    const jwk: JWK = JSON.parse(await readFile(path, 'utf8'));
    const alg = jwk.kty === 'RSA' ? 'RS384' : 'ES384';
    if (typeof jwk.kid !== 'string' || typeof jwk.d !== 'string' || (jwk.alg ?? alg) !== alg)
      throw new Error('not one');
    return { ...jwk, kid: jwk.kid, alg };
  } catch {
    throw new CommandError('--key must name a file with a private JWK for ES384 or RS384, such as --new-key makes.');
  }
}
