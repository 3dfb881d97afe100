import type { Transaction } from '../../access/transaction';
import type { EntityClass } from '../../platform/graphql/nodes';
import { Refused, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { MarkEnteredInErrorPayload } from './mark-entered-in-error';
import { type RetractableRow, VersionedRetractableRow } from './retractable-row';

/**
 * Marks a row as made by mistake, with the reason, and says so in the audit log.
 * @param kind of the line: `check-in.entered-in-error`
 * @throws Refused with TransitionNotAllowed when it is marked already
 */
export async function markRow<T extends RetractableRow>(
  tx: Transaction,
  row: T,
  reason: string,
  kind: string,
): Promise<MarkEnteredInErrorPayload> {
  const entity = row.constructor as EntityClass<T>;
  const mark = { enteredInErrorAt: tx.now, enteredInErrorReason: reason };
  const changes = row instanceof VersionedRetractableRow ? { ...mark, version: row.version + 1 } : mark;
  const where: Partial<RetractableRow> = { id: row.id, enteredInErrorAt: null };
  if ((await tx.updateCounted<RetractableRow>(entity, where, changes)) !== 1) throw new Refused(alreadyMarked());
  const marked = Object.assign(Object.create(entity.prototype) as T, row, changes);
  tx.emit({ kind, subject: marked, patientId: row.patientId });
  return new MarkEnteredInErrorPayload(marked);
}

/** What is marked as made by mistake is not marked again. */
export function alreadyMarked(): TransitionNotAllowed {
  return new TransitionNotAllowed('ENTERED_IN_ERROR', 'ENTERED_IN_ERROR', [], 'This record is marked already.');
}
