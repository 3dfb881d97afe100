import request from 'supertest';
import type { TestApp } from '../../support/app';
import { CANARY } from './plant-canaries';

/** Where a canary was found that must not be there. */
export interface Finding {
  readonly where: string;
  readonly text: string;
}

/** What a client asks as somebody. */
export interface Question {
  readonly query: string;
  readonly variables?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** The canary is a name in the document itself, which an error may repeat to its author, and a log may not. */
  readonly isName?: boolean;
}

/** What operations come to: how many there were, how they ended, and what was found in their errors. */
export class Everything {
  operations = 0;
  /** How many errors there were by code. */
  readonly codes = new Map<string, number>();
  /** Answers with a canary in their data: what a viewer may see, or the canaries were nowhere to be seen. */
  shown = 0;
  readonly findings: Finding[] = [];

  constructor(private readonly app: TestApp) {}

  /** Asks over HTTP. */
  async ask(
    token: string | undefined,
    { query, variables = {}, headers = {}, isName = false }: Question,
  ): Promise<void> {
    const post = request(this.app.api.listener).post('/graphql').set(headers);
    if (token) post.set('authorization', `Bearer ${token}`);
    const { body, text, headers: answered } = await post.send({ query, variables });
    this.operations += 1;
    const { data, errors = [], ...rest } = body ?? {};
    if (matchesIn(JSON.stringify(data ?? null)).length > 0) this.shown += 1;
    for (const { message, extensions } of errors) this.failed(query, isName ? '' : message, extensions);
    if (!data && errors.length === 0) this.look(`an answer to ${query.slice(0, 120)}`, text);
    this.look(`extensions and headers of ${query.slice(0, 120)}`, JSON.stringify([rest, answered]));
  }

  /** A request that is no operation: whatever it is answered is looked at. */
  async send(what: string, sent: () => Promise<{ readonly text: string }>): Promise<void> {
    const { text } = await sent();
    this.operations += 1;
    this.look(what, text);
  }

  /** Notes what of a text is a canary. */
  look(where: string, text: string): void {
    for (const match of matchesIn(text)) {
      const at = text.indexOf(match);
      this.findings.push({ where, text: text.slice(Math.max(0, at - 200), at + 100) });
    }
  }

  private failed(query: string, message: string, extensions: { code?: string } = {}): void {
    const code = extensions.code ?? 'none';
    this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
    this.look(`an error of ${query.slice(0, 120)}`, `${message} ${JSON.stringify(extensions)}`);
  }
}

/** The canaries in a text, each once. */
export function matchesIn(text: string): string[] {
  return [...new Set(text.match(CANARY) ?? [])];
}
