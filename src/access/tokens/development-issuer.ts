import { createLocalJWKSet, importJWK, type JWTVerifyGetKey, SignJWT } from 'jose';
import { toGlobalId } from '../../platform/graphql/ids';
import type { Role } from '../role';
import { type DevelopmentKey, openDevelopmentKey } from './development-key';

/** Whom to sign a token for. */
export interface TokenOrder {
  readonly subject: string;
  /** UUID of the organization. */
  readonly organizationId: string;
  readonly role: Role;
  readonly scopes?: readonly string[];
  /** Eight hours, a working day, unless told otherwise. */
  readonly lifetimeSeconds?: number;
}

/** Stands in for an identity provider on a developer's machine and in tests. */
export interface DevelopmentIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  /** What it signs with. */
  readonly key: DevelopmentKey;
  /** A bearer token, signed with the data folder's key. */
  sign(order: TokenOrder): Promise<string>;
}

/** `.invalid` can never be registered (RFC 2606), so no real issuer has this name. */
const ISSUER = 'https://development.alongside.invalid/';
const AUDIENCE = 'alongside-development';
const LIFETIME_SECONDS = 8 * 60 * 60;

/**
 * The issuer that signs the tokens of demo personas, with a key kept in the data folder.
 * @param environment NODE_ENV; only `development` and `test` may have such an issuer: who holds its key file is everybody
 * @throws Error in any other environment, before anything is read or written, and when the key file holds no key
 */
export async function openDevelopmentIssuer(dataFolder: string, environment: string): Promise<DevelopmentIssuer> {
  if (environment !== 'development' && environment !== 'test') {
    throw new Error('The development issuer exists in development only. Set OIDC_ISSUER to your identity provider.');
  }
  const key = await openDevelopmentKey(dataFolder);
  const { privateJwk, publicJwk, kid } = key;
  const privateKey = await importJWK(privateJwk, 'ES256');
  return {
    issuer: ISSUER,
    audience: AUDIENCE,
    keys: createLocalJWKSet({ keys: [publicJwk] }),
    key,
    async sign(order) {
      const issuedAt = Math.floor(Date.now() / 1_000);
      return new SignJWT({
        organization: toGlobalId('organization', order.organizationId),
        role: order.role,
        ...(order.scopes && { scope: order.scopes.join(' ') }),
      })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(order.subject)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + (order.lifetimeSeconds ?? LIFETIME_SECONDS))
        .sign(privateKey);
    },
  };
}
