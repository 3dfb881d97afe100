import type { TokenClaims } from './tokens';

/** A request as the context needs it. */
export interface RequestFacts {
  readonly requestId: string;
  /** Undefined when the caller sent no token. */
  readonly claims: TokenClaims | undefined;
  readonly idempotency?: { readonly key: string; readonly bodyDigest: string } | undefined;
  /** The request's instant; now, unless a test or the demo says otherwise. */
  readonly now?: Date;
}
