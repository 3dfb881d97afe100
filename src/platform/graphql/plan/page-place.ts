import type { Page } from '../reads/connections';
import type { Row } from '../reads/context';
import { type CursorScope, cursorScopeOf, fromCursor, toCursor } from '../reads/cursors';
import { type PageRequest, pageRequest } from '../reads/page-arguments';
import type { Order, SetRead } from '../reads/set-read';
import type { PlanContext } from './context';
import type { Args } from './source';

/** Where in its list a page stands. */
export interface PagePlace {
  readonly request: PageRequest;
  readonly scope: CursorScope;
  readonly after: readonly string[] | undefined;
  readonly before: readonly string[] | undefined;
}

/** Reads a page's arguments. @throws BAD_USER_INPUT */
export function placeOf(read: SetRead<object>, order: Order, args: Args, ctx: PlanContext): PagePlace {
  const request = pageRequest(args, Math.max(read.maxPageSize ?? 0, ctx.maxPageSize));
  const scope = cursorScopeOf(ctx, read.place(), read.isLog ? {} : args);
  const size = order.columns.length + 1;
  const place = (name: 'after' | 'before'): readonly string[] | undefined => {
    const cursor = request[name];
    return cursor === undefined ? undefined : fromCursor(scope, name, cursor, size);
  };
  return { request, scope, after: place('after'), before: place('before') };
}

/** What the document asks of a page besides its rows. */
export interface PageWish {
  readonly edges: boolean;
  readonly edgeCursors: boolean;
  readonly startCursor: boolean;
  readonly endCursor: boolean;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly nextCursor: boolean;
}

/** The place before everything in a log, which is ordered by id. */
const BEGINNING = ['00000000-0000-0000-0000-000000000000'];

const NO_EDGES: { cursor: string; node: Row }[] = [];

/**
 * A page as its connection type shows it, of the rows that were found: one more than asked tells whether there is another page.
 * @param keys the properties that hold a row's place, the id last
 */
export function pageOf(
  found: Row[],
  { request, scope }: PagePlace,
  keys: readonly string[],
  wish: PageWish,
  totalCount: number | null,
): Page & { readonly nodes: readonly Row[] } {
  const isMore = found.length > request.size;
  if (isMore) found.length = request.size;
  if (request.backward) found.reverse();
  const cursorOf = (row: Row): string => toCursor(scope, placeIn(row, keys));
  const [first, last] = [found[0], found.at(-1)];
  return {
    nodes: found,
    edges: wish.edges ? found.map((node) => ({ cursor: wish.edgeCursors ? cursorOf(node) : '', node })) : NO_EDGES,
    pageInfo: {
      hasNextPage: request.before !== undefined || (!request.backward && isMore),
      hasPreviousPage: request.after !== undefined || (request.backward && isMore),
      startCursor: first && wish.startCursor ? cursorOf(first) : null,
      endCursor: last && wish.endCursor ? cursorOf(last) : null,
    },
    totalCount,
    nextCursor: wish.nextCursor ? (last ? cursorOf(last) : (request.after ?? toCursor(scope, BEGINNING))) : '',
  };
}

function placeIn(row: Row, keys: readonly string[]): string[] {
  return keys.map((key) => String(row[key]));
}
