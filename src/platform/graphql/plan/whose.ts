import type { EntityClass } from '../nodes';
import type { Row } from '../reads/context';
import type { OneRead } from '../reads/declare';
import { ownershipOf } from '../reads/ownership';
import type { SetRead } from '../reads/set-read';
import type { Compiler, RowRequest, Run, Site } from './compiler';

/**
 * Whether a read finds its rows by whose the parent is: the plans of a patient by the patient's id. Such rows are not asked whose they
 * are, which in a list is a third of all bytes.
 */
export function findsByOwner(
  read: SetRead<object> | OneRead<object>,
  { parent }: Site,
  { keepsAccount }: Pick<Compiler, 'keepsAccount'>,
): boolean {
  if (!keepsAccount || !parent || parent.isFoundByOwner) return false;
  const [own, above] = [ownershipOf(read.target()), ownershipOf(parent.entity)];
  if (!own || !above) return false;
  // What has an owner's own id is that owner, or a part of their record that is kept apart: tables check that the two are the same.
  if ('column' in read) return read.column === above.owner;
  return read.parentKey === above.owner && read.parentColumn === own.owner;
}

/** Notes a row for whoever keeps account. */
export function noteRow(
  entity: EntityClass,
  row: Row,
  run: Run,
  { isFoundByOwner }: Pick<RowRequest, 'isFoundByOwner'>,
): void {
  if (isFoundByOwner && typeof run.owner !== 'string')
    throw new Error(`Nobody knows whose a row of ${entity.name} is.`);
  run.ctx.note?.(entity, row, isFoundByOwner ? (run.owner as string) : undefined);
}

/** Goes through what hangs on a row, which says whose they are by `property`. */
export function beneath<T>(row: Row, property: string, run: Run, work: () => T): T {
  const above = run.owner;
  run.owner = row[property];
  try {
    return work();
  } finally {
    run.owner = above;
  }
}
