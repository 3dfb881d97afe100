import { request as httpRequest } from 'node:http';
import request from 'supertest';
import { aServer, type TestServer } from './a-server';

const CANARY = 'canary-7f3a';
let server: TestServer;

beforeEach(async () => {
  server = await aServer();
});
afterEach(async () => {
  server.release();
  await server.stop();
});

async function ask(query: string, variables = {}): Promise<string> {
  const answer = await request(server.url)
    .post('/graphql')
    .set('authorization', `Bearer ${CANARY}`)
    .send({ query, variables });
  // The entry is written when the answer has left.
  await new Promise((resolve) => setTimeout(resolve, 20));
  return String(answer.headers['x-request-id']);
}

describe('the access log', () => {
  it('tells of an operation what it was, whose and how long it took, and never a variable or a token', async () => {
    const requestId = await ask('query Greet($name: String) { greeting(name: $name) query }', { name: CANARY });
    expect(server.logged()).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        requestId,
        operation: 'Greet',
        type: 'query',
        role: 'CLINICIAN',
        status: 200,
        outcome: 'ok',
        durationMs: expect.any(Number),
        statements: 1,
        msg: 'graphql',
      },
    ]);
    expect(JSON.stringify(server.logged())).not.toContain(CANARY);
  });

  it('tells of unforeseen errors where they came from, and not what they said', async () => {
    const requestId = await ask('{ broken }');
    expect(server.logged()).toMatchObject([
      { level: 'error', requestId, err: { type: 'GraphQLError', cause: { type: 'Error' } }, msg: 'unforeseen error' },
      { requestId, outcome: 'failed', errors: ['INTERNAL_SERVER_ERROR'] },
    ]);
    expect(JSON.stringify(server.logged())).toContain('a-server.ts');
    expect(JSON.stringify(server.logged())).not.toContain(CANARY);
  });

  it('tells of requests that never became operations', async () => {
    await ask('');
    expect(server.logged()).toMatchObject([
      { type: 'none', status: 400, outcome: 'refused', errors: ['BAD_USER_INPUT'], statements: 0 },
    ]);
  });

  it('takes eighty letters of an operation name', async () => {
    await ask(`query ${'x'.repeat(500)} { greeting }`);
    expect(server.logged()[0]?.operation).toHaveLength(80);
  });

  it('says when the caller left before the answer, and ends the operation all the same', async () => {
    const client = httpRequest(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    client.on('error', () => {});
    client.end(JSON.stringify({ query: 'query Patience { slow }' }));
    await until(() => server.contexts.length === 1);
    client.destroy();
    await until(() => server.logged().length === 1);
    expect(server.logged()).toMatchObject([{ operation: 'Patience', outcome: 'aborted' }]);
    server.release();
    await until(() => server.contexts[0]?.closings === 1);
  });
});

describe('the metrics', () => {
  it('count what was asked and how it ended, without the names that callers give', async () => {
    await ask(`query ${'Canary7f3a'} { greeting query }`);
    await ask('mutation { write }');
    await ask('{ refused(code: "CONFLICT") }');
    await ask('{ broken }');
    await ask('{ nothing }');
    const { text, headers } = await request(server.url).get('/metrics');
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const line of [
      'graphql_requests_total{type="query",outcome="ok"} 1',
      'graphql_requests_total{type="mutation",outcome="ok"} 1',
      'graphql_requests_total{type="query",outcome="refused"} 1',
      'graphql_requests_total{type="query",outcome="failed"} 1',
      'graphql_requests_total{type="none",outcome="refused"} 1',
      'graphql_errors_total{code="CONFLICT"} 1',
      'graphql_sql_statements_sum{type="query"} 1',
      'graphql_sql_statements_count{type="query"} 3',
      'graphql_request_duration_seconds_count{type="query"} 3',
      'database_pool_connections{state="waiting"} 1',
    ]) {
      expect(text).toContain(`${line}\n`);
    }
    expect(text).not.toContain('Canary7f3a');
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !isTrue(); i += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(isTrue()).toBe(true);
}
