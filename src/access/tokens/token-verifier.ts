import { type JWTPayload, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { PublicError, unauthenticated } from '../../platform/graphql/errors';
import { readBearerToken } from './bearer-header';
import { soundKeysOf } from './sound-key';
import { isStrictJws } from './strict-jws';
import { readClaims, type TokenClaims } from './token-claims';

/** Turns an Authorization header into claims that can be relied on. */
export interface TokenVerifier {
  /**
   * The claims of the bearer token; undefined when there is no header at all.
   * @throws UNAUTHENTICATED, always with the same message, when the header holds anything but one good token
   * @throws UNAVAILABLE when the issuer's keys cannot be fetched, so nobody can tell
   */
  verify(authorizationHeader: string | undefined): Promise<TokenClaims | undefined>;
  /** Until when such a token is good; undefined when there is no header at all. @throws as `verify` does */
  endOf(authorizationHeader: string | undefined): Promise<Date | undefined>;
}

/** What a token must match. */
export interface TokenVerifierOptions {
  /** The `iss` claim, to the character. */
  readonly issuer: string;
  /** One of the `aud` claim's values. */
  readonly audience: string;
  /** Finds the issuer's public key for a token's header: `remoteKeys`, or the development issuer's. */
  readonly keys: JWTVerifyGetKey;
  readonly clock?: () => Date;
}

/**
 * Signatures with a public key only. No HS*: a shared secret can sign as well as verify, and accepting one invites a token
 * signed with the public key as its secret. No `none`. RS256 is what most issuers send by default; the 384 variants and
 * EdDSA are what careful ones choose. The list is fixed: the token's `alg` can pick from it, never extend it.
 */
const ALGORITHMS = ['ES256', 'ES384', 'EdDSA', 'RS256', 'RS384'];

/** How far the issuer's clock may be off, either way, in seconds. */
const CLOCK_SKEW_SECONDS = 30;

/** RFC 9068 says `at+jwt`; Keycloak and Auth0 send `JWT` unless told otherwise. Logout tokens and the like have other types. */
const TOKEN_TYPES = ['at+jwt', 'application/at+jwt', 'jwt'];

/**
 * A signature does not change, and verifying one takes longer than answering a small query. So a token that was good is not
 * verified again for a minute, which is as long as a key that its issuer withdraws can still be good for. Times are checked always.
 */
const REMEMBERED_MS = 60_000;
const MOST_REMEMBERED = 1_000;

/** A token that was verified: until when, and for whom. */
interface Verified {
  readonly claims: TokenClaims;
  readonly payload: JWTPayload;
}

/** A verifier for the tokens of one issuer, meant for one audience. Keys that a token brings along (jwk, jku, x5u, x5c) are never used. */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const clock = options.clock ?? (() => new Date());
  const sound = { ...options, keys: soundKeysOf(options.keys) };
  const remembered = new LRUCache<string, Verified>({ max: MOST_REMEMBERED, ttl: REMEMBERED_MS });
  const verifiedOf = async (authorizationHeader: string): Promise<Verified> => {
    const token = readBearerToken(authorizationHeader);
    if (!token) throw unauthenticated();
    const now = clock();
    const known = remembered.get(token);
    if (known && isWithinItsTimes(known.payload, now)) return known;
    const verified = await verify(token, sound, now);
    if (!verified) throw unauthenticated();
    remembered.set(token, verified);
    return verified;
  };
  return {
    async verify(authorizationHeader) {
      return authorizationHeader === undefined ? undefined : (await verifiedOf(authorizationHeader)).claims;
    },
    async endOf(authorizationHeader) {
      if (authorizationHeader === undefined) return undefined;
      const { exp = 0 } = (await verifiedOf(authorizationHeader)).payload;
      return new Date(exp * 1000);
    },
  };
}

/** RFC 7519 4.1.4 and 4.1.5, as jose reads them. */
function isWithinItsTimes({ exp, nbf }: JWTPayload, now: Date): boolean {
  const seconds = Math.floor(now.getTime() / 1000);
  return exp !== undefined && exp > seconds - CLOCK_SKEW_SECONDS && (nbf ?? 0) <= seconds + CLOCK_SKEW_SECONDS;
}

async function verify(token: string, options: TokenVerifierOptions, now: Date): Promise<Verified | null> {
  if (!isStrictJws(token)) return null;
  const rules: JWTVerifyOptions = {
    algorithms: ALGORITHMS,
    issuer: options.issuer,
    audience: options.audience,
    requiredClaims: ['exp', 'sub'],
    clockTolerance: CLOCK_SKEW_SECONDS,
    currentDate: now,
  };
  try {
    const { payload, protectedHeader } = await jwtVerify(token, options.keys, rules);
    // No extension is understood here, and RFC 7515 4.1.11 says to refuse what is critical and not understood.
    if (protectedHeader.crit !== undefined) return null;
    if (!TOKEN_TYPES.includes(String(protectedHeader.typ).toLowerCase())) return null;
    const claims = readClaims(payload);
    return claims && { claims, payload };
  } catch (error) {
    if (error instanceof PublicError) throw error; // the keys cannot be fetched
    return null;
  }
}
