import { unauthenticated } from '../platform/graphql/errors';
import { Role } from './role';
import { narrowScopes } from './scopes';
import type { TokenClaims } from './tokens';
import type { Viewer } from './viewer';

/** Tells row security who asks, for this transaction only, and answers who that is. */
export const ENTER = 'select * from app.enter($1::uuid, $2, $3, $4, $5::text[])';

/** The parameters of ENTER. */
export function enterValues({ organizationId, issuer, subject, role, scopes }: TokenClaims): unknown[] {
  return [organizationId, issuer, subject, role, scopes];
}

/** What ENTER answers with: one row, or none when the caller is unknown here or no longer active. */
export interface Entered {
  readonly principal_id: string | null;
  readonly holder_type: string | null;
  readonly holder_id: string | null;
  readonly registered_scopes: string[] | null;
  readonly sees_every_identity: boolean;
}

/** The viewer behind the claims. @throws UNAUTHENTICATED when nobody was found behind them */
export function viewerOf([entered]: readonly Entered[], claims: TokenClaims): Viewer {
  if (!entered?.principal_id) throw unauthenticated();
  const isBound = entered.holder_type !== null && entered.holder_id !== null;
  const isClient = claims.role === Role.PARTNER_APP || claims.role === Role.EHR_SYSTEM;
  let scopes: readonly string[] | undefined;
  return {
    organizationId: claims.organizationId,
    role: claims.role,
    principalId: entered.principal_id,
    holder: isBound ? { type: String(entered.holder_type), id: String(entered.holder_id) } : undefined,
    seesEveryIdentity: entered.sees_every_identity,
    get scopes() {
      scopes ??= isClient ? narrowScopes(claims.scopes, entered.registered_scopes ?? []) : claims.scopes;
      return scopes;
    },
  };
}
