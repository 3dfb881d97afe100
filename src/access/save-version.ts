import { notFound } from '../platform/graphql/errors';
import type { EntityClass } from '../platform/graphql/nodes';
import { entityById } from '../platform/graphql/reads';
import { Refused, VersionConflict } from '../platform/graphql/refusals';
import type { Transaction } from './transaction';

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/**
 * Writes changes to a row, if it still has the version that the caller saw.
 * @param changes columns and their new values; `version` follows by itself
 * @returns the row as it is now
 * @throws Refused with VersionConflict when somebody else was first; NOT_FOUND when it is gone or out of sight
 */
export async function saveVersion<T extends Versioned>(
  tx: Transaction,
  row: T,
  changes: Partial<T>,
  expectedVersion: number,
): Promise<T> {
  const entity = row.constructor as EntityClass<T> & (new () => T);
  const values = { ...changes, version: expectedVersion + 1 };
  const where = { id: row.id, version: expectedVersion } as Partial<T>;
  if ((await tx.updateCounted(entity, where, values as Partial<T>)) === 1)
    return Object.assign(Object.create(entity.prototype) as T, row, values);
  const current = await tx.load(entityById(entity), row.id);
  if (!current) throw notFound('Record');
  throw new Refused(new VersionConflict(current.version));
}
