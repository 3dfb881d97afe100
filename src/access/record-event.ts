import { newId } from '../platform/graphql/ids';
import { type EntityClass, idPrefixOf } from '../platform/graphql/nodes';
import type { Viewer } from './viewer';

/** Something that happened to a record, for the audit log. No health facts. */
export interface RecordedEvent {
  /** Feature and verb: `care-plan.moved`. */
  readonly kind: string;
  readonly subject: { readonly id: string; readonly constructor: unknown };
  readonly patientId?: string;
  /** Why, in the actor's words: only where the words are about staff or systems. What is said of a patient stays in their record. */
  readonly reason?: string | null | undefined;
}

/** Who did it, when, in which request. */
export interface Occasion {
  readonly viewer: Viewer;
  readonly now: Date;
  readonly requestId: string;
}

/** A statement that writes to the audit log. */
interface AuditStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** One line for each patient whom the viewer was shown in this operation. */
export function looksStatement({ viewer, now, requestId }: Occasion, patientIds: readonly string[]): AuditStatement {
  return {
    text: `insert into audit_event (organization_id, id, at, principal_id, role, kind, subject_type, subject_id, patient_id, request_id)
     select $1, u.id, $2, $3, $4, 'patient.seen', 'patient', u.patient_id, u.patient_id, $5
     from unnest($6::uuid[], $7::uuid[]) as u(id, patient_id)`,
    values: [viewer.organizationId, now, viewer.principalId, viewer.role, requestId, patientIds.map(newId), patientIds],
  };
}

/** One line of the audit log. */
export function eventStatement({ viewer, now, requestId }: Occasion, event: RecordedEvent): AuditStatement {
  return {
    text: `insert into audit_event (organization_id, id, at, principal_id, role, kind, subject_type, subject_id, patient_id, reason, request_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      viewer.organizationId,
      newId(),
      now,
      viewer.principalId,
      viewer.role,
      event.kind,
      idPrefixOf(event.subject.constructor as EntityClass),
      event.subject.id,
      event.patientId ?? null,
      event.reason ?? null,
      requestId,
    ],
  };
}
