import { Role } from '../../src/access/role';
import type { TokenClaims } from '../../src/access/tokens';
import { ALL_SCOPES } from '../../src/app/personas';
import type { TestApp } from '../support/app';
import { CORPUS_ISSUER } from './data-set/staff';

/** Somebody as whom operations of the corpus are asked. */
export interface Actor {
  readonly name: string;
  readonly role: Role;
  readonly subject: string;
  readonly scopes: readonly string[];
  /** How often operations are asked as them, against the others. */
  readonly weight: number;
  /** Of the organization whose records are broken, which whole operations are not written about. */
  readonly isAmongBroken?: boolean;
}

const actor = (
  name: string,
  role: Role,
  subject: string,
  weight: number,
  rest: { readonly scopes?: readonly string[]; readonly isAmongBroken?: boolean } = {},
): Actor => ({ name, role, subject: `corpus-${subject}`, weight, scopes: [], ...rest });

/** Everybody who asks: each role, some of them as two people who see different things. */
export const ACTORS: readonly Actor[] = [
  actor('EHR_SYSTEM', Role.EHR_SYSTEM, 'ehr', 6, { scopes: ALL_SCOPES }),
  actor('NARROW_EHR_SYSTEM', Role.EHR_SYSTEM, 'narrow-ehr', 2, { scopes: ALL_SCOPES }),
  actor('CLINICIAN', Role.CLINICIAN, 'clinician', 8),
  actor('PEER_SUPERVISOR', Role.CLINICIAN, 'supervisor', 3),
  actor('PROGRAM_DIRECTOR', Role.PROGRAM_DIRECTOR, 'director', 5),
  actor('INTAKE', Role.INTAKE, 'intake', 4),
  actor('PRIVACY_OFFICER', Role.PRIVACY_OFFICER, 'privacy', 2),
  actor('ADMINISTRATOR', Role.ADMINISTRATOR, 'administrator', 2),
  actor('PEER_MENTOR', Role.PEER_MENTOR, 'mentor', 4),
  actor('PATIENT', Role.PATIENT, 'patient', 4),
  actor('PARTNER_APP', Role.PARTNER_APP, 'partner', 4, { scopes: ALL_SCOPES }),
  actor('BROKEN_DIRECTOR', Role.PROGRAM_DIRECTOR, 'broken-director', 2, { isAmongBroken: true }),
];

/** The actor of this name. */
export function actorNamed(name: string): Actor {
  const found = ACTORS.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`Nobody in the corpus is called ${name}.`);
  return found;
}

/** What the actor's token says. */
export function claimsOf(app: TestApp, { role, subject, scopes, isAmongBroken }: Actor): TokenClaims {
  const organization = isAmongBroken ? app.meadow : app.harbor;
  return { issuer: CORPUS_ISSUER, subject, organizationId: organization.uuid, role, scopes };
}
