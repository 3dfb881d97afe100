import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';
import { isSoundKey } from './sound-key';

/** Members that only a private or a shared key has (RFC 7518 6). */
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];
const MOST_KEYS = 20;

/** What SMART Backend Services lets a client sign with, and the keys for it. */
export const ASSERTION_ALGORITHMS = ['RS384', 'ES384'] as const;

/**
 * What is wrong with the key set that a client is to be registered with, as the end of a sentence; undefined when nothing is.
 * Keys for other purposes may stand beside a usable one, as clients publish them.
 */
export function faultOfClientKeys(jwks: unknown): string | undefined {
  const keys = keysOf(jwks);
  if (!keys) return `must be a JSON Web Key Set of 1 to ${MOST_KEYS} keys: {"keys": [ … ]}.`;
  if (keys.some(isSecret)) return 'must hold public keys only: no private key, and no key that is shared.';
  const ids = keys.flatMap(({ kid }) => (kid === undefined ? [] : [kid]));
  if (new Set(ids).size < ids.length) return 'must give each key an id (kid) of its own.';
  if (keys.some(isUsable)) return undefined;
  return 'must hold a key to sign with: RSA of 2,048 bits or more for RS384, or EC on P-384 for ES384, with an id (kid).';
}

/** The keys that a client may sign its assertions with, out of a set that it registered or publishes. None of a set with a fault. */
export function usableClientKeys(jwks: unknown): JWK[] {
  return faultOfClientKeys(jwks) === undefined ? (keysOf(jwks) ?? []).filter(isUsable) : [];
}

function keysOf(jwks: unknown): JWK[] | undefined {
  const keys = isObject(jwks) ? jwks.keys : undefined;
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > MOST_KEYS || !keys.every(isObject)) return undefined;
  return keys;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSecret(jwk: JWK): boolean {
  return jwk.kty === 'oct' || SECRET_MEMBERS.some((name) => name in jwk);
}

function isUsable(jwk: JWK): boolean {
  const { kid, use, key_ops: operations, alg } = jwk;
  if (typeof kid !== 'string' || kid === '' || (use !== undefined && use !== 'sig')) return false;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return false;
  const expected = algorithmOf(jwk);
  return expected !== undefined && (alg === undefined || alg === expected);
}

function algorithmOf(jwk: JWK): (typeof ASSERTION_ALGORITHMS)[number] | undefined {
  const key = publicKeyOf(jwk);
  if (!key || !isSoundKey(key)) return undefined;
  if (key.asymmetricKeyType === 'rsa') return 'RS384';
  return key.asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'ES384' : undefined;
}

/** Node refuses what is no key: a point off its curve, a member missing. */
function publicKeyOf(jwk: JWK): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  } catch {
    return undefined;
  }
}
