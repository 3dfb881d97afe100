import { Role } from '../../../../src/access/role';
import { ALL_SCOPES } from '../../../../src/app/personas';
import type { TableRow } from '../../../corpus/data-set/rows';
import { ACTORS, type Actor, ISSUER, subjectOf } from '../actors';
import { idOf, P, PAST, Q } from './ids';

/** What the qualified service organization is registered for: nothing of recovery, groups or returns to use. */
const NARROW_SCOPES = [
  'system/Patient.rs',
  'system/CarePlan.cruds',
  'system/MedicationRequest.cruds',
  'system/PeerSupport.rs',
];

const BASES: Readonly<Record<string, string>> = { EP: 'PROGRAM_SYSTEM', EQ: 'QUALIFIED_SERVICE_ORGANIZATION' };
const CLINICIAN_ROLES: Readonly<Record<string, string>> = {
  CT: 'NURSE',
  CS: 'PEER_SUPERVISOR',
  SV: 'PEER_SUPERVISOR',
};

const isSystem = ({ role }: Actor): boolean => role === Role.PARTNER_APP || role === Role.EHR_SYSTEM;

/** The clinicians behind the actors of one organization. */
export function clinicianRows(organization: string, isElsewhere: boolean): TableRow[] {
  const codes = ACTORS.filter((actor) => actor.isElsewhere === isElsewhere).flatMap(({ holder }) =>
    holder && 'clinician' in holder ? [holder.clinician] : [],
  );
  return codes.map((code, n) => ({
    organization_id: organization,
    id: idOf('clinician', code),
    version: 1,
    display_name: `Clinician ${code}`,
    role: CLINICIAN_ROLES[code] ?? 'THERAPIST',
    npi: `100000000${n}`,
    qualifications: ['LMFT'],
    active: true,
  }));
}

/** The registered systems. */
export function clientRows(organization: string): TableRow[] {
  return ACTORS.filter(isSystem).map((actor) => ({
    organization_id: organization,
    id: idOf('client', actor.code),
    version: 1,
    name: `Client ${actor.code}`,
    client_id: subjectOf(actor),
    active: true,
    scopes: actor.code === 'EQ' ? NARROW_SCOPES : ALL_SCOPES,
    kind: actor.role,
    legal_basis: BASES[actor.code] ?? 'PATIENT_CONSENT',
    agreement: 'Agreement of 2024',
  }));
}

/** Who comes as somebody. */
export function accountRows(organization: string, isElsewhere: boolean): TableRow[] {
  return ACTORS.filter((actor) => actor.holder && actor.isElsewhere === isElsewhere).map((actor) => ({
    organization_id: organization,
    id: idOf('account', actor.code),
    issuer: ISSUER,
    subject: subjectOf(actor),
    clinician_id: null,
    peer_mentor_id: null,
    patient_id: null,
    ...holderColumn(actor),
    connected_at: PAST,
  }));
}

function holderColumn({ holder }: Actor): TableRow {
  if (holder && 'clinician' in holder) return { clinician_id: idOf('clinician', holder.clinician) };
  if (holder && 'mentor' in holder) return { peer_mentor_id: idOf('mentor', holder.mentor) };
  return { patient_id: holder?.patient === 'P' ? P : Q };
}
