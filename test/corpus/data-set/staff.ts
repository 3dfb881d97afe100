import { nth, type TableRow, upTo, uuidFor } from './rows';

/** Who signs the corpus' logins. */
export const CORPUS_ISSUER = 'https://login.example/corpus';

/** How many clinicians there are; the last does not work here any more. */
export const CLINICIANS = 9;

const ROLES = [
  'COUNSELOR',
  'PEER_SUPERVISOR',
  'PHYSICIAN',
  'NURSE_PRACTITIONER',
  'NURSE',
  'THERAPIST',
  'CASE_MANAGER',
] as const;
// Two of the same name, so that the id decides their order.
const NAMES = ['Åsa Ögren', 'Zoë Placeholder', 'zeno sample', 'Ana Example', 'Ana Example', '李 Sample', 'Ωmega "Q"'];

/** The clinicians of an organization. */
export function clinicianRows(organization: string): TableRow[] {
  return upTo(CLINICIANS).map((n) => ({
    organization_id: organization,
    id: uuidFor('clinician', n),
    version: 1 + (n % 3),
    display_name: nth(NAMES, n),
    role: nth(ROLES, n),
    npi: n % 2 === 0 ? `10000000${n}` : null,
    qualifications: ['LADC', 'MD', 'LMFT'].slice(0, n % 4),
    active: n < CLINICIANS - 1,
  }));
}

/** The client systems: a record system that sees much, one that sees little, an app by consent, and one that was stopped. */
export function clientRows(organization: string, allScopes: readonly string[]): TableRow[] {
  const client = (clientId: string, kind: string, legalBasis: string, scopes: readonly string[], active = true) => ({
    organization_id: organization,
    id: uuidFor(`client ${clientId}`),
    version: 1,
    name: `Client “${clientId}”`,
    client_id: clientId,
    active,
    scopes,
    kind,
    legal_basis: legalBasis,
    agreement: active ? null : 'Ended \\ 2025\nby letter',
    jwks_uri: null,
    jwks: null,
  });
  return [
    client('corpus-ehr', 'EHR_SYSTEM', 'PROGRAM_SYSTEM', allScopes),
    client('corpus-narrow-ehr', 'EHR_SYSTEM', 'QUALIFIED_SERVICE_ORGANIZATION', [
      'system/Patient.rs',
      'system/CarePlan.rs',
    ]),
    client('corpus-partner', 'PARTNER_APP', 'PATIENT_CONSENT', allScopes),
    client('corpus-stopped', 'PARTNER_APP', 'PATIENT_CONSENT', [], false),
  ];
}

/** What the program decided for itself. */
export function settingsRow(onCall: string | null): TableRow {
  return {
    minimum_mentor_recovery_months: onCall ? 18 : null,
    accepts_minors: onCall !== null,
    emergency_text: 'Call 988 — “día y noche”.',
    on_call_id: onCall,
    follow_up_hours: { LOW: 72, urgent: { deep: [1, null, 'é'] } },
  };
}

interface Login {
  readonly subject: string;
  readonly clinician_id?: string;
  readonly peer_mentor_id?: string;
  readonly patient_id?: string;
}

/** Logins bound to somebody. */
export function accountRows(organization: string, logins: readonly Login[]): TableRow[] {
  return logins.map((login, n) => ({
    organization_id: organization,
    id: uuidFor('account', n),
    issuer: CORPUS_ISSUER,
    subject: login.subject,
    clinician_id: login.clinician_id ?? null,
    peer_mentor_id: login.peer_mentor_id ?? null,
    patient_id: login.patient_id ?? null,
    connected_at: '2025-03-01T00:00:00Z',
  }));
}
