import { Role } from '../../../src/access/role';
import { ALL_SCOPES } from '../../../src/app/personas';
import { toGlobalId } from '../../../src/platform/graphql/ids';
import { uuidFor } from '../../corpus/data-set/rows';

/** The UUID of somebody or something of the two worlds: the same in both, and in every run. */
export const uuid = (name: string): string => uuidFor(`oracle ${name}`);

/** The same as a client writes it. */
export const id = (prefix: string, name: string): string => toGlobalId(prefix, uuid(name));

/** Somebody who asks. */
export interface Asker {
  readonly name: string;
  readonly role: Role;
  readonly subject: string;
  readonly scopes: readonly string[];
  readonly isOfMeadow: boolean;
}

const asker = (
  name: string,
  role: Role,
  { scopes = [], isOfMeadow = false }: { readonly scopes?: readonly string[]; readonly isOfMeadow?: boolean } = {},
): Asker => ({ name, role, subject: `oracle-${name}`, scopes, isOfMeadow });

/** What a system may be given to read: with a letter for each thing that it could do, so that nothing is refused for want of one. */
const EVERY_SCOPE = ALL_SCOPES;

/** Everybody who asks in the two worlds. Whom they see is said where their rows are made (world.ts). */
export const ASKERS = {
  /** On the care team of Alex and Bo. */
  team: asker('team', Role.CLINICIAN),
  /** On the care team of Bo alone. */
  outside: asker('outside', Role.CLINICIAN),
  /** On the care team of Alex, and denied MEDICATION, RETURN_TO_USE and GROUP_PARTICIPATION. */
  restricted: asker('restricted', Role.CLINICIAN),
  /** On no care team. */
  emergency: asker('emergency', Role.CLINICIAN),
  director: asker('director', Role.PROGRAM_DIRECTOR),
  privacy: asker('privacy', Role.PRIVACY_OFFICER),
  intake: asker('intake', Role.INTAKE),
  administrator: asker('administrator', Role.ADMINISTRATOR),
  /** A volunteer with a link to Alex and their consent to PEER_SUPPORT. */
  volunteer: asker('volunteer', Role.PEER_MENTOR),
  /** An employed mentor with a link to Alex. */
  employed: asker('employed', Role.PEER_MENTOR),
  /** A volunteer whom nobody knows yet. */
  asked: asker('asked', Role.PEER_MENTOR),
  /** By Alex's consent to CARE_PLAN, and Bo's to CARE_PLAN, IDENTITY and MEDICATION. */
  careApp: asker('careApp', Role.PARTNER_APP, { scopes: EVERY_SCOPE }),
  /** By Alex's consent to PEER_SUPPORT and ASSESSMENT. */
  peerApp: asker('peerApp', Role.PARTNER_APP, { scopes: EVERY_SCOPE }),
  /** By Alex's consent to everything, with a token for care plans. */
  narrowApp: asker('narrowApp', Role.PARTNER_APP, { scopes: ['system/CarePlan.rs'] }),
  /** By nobody's consent. */
  otherApp: asker('otherApp', Role.PARTNER_APP, { scopes: EVERY_SCOPE }),
  /** A record system that sees by consent: Alex's to CARE_PLAN, Bo's to CARE_PLAN and IDENTITY. */
  ehr: asker('ehr', Role.EHR_SYSTEM, { scopes: EVERY_SCOPE }),
  alex: asker('alex', Role.PATIENT),
  bo: asker('bo', Role.PATIENT),
  meadow: asker('meadow', Role.PROGRAM_DIRECTOR, { isOfMeadow: true }),
} as const satisfies Record<string, Asker>;

export type AskerName = keyof typeof ASKERS;
