import { LRUCache } from 'lru-cache';
import { Role } from './role';
import type { TokenClaims } from './tokens';

/** What is remembered of a caller from the last time, for how to read and not for what: row security asks anew each time. */
export interface CallerKind {
  /** Whether what they are shown is a disclosure, so that account is kept of it. */
  readonly isOutsider: boolean;
  /** Whether they reach so few patients that lists are found from them. */
  readonly reachesFew: boolean;
}

/** The callers of late, by issuer, organization, subject and role. */
export type Callers = LRUCache<string, CallerKind>;

/** For so long what a caller reaches is taken to be as many as before. A wrong guess costs time, and shows nothing. */
const REMEMBERED_MS = 30_000;
const MOST_REMEMBERED = 10_000;

/** Up to about √(page × patients of the organization) it is quicker to begin at the grants (decision 8). */
const FEW = 1_000;

/** Where the patients come from whom the viewer reaches. */
const REACH = 'select patient_id from app.reach';

/** Whether they are few. It counts no further than that. */
export const REACHES_FEW = `select count(*) <= ${FEW} as few from (select from app.reach limit ${FEW + 1}) as reached`;

/** Callers who may stand outside the program: apps and mentors by what they are to it, record systems by their agreement. */
const MAY_BE_OUTSIDERS: readonly Role[] = [Role.PARTNER_APP, Role.PEER_MENTOR, Role.EHR_SYSTEM];

/** These reach few patients by their nature. */
const REACH_FEW: readonly Role[] = [Role.CLINICIAN, Role.PEER_MENTOR, Role.PATIENT];

/** These see a part of records, whoever of their role it is. */
const SEE_PARTS: readonly Role[] = [Role.PEER_MENTOR, Role.PRIVACY_OFFICER];

/** A memory of callers, for one server. */
export function rememberCallers(): Callers {
  return new LRUCache({ max: MOST_REMEMBERED, ttl: REMEMBERED_MS });
}

/** Who asks, as far as the token and the last time tell. */
export class Caller {
  /** Who asks, so that one caller's cursors mean nothing to another. */
  readonly scope: string;
  /** The same for the whole operation, whatever is forgotten meanwhile. */
  #kind: CallerKind | undefined;

  constructor(
    readonly claims: TokenClaims,
    private readonly callers: Callers,
  ) {
    const { organizationId, issuer, subject, role } = claims;
    this.scope = [organizationId, role, issuer, subject].join('/');
    this.#kind = MAY_BE_OUTSIDERS.includes(role) ? callers.get(this.scope) : undefined;
  }

  /** Whether it is known how to read for them. */
  get isMet(): boolean {
    return !MAY_BE_OUTSIDERS.includes(this.claims.role) || this.#kind !== undefined;
  }

  /** Whoever is not known to belong to the program is taken to stand outside it. */
  get isOutsider(): boolean {
    return MAY_BE_OUTSIDERS.includes(this.claims.role) && (this.#kind?.isOutsider ?? true);
  }

  /** What outsiders are shown is a disclosure; the director sees every patient. Both are written down, with every patient. */
  get keepsAccount(): boolean {
    return this.claims.role === Role.PROGRAM_DIRECTOR || this.isOutsider;
  }

  /** Totals would tell outsiders what rows do not, and a mentor what the patients of others are. */
  get countsTotals(): boolean {
    return this.claims.role !== Role.PEER_MENTOR && !this.isOutsider;
  }

  /** Whether they see a part of most records only: outsiders, mentors, and the privacy officer, who sees who people are. */
  get seesParts(): boolean {
    return this.isOutsider || SEE_PARTS.includes(this.claims.role);
  }

  /** Selects the patients whom they reach, where those are few. */
  get reachSql(): string | undefined {
    return REACH_FEW.includes(this.claims.role) || this.#kind?.reachesFew ? REACH : undefined;
  }

  /** Notes it for the next time. */
  remember(kind: CallerKind): void {
    this.#kind = kind;
    this.callers.set(this.scope, kind);
  }

  /** Whatever was noted was wrong. */
  forget(): void {
    this.callers.delete(this.scope);
  }
}
