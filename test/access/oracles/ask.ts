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
 * The same bytes but for what an answer makes up: ids of rows that it wrote, instants of now, numbers of disclosures. How many
 * there are, and where, stays.
 */
export function withoutNews(text: string): string {
  const seen: string[] = [];
  return text
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

function isRecent(instant: number): boolean {
  return Math.abs(Date.now() - instant) < 3_600_000;
}
