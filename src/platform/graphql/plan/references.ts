import { type GraphQLObjectType, getNamedType, isAbstractType, isObjectType } from 'graphql';
import { uuidOf } from '../ids';
import { type EntityClass, idPrefixOf } from '../nodes';
import { hasId } from '../reads/by-id';
import type { ByIdRead, OneOfRead, OneRead } from '../reads/declare';
import { ownershipOf } from '../reads/ownership';
import type { Compiler, Parent, Piece, RowPiece, RowRequest, Site } from './compiler';
import { conditionsSql, literal } from './conditions';
import { findsByOwner } from './whose';

/** The row that a column of the parent points at. */
export function oneRow(read: OneRead<object>, site: Site, compiler: Compiler): Piece {
  const isFoundByOwner = findsByOwner(read, site, compiler);
  return rowById(read.target(), parentColumn(site, read.column, compiler), site, compiler, { isFoundByOwner });
}

/** A record by the `id` argument. Absent and invisible are both null. */
export function rowByArgument(read: ByIdRead, site: Site, compiler: Compiler): Piece {
  const { path, field, node } = site;
  if (!field || !node) throw new Error('A record by id is asked for by a field.');
  const { index } = compiler.call({ path, field, node });
  const entity = read.target();
  const id = compiler.parameter(path, 'uuid', ({ calls }) =>
    uuidOf([idPrefixOf(entity)], String(calls[index]?.args.id), 'id'),
  );
  return rowById(entity, reachedFirst(entity, id, compiler), site, compiler);
}

/**
 * The id of an owner, asked for by a caller who reaches few: null when this one is not among those, so that no row is touched and the
 * time of it tells no hidden record from an absent one. It narrows nothing: the policies still decide.
 */
function reachedFirst(entity: EntityClass, id: string, { reachSql }: Compiler): string {
  const ownership = ownershipOf(entity);
  if (reachSql === undefined || !ownership?.isReached || ownership.owner !== 'id') return id;
  return `(select owner from (${reachSql}) as reached(owner) where owner = ${id} limit 1)`;
}

/** The row that the one filled column among several points at, or that an id of a kind does. */
export function oneOfRows(read: OneOfRead, site: Site, compiler: Compiler): Piece {
  const hydrates = new Map<string, NonNullable<RowPiece['hydrate']>>();
  const branches = Object.entries(read.branches).map(([column, target]) => {
    const key = parentColumn(site, read.at?.id ?? column, compiler);
    const isMeant = read.at
      ? `${parentColumn(site, read.at.kind, compiler)} = ${literal(column)}`
      : `${key} is not null`;
    const type = memberOf(site, target(), compiler);
    const { sql, hydrate } = rowById(target(), key, { ...site, path: `${site.path}/${column}` }, compiler, {
      members: [type],
    });
    if (hydrate) hydrates.set(type.name, hydrate);
    return `when ${isMeant} then (${sql})`;
  });
  const hydrate: Piece['hydrate'] = (value, run) => {
    const name = (value as { __typename: string } | null)?.__typename;
    return name === undefined ? null : (hydrates.get(name)?.(value, run) ?? value);
  };
  return { sql: `case ${branches.join(' ')} end`, hydrate: hydrates.size > 0 ? hydrate : undefined, finish: undefined };
}

/** What is known of a row beyond its table. */
interface RowOptions {
  readonly members?: readonly GraphQLObjectType[];
  readonly isFoundByOwner?: boolean;
}

function rowById(
  entity: EntityClass,
  id: string,
  site: Site,
  compiler: Compiler,
  { members, isFoundByOwner = false }: RowOptions = {},
): Piece {
  const alias = compiler.alias();
  const types = members ?? compiler.types.objectTypesOf(entity);
  const row = compiler.row({
    path: site.path,
    alias,
    entity,
    types,
    selections: site.selections,
    isFoundByOwner,
    isTagged: members !== undefined || types.length > 1,
    columns: pickedColumns(site),
    need: needOf(site),
  });
  const kind = conditionsSql([], entity, alias, compiler);
  const condition = `${hasId(entity, alias, id)}${kind === 'true' ? '' : ` and ${kind}`}`;
  const sql = `select row_to_json(x) from (select ${row.list} from ${compiler.table(entity).name} ${alias} where ${condition}) x`;
  return { sql, hydrate: row.hydrate, finish: row.finish };
}

/** The columns that a derived field picked, if one works with the rows of this site. */
export function pickedColumns({ columns }: Site): readonly string[] {
  return columns === 'all' ? [] : (columns ?? []);
}

/** How a derived field works with the rows of this site. */
export function needOf({ columns }: Site): RowRequest['need'] {
  if (columns === undefined) return undefined;
  return columns === 'all' ? 'instances' : 'picked';
}

/** A column of the row that the site hangs on. */
export function parentColumn(
  { parent, path }: Pick<Site, 'parent' | 'path'>,
  property: string,
  compiler: Compiler,
): string {
  const { alias, entity } = parent ?? noParent(path);
  return `${alias}.${compiler.tables.column(entity, property).name}`;
}

function noParent(path: string): Parent {
  throw new Error(`${path} hangs on no row.`);
}

/** Which member of the site's interface or union the rows of this entity are. */
function memberOf({ field, path }: Site, entity: EntityClass, compiler: Compiler): GraphQLObjectType {
  const type = compiler.types.typeOf(entity);
  const asked = field && getNamedType(field.type);
  if (isObjectType(type) && isAbstractType(asked)) return type;
  throw new Error(`${path} leads to ${entity.name}, which is no type of its own.`);
}
