import type { Ruling } from '../../access/authorize';
import { isHolder, type Viewer } from '../../access/viewer';
import { type Clinician, ClinicianRole } from '../identity';
import type { Session } from './session.entity';

/**
 * Counseling notes are those of a licensed professional about what was said in a session: "psychotherapy notes" of a mental health
 * professional (45 CFR 164.501), "SUD counseling notes" of a SUD or mental health professional (42 CFR 2.11).
 */
const PROFESSIONALS: readonly ClinicianRole[] = [
  ClinicianRole.PHYSICIAN,
  ClinicianRole.NURSE_PRACTITIONER,
  ClinicianRole.THERAPIST,
  ClinicianRole.COUNSELOR,
];

/** The licensed professional who held the session, and nobody for them. */
export function mayWriteCounselingNote(viewer: Viewer, session: Session, clinician: Clinician | null): Ruling {
  const heldIt = session.clinicianId !== null && isHolder(viewer, 'clinician', session.clinicianId);
  if (!heldIt) return 'Only whoever held the session may write its counseling note.';
  const isProfessional = clinician !== null && PROFESSIONALS.includes(clinician.role);
  return (
    isProfessional || 'Counseling notes are written by physicians, nurse practitioners, therapists and counselors.'
  );
}
