import type { JWK } from 'jose';
import { aClientKey } from '../../support/client-keys';

const MODULUS_BYTES = 256;

/** A number as a JWK holds it, without a leading zero. */
function part(value: bigint): string {
  const digits = value.toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex').toString('base64url');
}

/** An RSA key with this exponent, whose modulus somebody else may have made. */
export function withExponent(exponent: bigint): JWK {
  return { ...aClientKey('RS384', 'key-1').publicJwk, e: part(exponent) };
}

/** A number below which a power of 65537 hides by every prime up to 167: the fingerprint of CVE-2017-15361. */
export function predictableKey(): JWK {
  let product = 1n;
  for (let prime = 2n; prime <= 167n; prime += 1n) if (isPrime(prime)) product *= prime;
  let power = 1n;
  for (let exponent = 0; exponent < 12_345; exponent += 1) power = (power * 65_537n) % product;
  const top = 1n << BigInt(MODULUS_BYTES * 8 - 1);
  const modulus = (top / product + 7n) * product + power;
  return { kty: 'RSA', kid: 'key-1', use: 'sig', n: part(modulus), e: 'AQAB' };
}

function isPrime(number: bigint): boolean {
  for (let divisor = 2n; divisor * divisor <= number; divisor += 1n) if (number % divisor === 0n) return false;
  return true;
}
