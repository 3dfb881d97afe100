import { newId } from '../platform/graphql/ids';
import { type EntityClass, idPrefixOf } from '../platform/graphql/nodes';

/** Something that happened to a record, for the audit log. No health facts. */
export interface RecordedEvent {
  /** Feature and verb: `care-plan.moved`. */
  readonly kind: string;
  readonly subject: { readonly id: string; readonly constructor: unknown };
  readonly patientId?: string;
  /** Why, in the actor's words: only where the words are about staff or systems. What is said of a patient stays in their record. */
  readonly reason?: string | null | undefined;
}

/** When something was done, in which request. Who did it, the transaction's settings say. */
export interface Occasion {
  readonly now: Date;
  readonly requestId: string;
}

/** Who acts, as app.enter has found. */
const ACTOR = {
  organization: "current_setting('app.organization')::uuid",
  principal: "current_setting('app.principal')::uuid",
  role: "current_setting('app.role')",
} as const;

/** A statement that writes to the audit log. */
interface AuditStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** One line of everybody whom the viewer was shown in a transaction. Its commit does not wait for the disk: see LogFlush. */
export function looksStatement({ now, requestId }: Occasion, patientIds: readonly string[]): AuditStatement {
  return {
    text: 'select app.record_looks($1, $2, $3, $4::uuid[])',
    values: [now, requestId, newId(), patientIds],
  };
}

/** One line of the audit log. */
export function eventStatement({ now, requestId }: Occasion, event: RecordedEvent): AuditStatement {
  return {
    text: `insert into audit_event (organization_id, id, at, principal_id, role, kind, subject_type, subject_id, patient_id, reason, request_id)
     values (${ACTOR.organization}, $1, $2, ${ACTOR.principal}, ${ACTOR.role}, $3, $4, $5, $6, $7, $8)`,
    values: [
      newId(),
      now,
      event.kind,
      idPrefixOf(event.subject.constructor as EntityClass),
      event.subject.id,
      event.patientId ?? null,
      event.reason ?? null,
      requestId,
    ],
  };
}
