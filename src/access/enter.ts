import { unauthenticated } from '../platform/graphql/errors';
import type { Role } from './role';
import { narrowScopes, SYSTEMS } from './scopes';
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
  readonly is_outsider: boolean;
}

/** The viewer behind the claims. @throws UNAUTHENTICATED when nobody was found behind them */
export function viewerOf([entered]: readonly Entered[], claims: TokenClaims): Viewer {
  if (!entered?.principal_id) throw unauthenticated();
  return new EnteredViewer(entered.principal_id, entered, claims);
}

/** A class, for an object with an accessor of its own would keep its whole request in memory until a major garbage collection. */
class EnteredViewer implements Viewer {
  readonly organizationId: string;
  readonly role: Role;
  readonly holder: Viewer['holder'];
  readonly seesEveryIdentity: boolean;
  readonly isOutsider: boolean;
  readonly #entered: Entered;
  readonly #claims: TokenClaims;
  #scopes: readonly string[] | undefined;

  constructor(
    readonly principalId: string,
    entered: Entered,
    claims: TokenClaims,
  ) {
    this.#entered = entered;
    this.#claims = claims;
    this.organizationId = claims.organizationId;
    this.role = claims.role;
    const { holder_type: type, holder_id: id } = entered;
    this.holder = type !== null && id !== null ? { type, id } : undefined;
    this.seesEveryIdentity = entered.sees_every_identity;
    this.isOutsider = entered.is_outsider;
  }

  get login(): Viewer['login'] {
    return this.#claims;
  }

  /** Found when asked for: few operations do. */
  get scopes(): readonly string[] {
    const { scopes, role } = this.#claims;
    this.#scopes ??= SYSTEMS.includes(role) ? narrowScopes(scopes, this.#entered.registered_scopes ?? []) : scopes;
    return this.#scopes;
  }
}
