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
  /** Why, in the actor's words, where an action asks for it. */
  readonly reason?: string | null | undefined;
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
