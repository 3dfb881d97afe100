import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  type SelectionSetNode,
} from 'graphql';
import type { Table } from '../reads/columns';
import { DerivedRead, type Read } from '../reads/declare';
import { carriedSelections, holdsOthers, shownType } from './carried';
import type { Compiler, RowRequest } from './compiler';
import { pickFields, requireSameArguments, selectionsOf } from './source';

/** A read of a row, with the types whose rows have it. */
export interface ReadOfRow {
  readonly read: Read;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: FieldNode[];
  readonly types: Set<GraphQLObjectType>;
}

/** A derived field of a row. */
export interface DerivedOfRow extends Omit<ReadOfRow, 'read'> {
  readonly read: DerivedRead;
}

/** A read that a derived field needs. Fields that need it with other arguments share it. */
export interface NeedOfRow {
  readonly read: Read;
  readonly types: Set<GraphQLObjectType>;
  /** What the document selects of these very rows, where the derived field answers with them. */
  readonly selections: SelectionSetNode[];
}

/** Everything that is read of a row, by the property that will hold it. Types that read differently under one name are listed apart. */
export interface RowFields {
  readonly columns: Set<string>;
  readonly reads: Map<string, ReadOfRow[]>;
  readonly derived: Map<string, DerivedOfRow[]>;
  readonly needs: Map<string, NeedOfRow[]>;
  /** Whether GraphQL shows the id. */
  showsId: boolean;
}

/** The property under which a row holds what a derived field needs. */
export function needKey(field: string, need: string): string {
  return `${field}.${need}`;
}

/** Goes through what the document selects of a row, for each type it can be of. */
export function fieldsOfRow({ entity, types, selections, columns }: RowRequest, compiler: Compiler): RowFields {
  const fields: RowFields = {
    columns: new Set(columns),
    reads: new Map(),
    derived: new Map(),
    needs: new Map(),
    showsId: false,
  };
  const table = compiler.table(entity);
  for (const type of types) {
    for (const [slot, { field, nodes }] of pickFields(compiler.source, type, selections)) {
      const read = field.extensions.read as Read | undefined;
      if (read instanceof DerivedRead)
        addDerived(fields, slot, { read, field, nodes, types: new Set([type]) }, compiler);
      else if (read) addRead(fields, slot, { read, field, nodes, types: new Set([type]) }, compiler);
      else addColumn(fields, field.name, table);
      // What code of its own reads, if it reads, comes afterwards.
      if (!read && field.resolve) compiler.leave();
    }
  }
  return fields;
}

/** Rows of several types that have the same read are read alike: with all that is selected for any of them. */
function addRead(fields: RowFields, slot: string, read: ReadOfRow, compiler: Compiler): void {
  const known = addAlternative(fields.reads, slot, read);
  for (const node of read.nodes) requireSameArguments(compiler.source, known.nodes, node);
  for (const node of read.nodes) if (!known.nodes.includes(node)) known.nodes.push(node);
}

/** A field without a read is a column, or else computed from the request alone. */
function addColumn(fields: RowFields, name: string, table: Table): void {
  if (name === 'id') fields.showsId = true;
  if (table.columns.has(name)) fields.columns.add(name);
}

function addDerived(fields: RowFields, slot: string, derived: DerivedOfRow, compiler: Compiler): void {
  const same = addAlternative(fields.derived, slot, derived);
  for (const node of derived.nodes) requireSameArguments(compiler.source, same.nodes, node);
  const answer = getNamedType(derived.field.type);
  const selections = selectionsOf(derived.nodes);
  const needs = Object.entries(derived.read.needs());
  for (const [name, need] of needs) {
    if (need === true) {
      fields.columns.add(name);
      continue;
    }
    const key = needKey(derived.field.name, name);
    const known = addAlternative(fields.needs, key, { read: need, types: new Set(derived.types), selections: [] });
    known.selections.push(...carriedSelections(answer, selections, need, compiler));
  }
  const carried = needs.map(([, need]) => (need === true ? undefined : shownType(need, compiler)));
  if (holdsOthers(answer, selections, carried, compiler)) compiler.leave();
}

function addAlternative<T extends { readonly read: Read; readonly types: Set<GraphQLObjectType> }>(
  into: Map<string, T[]>,
  key: string,
  alternative: T,
): T {
  const known = into.get(key) ?? [];
  into.set(key, known);
  const same = known.find(({ read }) => read === alternative.read);
  if (!same) {
    known.push(alternative);
    return alternative;
  }
  for (const type of alternative.types) same.types.add(type);
  return same;
}
