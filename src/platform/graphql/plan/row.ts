import type { GraphQLObjectType } from 'graphql';
import { toGlobalId } from '../ids';
import { type EntityClass, idPrefixOf } from '../nodes';
import type { Column, Table } from '../reads/columns';
import type { Row } from '../reads/context';
import type { Read } from '../reads/declare';
import { ownershipOf } from '../reads/ownership';
import type { Compiler, Hydrate, Piece, RowPiece, RowRequest, Run } from './compiler';
import { literal } from './conditions';
import { deriveSteps } from './derived';
import { asNeeded } from './instances';
import { fieldsOfRow, type NeedOfRow, type ReadOfRow, type RowFields } from './row-fields';
import { selectionsOf } from './source';
import { beneath, noteRow } from './whose';

/** One thing that is done to a row on its way from JSON to GraphQL. */
type Step = (row: Row, run: Run) => void;

/** What is read of each row of one table: its columns, then whatever hangs on it, each as a sub-select of its own. */
export function rowPiece(request: RowRequest, compiler: Compiler): RowPiece {
  const fields = fieldsOfRow(request, compiler);
  const table = compiler.table(request.entity);
  const ownership = compiler.keepsAccount ? ownershipOf(request.entity) : undefined;
  const saysWhose = request.isFoundByOwner ? undefined : ownership?.owner;
  const told = ownership ? [...(saysWhose ? [saysWhose] : []), ...ownership.noted] : [];
  const columns = columnsOf(request, fields, table, told);
  const nested = [...readsOf(fields, request, compiler), ...needsOf(fields, request, compiler)];
  const list = [
    ...(request.isTagged ? [`${tagSql(request, table, compiler)} as "__typename"`] : []),
    ...columns.map(({ name, property }) => `${request.alias}.${name} as "${property}"`),
    ...nested.map(({ key, sql }) => `${sql} as "${key}"`),
  ];
  const finish = fields.showsId ? globalId(request) : undefined;
  const steps: Step[] = [
    ...(ownership ? [noteStep(request)] : []),
    ...nested.flatMap(({ key, hydrate }) => (hydrate ? [hydrateStep(key, hydrate, saysWhose)] : [])),
    ...deriveSteps(fields, request, compiler),
    ...nested.flatMap(({ key, finish: finishNeed }) => (finishNeed ? [finishStep(key, finishNeed)] : [])),
    ...(finish && !request.need ? [finish] : []),
  ];
  return {
    list: list.length > 0 ? list.join(', ') : 'true as "_"',
    hydrate: request.need ? asNeeded(request, table, columns, hydrateWith(steps)) : hydrateWith(steps),
    finish: request.need && finish ? (row) => finish(row as Row) : undefined,
    isAlone: nested.length === 0,
  };
}

function columnsOf(request: RowRequest, fields: RowFields, table: Table, told: readonly string[]): Column[] {
  const wanted = new Set([...fields.columns, ...told]);
  if (request.need === 'instances') for (const property of table.columns.keys()) wanted.add(property);
  const columns = [...wanted].map((property) => {
    const kind = table.kinds?.column.property === property ? table.kinds.column : undefined;
    const column = table.columns.get(property) ?? kind;
    if (!column) throw new Error(`${request.entity.name} has no column ${property}.`);
    return column;
  });
  const isKindMissing = request.need === 'instances' && table.kinds && !columns.includes(table.kinds.column);
  return isKindMissing && table.kinds ? [...columns, table.kinds.column] : columns;
}

interface Nested {
  readonly key: string;
  readonly sql: string;
  readonly hydrate: ((value: unknown, run: Run, row: Row) => unknown) | undefined;
  readonly finish: ((value: unknown, row: Row) => void) | undefined;
}

function readsOf(fields: RowFields, request: RowRequest, compiler: Compiler): Nested[] {
  return [...fields.reads].map(([key, alternatives]) =>
    nestedPiece(key, alternatives, request, compiler, ({ read, field, nodes }: ReadOfRow) => {
      const site = { path: `${request.path}/${key}`, parent: request, columns: undefined, field, node: nodes[0] };
      return compiler.read(read, { ...site, selections: selectionsOf(nodes) });
    }),
  );
}

function needsOf(fields: RowFields, request: RowRequest, compiler: Compiler): Nested[] {
  return [...fields.needs].map(([key, alternatives]) =>
    nestedPiece(key, alternatives, request, compiler, ({ read, selections }: NeedOfRow) => {
      const columns = 'picked' in read ? (read.picked ?? 'all') : 'all';
      const site = { path: `${request.path}/${key}`, parent: request, field: undefined, node: undefined };
      return compiler.read(read, { ...site, columns, selections });
    }),
  );
}

/** Rows of some types have it, rows of others have not, or have another under the same name. */
function nestedPiece<T extends { readonly read: Read; readonly types: Set<GraphQLObjectType> }>(
  key: string,
  alternatives: readonly T[],
  request: RowRequest,
  compiler: Compiler,
  pieceOf: (alternative: T) => Piece,
): Nested {
  const pieces = alternatives.map((alternative) => ({ ...pieceOf(alternative), types: alternative.types }));
  const [only] = pieces;
  if (only && pieces.length === 1 && only.types.size === request.types.length)
    return { key, sql: `(${only.sql})`, hydrate: only.hydrate, finish: only.finish };
  const { kinds } = compiler.table(request.entity);
  if (!kinds) throw new Error(`${request.path} has rows of one kind and fields of several.`);
  const whens = pieces.map(({ sql, types }) => {
    const names = [...types].map((type) => literal(kindOf(type, request.entity, compiler)));
    return `when ${request.alias}.${kinds.column.name} in (${names.join(', ')}) then (${sql})`;
  });
  const pieceFor = (row: Row): Piece | undefined =>
    pieces.find(({ types }) => [...types].some(({ name }) => name === row.__typename));
  return {
    key,
    sql: `case ${whens.join(' ')} end`,
    // Rows of the other types have null here, whatever the read would answer with.
    hydrate: (value, run, row) => pieceFor(row)?.hydrate?.(value, run) ?? value,
    finish: pieces.some(({ finish }) => finish) ? (value, row) => pieceFor(row)?.finish?.(value) : undefined,
  };
}

function kindOf(type: GraphQLObjectType, entity: EntityClass, compiler: Compiler): string {
  const target = compiler.types.entityOf(type);
  for (const [kind, child] of compiler.table(entity).kinds?.classes ?? []) if (child === target) return kind;
  throw new Error(`${entity.name} has no rows of the type ${type.name}.`);
}

function tagSql({ alias, entity, types }: RowRequest, table: Table, compiler: Compiler): string {
  const [only] = types;
  if (types.length === 1 && only) return literal(only.name);
  if (!table.kinds) throw new Error(`${entity.name} is of several types, and no column tells them apart.`);
  const whens = types.map((type) => `when ${literal(kindOf(type, entity, compiler))} then ${literal(type.name)}`);
  return `case ${alias}.${table.kinds.column.name} ${whens.join(' ')} end`;
}

function noteStep(request: RowRequest): Step {
  return (row, run) => noteRow(request.entity, row, run, request);
}

/** @param saysWhose the property by which the row says whose it is, for what hangs on it */
function hydrateStep(key: string, hydrate: NonNullable<Nested['hydrate']>, saysWhose: string | undefined): Step {
  return (row, run) => {
    row[key] = saysWhose
      ? beneath(row, saysWhose, run, () => hydrate(row[key], run, row))
      : hydrate(row[key], run, row);
  };
}

function finishStep(key: string, finish: NonNullable<Nested['finish']>): Step {
  return (row) => {
    const value = row[key];
    if (value !== null && value !== undefined && !(value instanceof Error)) finish(value, row);
  };
}

/** The id as the graph gives it out. Until then a row holds its UUID. */
function globalId({ entity, types, isTagged }: RowRequest): (row: Row) => void {
  const [only] = types;
  if (!only) throw new Error(`${entity.name} is no type, so that it shows no id.`);
  const prefixes = new Map(types.map((type) => [type.name, String(type.extensions.idPrefix)]));
  const prefix = isTagged && types.length > 1 ? undefined : String(only.extensions.idPrefix);
  return (row) => {
    row.id = toGlobalId(prefix ?? prefixes.get(String(row.__typename)) ?? idPrefixOf(entity), String(row.id));
  };
}

function hydrateWith(steps: readonly Step[]): Hydrate | undefined {
  if (steps.length === 0) return undefined;
  return (value, run) => {
    if (value === null || value === undefined) return null;
    for (const step of steps) step(value as Row, run);
    return value;
  };
}
