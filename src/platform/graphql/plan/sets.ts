import { getNamedType, isObjectType, type SelectionSetNode } from 'graphql';
import { boundOf } from '../reads/bounds';
import type { Page } from '../reads/connections';
import type { Row } from '../reads/context';
import { isMadeByOthers, requireOwnRows } from '../reads/outsiders';
import { ownershipOf } from '../reads/ownership';
import type { SetRead } from '../reads/set-read';
import type { Compiler, Piece, RowPiece, Run, Site } from './compiler';
import { always, conditionsOf, conditionsSql, literal } from './conditions';
import { type Noted, notedWith } from './noted';
import { fromSql, keysetSql, orderOf, orderSql, type PlaceColumn, placeColumns } from './order';
import { type PagePlace, type PageWish, pageOf, placeOf } from './page-place';
import { needOf, parentColumn, pickedColumns } from './references';
import type { SetAt } from './set-at';
import { soughtSql } from './sought';
import { type Args, pickFields, selectionsOf } from './source';
import { findsByOwner, noteRow } from './whose';

/** Lists that are not paged are small by nature; longer than this is a fault worth failing for, not cutting. */
const LONGEST_LIST = 1000;

/** Totals above this are not counted on: the answer is null. */
const COUNT_CAP = 100_000;

/** Rows of a set: all of them, their first, their number or a page of them. */
export function rowSet(read: SetRead<object>, site: Site, compiler: Compiler): Piece {
  if (read.kind === 'page') return pageOfRows(read, site, compiler);
  const set = setAt(read, site, compiler, callOf(read, site, compiler));
  if (read.kind === 'count')
    return { sql: `select count(*)::int from ${set.from} where ${set.where}`, hydrate: undefined, finish: undefined };
  return read.kind === 'first' ? firstRow(set, compiler) : allRows(set, compiler);
}

function callOf(read: SetRead<object>, { path, field, node }: Site, compiler: Compiler): { args: Args; index: number } {
  if (!field || !node || (field.args.length === 0 && !isMadeByOthers(read))) return { args: {}, index: -1 };
  const check = (args: Args, ctx: Run['ctx']): void => requireOwnRows(read, args, ctx);
  const page = (args: Args, ctx: Run['ctx']): PagePlace => placeOf(read, orderOf(read, args), args, ctx);
  return compiler.call({ path, field, node, check, ...(read.kind === 'page' ? { page } : {}) });
}

function setAt(
  read: SetRead<object>,
  site: Site,
  compiler: Compiler,
  { args, index }: { args: Args; index: number },
): SetAt {
  const entity = read.target();
  const alias = compiler.alias();
  const order = orderOf(read, args);
  const tested = conditionsSql(conditionsOf(read, site.path, args, index), entity, alias, compiler);
  const parts = [
    ...membershipSql(read, site, alias, compiler),
    ...drivingSql(read, alias, compiler),
    ...(tested === 'true' ? [] : [tested]),
  ];
  const where = parts.length > 0 ? parts.join(' and ') : 'true';
  return { read, site, entity, alias, args, index, order, from: fromSql(entity, alias, order, compiler), where };
}

/** What ties the rows of a set to its parent. */
function membershipSql(read: SetRead<object>, site: Site, alias: string, compiler: Compiler): string[] {
  const { parentColumn: column, bridge } = read;
  if (!column && !bridge) return [];
  const parent = parentColumn(site, read.parentKey, compiler);
  const ofThose = read.ofParents.map(
    (of) => `${parentColumn(site, of.column, compiler)} in (${of.values.map(literal).join(', ')})`,
  );
  if (column) return [`${alias}.${compiler.tables.column(read.target(), column).name} = ${parent}`, ...ofThose];
  if (!bridge) return [];
  const entity = bridge.entity();
  const tie = compiler.alias();
  const columnOf = (property: string): string => `${tie}.${compiler.tables.column(entity, property).name}`;
  const tested = bridge.where.map((condition) => always(condition, site.path));
  const passes = conditionsSql(tested, entity, tie, compiler);
  // As an array, because it is what the rows are found by: with IN, PostgreSQL walks the order and tries each row.
  return [
    `${alias}."id" = any(array(select ${columnOf(bridge.child)} from ${compiler.table(entity).name} ${tie} where ${columnOf(bridge.parent)} = ${parent} and ${passes}))`,
    ...ofThose,
  ];
}

/**
 * For a caller who reaches few records, a list of everything they may see is found from those few. Without it PostgreSQL walks the
 * list's order and asks row security at each row. It narrows nothing: the policies still decide.
 */
function drivingSql(read: SetRead<object>, alias: string, compiler: Compiler): string[] {
  const entity = read.target();
  const isOfEverything = compiler.reachSql !== undefined && !read.parentColumn && !read.bridge;
  const ownership = isOfEverything ? ownershipOf(entity) : undefined;
  if (!ownership?.isReached) return [];
  const { column, sql } = ownership.reachedBy ?? { column: ownership.owner, sql: compiler.reachSql };
  return [`${alias}.${compiler.tables.column(entity, column).name} = any(array(${sql}))`];
}

function firstRow(set: SetAt, compiler: Compiler): Piece {
  const row = rowOf(set, compiler, set.site.selections, []);
  const ordering = orderSql(placeColumns(set.entity, set.alias, set.order, compiler), set.order.descending);
  const sql = `select row_to_json(x) from (select ${row.list} from ${set.from} where ${set.where}${ordering} limit 1) x`;
  return { sql, hydrate: row.hydrate, finish: row.finish };
}

function allRows(set: SetAt, compiler: Compiler): Piece {
  const row = rowOf(set, compiler, set.site.selections, []);
  const ordering = orderSql(placeColumns(set.entity, set.alias, set.order, compiler), set.order.descending);
  const size = ({ calls }: Run): unknown => boundOf(set.read, calls[set.index]?.args ?? {});
  const limit = set.read.bound ? compiler.parameter(set.site.path, 'int', size) : LONGEST_LIST + 1;
  const sql = `select coalesce(json_agg(x), '[]') from (select ${row.list} from ${set.from} where ${set.where}${ordering} limit ${limit}) x`;
  const { hydrate, finish } = row;
  return {
    sql,
    hydrate: (value, run) => {
      const rows = value as unknown[];
      if (rows.length > LONGEST_LIST) return new Error(`${set.read.place()} holds more rows than a plain list may.`);
      return hydrate ? hydrateEach(rows, hydrate, run) : rows;
    },
    finish: finish && ((rows) => (rows as unknown[]).forEach(finish)),
  };
}

function hydrateEach(rows: unknown[], hydrate: NonNullable<Piece['hydrate']>, run: Run): unknown[] {
  for (let index = 0; index < rows.length; index += 1) rows[index] = hydrate(rows[index], run);
  return rows;
}

/** A keyset page. Rows and total are read only as far as the document asks for them. */
function pageOfRows(read: SetRead<object>, site: Site, compiler: Compiler): Piece {
  const call = callOf(read, site, compiler);
  const { wish, selections, hasRows, hasTotal } = wishOf(site, compiler);
  const rows = hasRows ? stretchOfRows(setAt(read, site, compiler, call), selections, wish, compiler) : undefined;
  const total = hasTotal && compiler.countsTotals ? totalSql(setAt(read, site, compiler, call)) : undefined;
  // Rows alone go without an object around them: to build one for each parent takes as long as many a row.
  if (rows && !total)
    return { sql: rows.sql, hydrate: (value, run) => rows.page(value as Row[], null, run), finish: undefined };
  const parts = [...(rows ? [`'rows', (${rows.sql})`] : []), ...(total ? [`'total', (${total})`] : [])];
  return {
    sql: `select json_build_object(${parts.join(', ')})`,
    hydrate: (value, run) => {
      const { rows: found, total: counted } = value as { rows?: Row[]; total?: number };
      const totalCount = counted === undefined || counted > COUNT_CAP ? null : counted;
      return rows && found ? rows.page(found, totalCount, run) : { totalCount };
    },
    finish: undefined,
  };
}

function totalSql({ from, where }: SetAt): string {
  return `select count(*)::int from (select 1 from ${from} where ${where} limit ${COUNT_CAP + 1}) x`;
}

/** The rows between the cursors, as many as the page holds and one more. */
function stretchOfRows(set: SetAt, selections: readonly SelectionSetNode[], wish: PageWish, compiler: Compiler) {
  const { args, index, order, site } = set;
  const isBackward = typeof args.last === 'number';
  const columns = placeColumns(set.entity, set.alias, order, compiler);
  const boundsOf = (alias: string): string[] => {
    const place = placeColumns(set.entity, alias, set.order, compiler);
    return (['after', 'before'] as const).flatMap((name) =>
      typeof args[name] === 'string' ? [boundSql(name, place, set, compiler)] : [],
    );
  };
  const pageAt = ({ calls }: Run): PagePlace => {
    const page = calls[index]?.page;
    if (!page) throw new Error(`${site.path} is a page without a place.`);
    return page;
  };
  const limit = compiler.parameter(site.path, 'int', (run) => pageAt(run).request.size + 1);
  // That there is one row more than the page holds is told of that row.
  const tellsOfMore = isBackward ? wish.hasPreviousPage : wish.hasNextPage;
  const isPlaced = wish.edgeCursors || wish.startCursor || wish.endCursor || wish.nextCursor;
  const row = rowOf(set, compiler, selections, isPlaced ? columns : []);
  const where = [set.where, ...boundsOf(set.alias), ...soughtSql(set, boundsOf, limit, compiler)].join(' and ');
  const keys = columns.map(({ key }) => key);
  return {
    sql: `select coalesce(json_agg(x), '[]') from (select ${row.list} from ${set.from} where ${where}${orderSql(columns, order.descending !== isBackward)} limit ${limit}) x`,
    page: (found: Row[], totalCount: number | null, run: Run): Page => {
      const place = pageAt(run);
      const peeked = compiler.keepsAccount && tellsOfMore ? found.slice(place.request.size) : [];
      // Places are read before ids become global.
      const page = pageOf(found, place, keys, wish, totalCount);
      if (row.hydrate) for (const node of page.nodes) row.hydrate(node, run);
      for (const node of peeked) row.note(node, run);
      return page;
    },
  };
}

function boundSql(name: 'after' | 'before', place: readonly PlaceColumn[], set: SetAt, compiler: Compiler): string {
  const isAbove = (name === 'after') !== set.order.descending;
  return keysetSql(place, isAbove, ({ type }, column) =>
    compiler.parameter(set.site.path, type, ({ calls }) => calls[set.index]?.page?.[name]?.[column]),
  );
}

/** What is read of each row of a set. */
interface SetRow extends RowPiece {
  /** Notes that there is such a row, and what made it pass. */
  readonly note: (row: Row, run: Run) => void;
}

function rowOf(
  { read, entity, alias, site, args, index }: SetAt,
  compiler: Compiler,
  selections: readonly SelectionSetNode[],
  place: readonly PlaceColumn[],
): SetRow {
  const types = compiler.types.objectTypesOf(entity);
  const isFoundByOwner = findsByOwner(read, site, compiler);
  const row = compiler.row({
    isFoundByOwner,
    path: site.path,
    alias,
    entity,
    types,
    selections,
    isTagged: types.length > 1,
    columns: [...pickedColumns(site), ...place.flatMap(({ key, isForeign }) => (isForeign ? [] : [key]))],
    need: needOf(site),
  });
  const foreign = place.flatMap(({ sql, key, isForeign }) => (isForeign ? [`${sql} as "${key}"`] : []));
  const noted = notedWith(conditionsOf(read, site.path, args, index), entity, alias, compiler);
  return {
    ...row,
    list: [row.list, ...foreign, ...(noted?.columns ?? [])].join(', '),
    hydrate: noted ? notingFirst(noted, row.hydrate) : row.hydrate,
    note: (peeked, run) => {
      noteRow(entity, peeked, run, { isFoundByOwner });
      noted?.note(peeked, run);
    },
  };
}

function notingFirst({ note }: Noted, hydrate: RowPiece['hydrate']): RowPiece['hydrate'] {
  return (value, run) => {
    if (value) note(value as Row, run);
    return hydrate ? hydrate(value, run) : value;
  };
}

/** What the document asks of the connection at this site. */
function wishOf({ field, selections: own, path }: Site, compiler: Compiler) {
  const connection = field && getNamedType(field.type);
  if (!isObjectType(connection)) throw new Error(`${path} is a page that no field shows.`);
  const asked = pickFields(compiler.source, connection, own);
  const beneath = (name: string) => selectionsOf(asked.get(name)?.nodes ?? []);
  const typeOf = (name: string) => {
    const type = connection.getFields()[name]?.type;
    const named = type && getNamedType(type);
    if (!isObjectType(named)) throw new Error(`${connection.name} has no ${name}.`);
    return named;
  };
  const edge = pickFields(compiler.source, typeOf('edges'), beneath('edges'));
  const info = pickFields(compiler.source, typeOf('pageInfo'), beneath('pageInfo'));
  const wish: PageWish = {
    edges: asked.has('edges'),
    edgeCursors: edge.has('cursor'),
    startCursor: info.has('startCursor'),
    endCursor: info.has('endCursor'),
    hasNextPage: info.has('hasNextPage'),
    hasPreviousPage: info.has('hasPreviousPage'),
    nextCursor: asked.has('nextCursor'),
  };
  return {
    wish,
    selections: [...beneath('nodes'), ...selectionsOf(edge.get('node')?.nodes ?? [])],
    hasRows: asked.has('nodes') || asked.has('edges') || asked.has('pageInfo') || wish.nextCursor,
    hasTotal: asked.has('totalCount'),
  };
}
