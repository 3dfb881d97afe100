import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import type { Caller, TestApp } from './app';

interface Counted {
  readonly operations: number;
  readonly statements: number;
}

/** How many SQL statements an operation sends, by the server's own metrics. The operation has to succeed. */
export async function statementsOf(
  app: TestApp,
  caller: Caller,
  document: string,
  variables: object = {},
): Promise<number> {
  const before = await counted(app);
  await caller.data(document, variables);
  for (;;) {
    // The books are closed when the connection has taken the answer, which can be after the caller has it.
    const after = await counted(app);
    if (after.operations === before.operations + 1) return after.statements - before.statements;
    if (after.operations > before.operations) throw new Error('Another operation was counted at the same time.');
    await sleep(5);
  }
}

async function counted(app: TestApp): Promise<Counted> {
  const { text } = await request(app.api.listener).get('/metrics');
  const total = (name: string): number => {
    const lines = text.matchAll(new RegExp(`^${name}\\{[^}]*\\} (\\d+)$`, 'gm'));
    return [...lines].reduce((sum, [, value]) => sum + Number(value), 0);
  };
  return { operations: total('graphql_sql_statements_count'), statements: total('graphql_sql_statements_sum') };
}
