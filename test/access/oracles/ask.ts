import type { Try } from './tries/a-try';

/** An answer, without what is new in every answer by its nature. */
export interface Answered {
  readonly status: number;
  /** Names and values. */
  readonly headers: string;
  readonly text: string;
  /** Whether something went wrong on our side. */
  readonly isUnforeseen: boolean;
}

/** New in every answer, and nothing to learn from; `x-plan` is for those who develop. */
const PASSED_OVER = ['date', 'x-request-id', 'x-plan', 'content-length', 'keep-alive', 'connection'];

/** Asks one question over HTTP. */
export async function ask(url: string, token: string, { document, variables, idempotencyKey }: Try): Promise<Answered> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    },
    body: JSON.stringify({ query: document, variables }),
    // A question that hangs is to name itself.
    signal: AbortSignal.timeout(20_000),
  }).catch((error: unknown) => {
    throw new Error(`No answer to ${document} ${JSON.stringify(variables)}`, { cause: error });
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: JSON.stringify([...response.headers].filter(([name]) => !PASSED_OVER.includes(name)).sort()),
    text: withoutNews(text),
    isUnforeseen: text.includes('INTERNAL_SERVER_ERROR'),
  };
}

/**
 * The same bytes but for what an answer makes up: ids of rows that it wrote, instants of now, cursors to them, numbers of disclosures.
 * How many there are, and where, stays.
 */
export function withoutNews(text: string): string {
  const seen: string[] = [];
  return newCursors(text)
    .reduce((rest, cursor) => rest.replaceAll(`"${cursor}"`, '"<new cursor>"'), text)
    .replace(
      /"disclosureIds":\[([^\]]*)\]/g,
      (_all, ids: string) => `"disclosureIds":${ids.split(',').length - (ids ? 0 : 1)}`,
    )
    .replace(/"requestId":"[^"]*"/g, '"requestId":""')
    .replace(/\b([a-z_]+)_(0[0-9a-f]{11})7[0-9a-f]{19}\b/g, (all, prefix: string, instant: string) => {
      if (!isRecent(Number.parseInt(instant, 16))) return all;
      if (!seen.includes(all)) seen.push(all);
      return `${prefix}_<new ${seen.indexOf(all)}>`;
    })
    .replace(/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/g, (all) =>
      isRecent(Date.parse(all.slice(1, -1))) ? '"<now>"' : all,
    );
}

/** A cursor seals the place of a row; that of a row of now, such as a disclosure, is new as well, and as long as its instant is as text. */
function newCursors(text: string): string[] {
  const found: string[] = [];
  const isNew = (row: unknown) => /_0[0-9a-f]{11}7[0-9a-f]{19}$/.test(rowId(row)) && isRecent(instantOf(rowId(row)));
  JSON.parse(text, (_key, value: Page | null) => {
    if (!value?.pageInfo || !Array.isArray(value.nodes)) return value;
    const { startCursor, endCursor } = value.pageInfo;
    if (startCursor && isNew(value.nodes[0])) found.push(startCursor);
    if (endCursor && isNew(value.nodes.at(-1))) found.push(endCursor);
    return value;
  });
  return found;
}

interface Page {
  readonly nodes?: readonly unknown[];
  readonly pageInfo?: { readonly startCursor?: string | null; readonly endCursor?: string | null };
}

function rowId(row: unknown): string {
  return typeof row === 'object' && row !== null && 'id' in row ? String(row.id) : '';
}

/** A UUIDv7 begins with the instant at which it was made. */
function instantOf(id: string): number {
  return Number.parseInt(id.slice(-32, -20), 16);
}

function isRecent(instant: number): boolean {
  return Math.abs(Date.now() - instant) < 3_600_000;
}
