import type { EntityManager } from 'typeorm';
import { newId } from '../platform/graphql/ids';
import { type EntityClass, idPrefixOf } from '../platform/graphql/nodes';
import { AuditEvent } from './audit-event.entity';
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

/** Writes one line for each patient whom the viewer was shown in this operation. */
export async function writeLooks(
  session: { query(text: string, values: readonly unknown[]): Promise<unknown> },
  { viewer, now, requestId }: { viewer: Viewer; now: Date; requestId: string },
  patientIds: readonly string[],
): Promise<void> {
  await session.query(
    `insert into audit_event (organization_id, id, at, principal_id, role, kind, subject_type, subject_id, patient_id, request_id)
     select $1, u.id, $2, $3, $4, 'patient.seen', 'patient', u.patient_id, u.patient_id, $5
     from unnest($6::uuid[], $7::uuid[]) as u(id, patient_id)`,
    [viewer.organizationId, now, viewer.principalId, viewer.role, requestId, patientIds.map(newId), patientIds],
  );
}

/** Writes one line of the audit log in the transaction of the manager. */
export async function writeEvent(
  manager: EntityManager,
  { viewer, now, requestId }: { viewer: Viewer; now: Date; requestId: string },
  event: RecordedEvent,
): Promise<void> {
  await manager.insert(AuditEvent, {
    organizationId: viewer.organizationId,
    id: newId(),
    at: now,
    principalId: viewer.principalId,
    role: viewer.role,
    kind: event.kind,
    subjectType: idPrefixOf(event.subject.constructor as EntityClass),
    subjectId: event.subject.id,
    patientId: event.patientId ?? null,
    reason: event.reason ?? null,
    requestId,
  });
}
