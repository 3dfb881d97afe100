import type { JWTHeaderParameters, JWTPayload } from 'jose';
import { isStrictJws } from '../strict-jws';

/** How far a client's clock may be off, in seconds: as much as an issuer's. */
export const CLOCK_SKEW_SECONDS = 30;
/** SMART Backend Services: an assertion ends at most five minutes after it comes. */
const LONGEST_LIFE_SECONDS = 300;

/** Headers that bring along a key, or mark an extension that nobody here understands (RFC 7515 4.1.11). */
const REFUSED_HEADERS = ['jwk', 'x5c', 'x5u', 'crit', 'b64'];

interface Assertion {
  /** The compact JWS, as it came. */
  readonly text: string;
  readonly header: JWTHeaderParameters;
  readonly claims: JWTPayload;
}

/**
 * What else is wrong with a client's assertion, after oidc-provider found that its signature, iss, sub, aud and times are good;
 * undefined when nothing is. The words quote nothing, so that a log may tell them.
 * @param jwksUri where the client publishes its keys, if it does
 */
export function faultOfAssertion(
  { text, header, claims }: Assertion,
  jwksUri: string | null,
  now: Date,
): string | undefined {
  if (!isStrictJws(text)) return 'the assertion is no compact JWS, or names a member twice';
  if (REFUSED_HEADERS.some((name) => name in header)) return 'the header brings a key along, or an extension';
  // SMART allows jku when it is what was registered. It is not followed then either.
  if (header.jku !== undefined && header.jku !== jwksUri) return 'jku is not the address that was registered';
  if (String(header.typ).toLowerCase() !== 'jwt') return 'typ must be JWT';
  if (typeof header.kid !== 'string' || header.kid === '') return 'kid must name the key';
  // RFC 7523 leaves several audiences open; whoever else is meant by it could bring it here.
  if (Array.isArray(claims.aud) && claims.aud.length !== 1) return 'aud must name the token endpoint and nobody else';
  const { exp = Number.POSITIVE_INFINITY, iat = 0 } = claims;
  const seconds = now.getTime() / 1_000 + CLOCK_SKEW_SECONDS;
  if (exp > seconds + LONGEST_LIFE_SECONDS) return 'exp is more than five minutes ahead';
  if (iat > seconds) return 'iat is in the future';
  return undefined;
}
