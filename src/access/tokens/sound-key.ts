import { KeyObject } from 'node:crypto';
import { type CryptoKey, errors, type JWTVerifyGetKey } from 'jose';

/** NIST SP 800-131A: less has not been enough since 2014. */
const FEWEST_RSA_BITS = 2_048;
/** FIPS 186-5 A.1.1; with the exponent 1 a signature is its own message. */
const LEAST_EXPONENT = 65_537n;

/** Primes whose remainders give away a modulus of the ROCA generator (CVE-2017-15361): it is a power of 65537 by each of them. */
const ROCA_PRIMES = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157];

/** Whether a public key can be relied on: no private or shared half, and of RSA no short, degenerate or predictable one. */
export function isSoundKey(key: KeyObject): boolean {
  if (key.type !== 'public') return false;
  if (key.asymmetricKeyType !== 'rsa') return key.asymmetricKeyType === 'ec' || key.asymmetricKeyType === 'ed25519';
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  if (modulusLength < FEWEST_RSA_BITS || publicExponent < LEAST_EXPONENT || publicExponent % 2n === 0n) return false;
  const { n = '' } = key.export({ format: 'jwk' });
  return !isPredictable(BigInt(`0x${Buffer.from(n, 'base64url').toString('hex')}`));
}

/** The same keys, without those that cannot be relied on. Each is looked at once: jose gives the same object again. */
export function soundKeysOf(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  const sound = new WeakSet<object>();
  return async (header, token) => {
    const key = (await keys(header, token)) as CryptoKey;
    if (!sound.has(key)) {
      if (!isSoundKey(KeyObject.from(key))) throw new errors.JWKSNoMatchingKey();
      sound.add(key);
    }
    return key;
  };
}

function isPredictable(modulus: bigint): boolean {
  return ROCA_PRIMES.every((prime) => isPowerOf65537(Number(modulus % BigInt(prime)), prime));
}

function isPowerOf65537(remainder: number, prime: number): boolean {
  let power = 1;
  do {
    if (power === remainder) return true;
    power = (power * 65_537) % prime;
  } while (power !== 1);
  return false;
}
