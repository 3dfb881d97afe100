import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { unavailable } from '../../platform/graphql/errors';

/** How the key set is fetched; all durations in milliseconds. */
export interface RemoteKeysOptions {
  /** A key that was withdrawn is trusted at most this long. */
  readonly maxAgeMs?: number;
  /** Tokens naming unknown keys make the server ask again at most this often, so they cannot be used to flood the issuer. */
  readonly cooldownMs?: number;
  readonly timeoutMs?: number;
}

/**
 * The public keys that an issuer publishes at its JWKS address. They are kept for 5 minutes; a token signed with a key not
 * seen yet makes the server fetch them again, at most every 30 seconds: that is how a rotation is noticed.
 * The key finder it returns throws UNAVAILABLE when the address does not answer with a key set within 5 seconds: the token
 * may be good, nobody can tell.
 * @throws TypeError when the address is no URL
 */
export function remoteKeys(jwksUri: string, options: RemoteKeysOptions = {}): JWTVerifyGetKey {
  const keySet = createRemoteJWKSet(new URL(jwksUri), {
    cacheMaxAge: options.maxAgeMs ?? 300_000,
    cooldownDuration: options.cooldownMs ?? 30_000,
    timeoutDuration: options.timeoutMs ?? 5_000,
  });
  return async (header, token) => {
    try {
      return await keySet(header, token);
    } catch (error) {
      throw isTheTokensFault(error) ? error : unavailable();
    }
  };
}

/** The key set was there, and the token asks for no key, or no single key, in it. All else is the issuer's trouble. */
function isTheTokensFault(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}
