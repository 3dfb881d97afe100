import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Caller, TestApp } from './app';
import { placed } from './changes';

/** One event as a client gets it. */
export interface Sent {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever it asked for
  readonly data?: any;
  readonly errors?: readonly { message: string; extensions: { code: string; fields?: { path: string }[] } }[];
  readonly extensions?: { part2?: { disclosureIds: string[]; consents: { id: string }[] } };
}

/** Somebody who subscribed. */
export interface Subscriber {
  /** Everything that was sent so far. */
  readonly sent: readonly Sent[];
  /** With which code the connection closed, when it has. */
  readonly closed: Promise<number>;
  /** Waits until so many were sent. */
  received(count: number): Promise<readonly Sent[]>;
  stop(): Promise<void>;
}

const PATIENCE_MS = 10_000;

/** How long a server takes to hear of what has its place, generously. */
const BEFORE_MS = 150;

/** How long a subscription takes to begin, generously; what changes from then on is heard of. */
const BEGINNING_MS = 300;

/** How long a change takes to be told, generously: after that, what was not told will not be. */
export const TELLING_MS = 1_500;

/** Subscribes as somebody, as a browser would, and waits until the server listens. */
export async function subscribe(
  app: Pick<TestApp, 'api'>,
  caller: Pick<Caller, 'token'>,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Subscriber> {
  const token = await caller.token();
  // What was done before is told before.
  await placed(app);
  await sleep(BEFORE_MS);
  const sent: Sent[] = [];
  let close = (_code: number): void => undefined;
  const closed = new Promise<number>((resolve) => {
    close = resolve;
  });
  const client = createClient({
    url: liveUrl(app),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: token ? { authorization: `Bearer ${token}` } : {},
    on: { closed: (event) => close((event as { code: number }).code) },
  });
  client.subscribe(
    { query, variables },
    {
      next: (event) => void sent.push(event as Sent),
      error: (errors) => void (Array.isArray(errors) && sent.push({ errors } as Sent)),
      complete: () => undefined,
    },
  );
  await sleep(BEGINNING_MS);
  return {
    sent,
    closed,
    received: async (count) => {
      const end = Date.now() + PATIENCE_MS;
      while (sent.length < count && Date.now() < end) await sleep(10);
      if (sent.length < count) throw new Error(`${sent.length} of ${count} events were sent: ${JSON.stringify(sent)}`);
      return sent;
    },
    stop: async () => client.dispose(),
  };
}

/** Where subscriptions are taken. */
export function liveUrl({ api }: Pick<TestApp, 'api'>): string {
  return `${api.url.replace('http', 'ws')}/graphql`;
}
