import type { DataSource } from 'typeorm';
import type { EntityClass } from '../platform/graphql/nodes';
import { defineOwnership, type Ownership, ownershipOf, type Row } from '../platform/graphql/reads';
import { bitOf, type DataCategory } from './data-category';

type BitsOf = (row: Row) => number;

const bits = new Map<Ownership, BitsOf>();

/**
 * Says which category the rows of an entity belong to, or which they tell of together, so that a disclosure of them can be written down as what it was.
 * The row policies decide who sees them; this only names what was seen.
 */
export function Category(...categories: readonly [DataCategory, ...DataCategory[]]): ClassDecorator {
  const told = categories.reduce((sum, category) => sum | bitOf(category), 0);
  return define({ owner: 'patientId', noted: [], isReached: true }, () => told);
}

/** The same, where each row says by itself to which it belongs. @param noted the columns that tell */
export function CategoryByRow(
  noted: readonly string[],
  categoryOf: (row: Row) => DataCategory | readonly DataCategory[],
): ClassDecorator {
  return define({ owner: 'patientId', noted, isReached: true }, (row) =>
    [categoryOf(row)].flat().reduce((sum, category) => sum | bitOf(category), 0),
  );
}

/** The same, where each row says by itself what it tells of, as bits, and of whom. Those who reach few find them as `reachedBy` says. */
export function CategoriesByRow(
  { owner, bits: column }: { readonly owner: string; readonly bits: string },
  reachedBy?: Ownership['reachedBy'],
): ClassDecorator {
  const ownership = { owner, noted: [column], isReached: true, ...(reachedBy ? { reachedBy } : {}) };
  return define(ownership, (row) => Number(row[column]));
}

/** The rows of patients themselves: of no category, they say that there is somebody. */
export function PatientRows(): ClassDecorator {
  return define({ owner: 'id', noted: [], isReached: true }, () => 0);
}

/** Rows about a patient that are of no category: what they permit, and who looked. Some see theirs without reaching the patient. */
export function NoCategory(): ClassDecorator {
  return define({ owner: 'patientId', noted: [], isReached: false }, () => 0);
}

/** What a row tells of whom, as bits of categories; undefined when it tells of no patient. @param owner the patient, where the row does not say */
export function toldBy(
  entity: EntityClass,
  row: Row,
  owner?: string,
): { readonly patientId: string; readonly bits: number } | undefined {
  const ownership = ownershipOf(entity);
  const patientId = ownership && (owner ?? row[ownership.owner]);
  if (!ownership || typeof patientId !== 'string') return undefined;
  return { patientId, bits: bits.get(ownership)?.(row) ?? 0 };
}

/**
 * Refuses entities about patients whose category nobody named: deny by default, so that no disclosure goes unnamed.
 * @throws naming them
 */
export function requireCategories(dataSource: DataSource): void {
  const nameless = dataSource.entityMetadatas.filter(
    ({ target, columns }) =>
      columns.some(({ propertyName, isNullable }) => propertyName === 'patientId' && !isNullable) &&
      !ownershipOf(target as EntityClass),
  );
  if (nameless.length === 0) return;
  const names = nameless.map(({ name }) => name).join(', ');
  throw new Error(`Of which category are the rows of ${names}? Say so with @Category.`);
}

function define(ownership: Ownership, of: BitsOf): ClassDecorator {
  bits.set(ownership, of);
  return (target) => defineOwnership(target as unknown as EntityClass, ownership);
}
