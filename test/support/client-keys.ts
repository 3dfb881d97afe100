import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';

/** A key pair that a client signs its assertions with. */
export interface ClientKey {
  readonly alg: string;
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly privateJwk: JWK;
  readonly publicJwk: JWK;
}

const CURVES: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };

/** A new pair for this algorithm, with this id. */
export function aClientKey(
  alg: 'ES256' | 'ES384' | 'ES512' | 'RS384',
  kid: string,
  { bits: modulusLength = 2_048, exponent: publicExponent = 65_537 } = {},
): ClientKey {
  const namedCurve = CURVES[alg];
  const { privateKey, publicKey } = namedCurve
    ? generateKeyPairSync('ec', { namedCurve })
    : generateKeyPairSync('rsa', { modulusLength, publicExponent });
  const named = { kid, alg, use: 'sig' };
  const privateJwk = { ...privateKey.export({ format: 'jwk' }), ...named } as JWK;
  const publicJwk = { ...publicKey.export({ format: 'jwk' }), ...named } as JWK;
  return { alg, kid, privateKey, publicKey, privateJwk, publicJwk };
}
