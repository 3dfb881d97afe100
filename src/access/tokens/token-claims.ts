import type { JWTPayload } from 'jose';
import { parseGlobalId } from '../../platform/graphql/ids';
import { Role } from '../role';

/** What a verified token says about its bearer. docs/authentication.md describes the claims. */
export interface TokenClaims {
  /** Who signed it; with the subject it names an account. */
  readonly issuer: string;
  readonly subject: string;
  /** UUID of the organization the bearer acts in. */
  readonly organizationId: string;
  readonly role: Role;
  /** Without duplicates, in the token's order; empty when it carries none. */
  readonly scopes: readonly string[];
}

/** OpenID Connect Core 2: a subject has at most 255 characters. */
const MAX_SUBJECT_LENGTH = 255;
const MAX_SCOPES = 100;
const PRINTABLE = /^[^\p{Cc}\p{Cs}]+$/u;
/** RFC 6749 3.3: what one scope may be made of. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/;

/** The claims of a payload whose signature, issuer, audience and times were verified; null when one is missing or malformed. */
export function readClaims(payload: JWTPayload): TokenClaims | null {
  const { iss: issuer, sub: subject } = payload;
  const organizationId = readOrganization(payload.organization);
  const role = readRole(payload.role);
  const scopes = readScopes(payload);
  if (typeof issuer !== 'string' || !isSubject(subject) || !organizationId || !role || !scopes) return null;
  return { issuer, subject, organizationId, role, scopes };
}

function isSubject(claim: unknown): claim is string {
  return typeof claim === 'string' && claim.length <= MAX_SUBJECT_LENGTH && PRINTABLE.test(claim);
}

function readOrganization(claim: unknown): string | null {
  if (typeof claim !== 'string') return null;
  const id = parseGlobalId(claim);
  return id?.prefix === 'organization' ? id.uuid : null;
}

function readRole(claim: unknown): Role | null {
  return Object.values(Role).find((role) => role === claim) ?? null;
}

/**
 * Issuers disagree on the name: `scope` is a space-separated string (RFC 9068), `scopes` and `scp` are lists.
 * The first one present counts alone; adding them up would let a token widen itself.
 */
function readScopes(payload: JWTPayload): string[] | null {
  const claim = payload.scope === undefined ? (payload.scopes ?? payload.scp ?? []) : splitScope(payload.scope);
  if (!Array.isArray(claim) || claim.length > MAX_SCOPES) return null;
  const isWellFormed = claim.every((scope) => typeof scope === 'string' && SCOPE.test(scope));
  return isWellFormed ? [...new Set<string>(claim)] : null;
}

function splitScope(scope: unknown): string[] | null {
  return typeof scope === 'string' ? scope.split(' ').filter((part) => part !== '') : null;
}
