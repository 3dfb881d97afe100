import type { Row } from '../../../src/platform/graphql/reads/context';
import { cursorScopeOf, fromCursor, toCursor } from '../../../src/platform/graphql/reads/cursors';
import { shown } from '../../../src/platform/graphql/reads/loaders';
import { type PageRequest, pageRequest } from '../../../src/platform/graphql/reads/page-arguments';
import type { SetRead } from '../../../src/platform/graphql/reads/set-read';
import { type Call, countSet, orderOf, readSet } from './sets';

/** Totals above this are not counted on: the answer is null. */
const COUNT_CAP = 100_000;

/** A page as its connection type shows it. The total is counted only when somebody selects it. */
export interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: object }[];
  readonly nodes: readonly object[];
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  readonly nextCursor: string;
  readonly countTotal: () => Promise<number | null>;
}

/** Reads one page of a set, forward or backward, from or up to a cursor. */
export async function readPage(read: SetRead<object>, call: Call): Promise<Page> {
  const { ctx, args } = call;
  const request = pageRequest(args, Math.max(read.maxPageSize ?? 0, ctx.maxPageSize));
  const order = orderOf(read, args);
  const scope = cursorScopeOf(ctx, read.place(), read.isLog ? {} : args);
  const place = (name: 'after' | 'before'): string[] | undefined => {
    const cursor = request[name];
    return cursor === undefined ? undefined : fromCursor(scope, name, cursor, order.columns.length + 1);
  };
  const after = place('after');
  const before = place('before');
  // One row more than asked tells whether there is another page.
  const rows = await readSet(read, call, { order, after, before, backward: request.backward, limit: request.size + 1 });
  const isMore = rows.length > request.size;
  const onPage = rows.slice(0, request.size);
  if (request.backward) onPage.reverse();
  const edges = onPage.map((row) => ({
    cursor: toCursor(scope, placeOf(row, order.columns.length + 1)),
    node: shown(ctx, read.target(), row),
  }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: pageInfo(request, isMore, edges),
    nextCursor: edges.at(-1)?.cursor ?? request.after ?? toCursor(scope, ['00000000-0000-0000-0000-000000000000']),
    countTotal: async () =>
      ctx.countsTotals ? countSet(read, { ...call, args: withoutPaging(args) }, COUNT_CAP) : null,
  };
}

function pageInfo(request: PageRequest, isMore: boolean, edges: Page['edges']): Page['pageInfo'] {
  return {
    hasNextPage: request.before !== undefined || (!request.backward && isMore),
    hasPreviousPage: request.after !== undefined || (request.backward && isMore),
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
}

function placeOf(row: Row, size: number): string[] {
  return Array.from({ length: size }, (_, index) => String(row[`_${index}`]));
}

function withoutPaging(args: Record<string, unknown>): Record<string, unknown> {
  const { first: _first, after: _after, last: _last, before: _before, ...narrowing } = args;
  return narrowing;
}
