import request, { type Response, type Test } from 'supertest';
import { aServer, type TestServer } from './a-server';

const CANARY = 'canary-7f3a';
let server: TestServer;

beforeAll(async () => {
  server = await aServer();
});
afterAll(() => server.stop());

const post = (): Test => request(server.url).post('/graphql');
const ask = (query: string, variables = {}): Test => post().send({ query, variables });

describe('an operation', () => {
  it('is answered as JSON, under a request id, without a trace of who made the server', async () => {
    const answer = await ask('query ($name: String) { greeting(name: $name) }', { name: 'Ana' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ data: { greeting: 'Hello Ana.' } });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(answer.headers).not.toHaveProperty('x-powered-by');
    expect(answer.headers).not.toHaveProperty('etag');
  });

  it('keeps a well-formed request id', async () => {
    const answer = await ask('{ greeting }').set('x-request-id', 'edge-0123456789');
    expect(answer.headers['x-request-id']).toBe('edge-0123456789');
  });

  it.each(['short', `${'x'.repeat(65)}`, 'Ana Example 1970', '<script>alert(1)</script>'])(
    'gets a new request id in place of %j',
    async (id) => {
      const answer = await ask('{ greeting }').set('x-request-id', id);
      expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('gets the context itself, not a copy, and its transaction ends before the answer leaves', async () => {
    server.events.length = 0;
    expect((await ask('{ a: query b: query }')).body).toEqual({ data: { a: 1, b: 2 } });
    expect(server.events).toEqual(['plugin sees 0', 'closed']);
    expect(server.contexts.at(-1)).toMatchObject({ closings: 1, statementCount: 2 });
  });

  it('may answer in the media type of GraphQL over HTTP', async () => {
    const answer = await ask('{ greeting }').set('accept', 'application/graphql-response+json');
    expect(answer.headers['content-type']).toMatch(/^application\/graphql-response\+json/);
  });

  it('is told of errors in its fields with HTTP 200, beside what could be answered', async () => {
    const answer = await ask('{ greeting refused(code: "FORBIDDEN") }');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      data: { greeting: 'Hello you.', refused: null },
      errors: [{ message: 'No.', path: ['refused'], extensions: { code: 'FORBIDDEN' } }],
    });
    expect(answer.body.errors[0].extensions).not.toHaveProperty('requestId');
  });

  it('that meets something unforeseen is told the request id and nothing else', async () => {
    const answer = await ask('{ broken }');
    expect(answer.body.errors).toEqual([
      {
        message: 'Something went wrong on our side. Please try again.',
        locations: [{ line: 1, column: 3 }],
        path: ['broken'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: answer.headers['x-request-id'] },
      },
    ]);
  });

  it('whose execution breaks off is told the request id and nothing else, and its context is closed', async () => {
    const answer = await ask('query Breaks { greeting }');
    const extensions = { code: 'INTERNAL_SERVER_ERROR', requestId: answer.headers['x-request-id'] };
    expect(answer.status).toBe(500);
    expect(answer.body).toEqual({
      errors: [{ message: 'Something went wrong on our side. Please try again.', extensions }],
    });
    expect(server.contexts.at(-1)?.closings).toBe(1);
    expect(server.logged().filter(({ msg }) => msg === 'unforeseen error')).toContainEqual(
      expect.objectContaining({ requestId: extensions.requestId, level: 'error' }),
    );
  });

  it.each([
    ['application/json', 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
    ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
    ['application/graphql-response+json, application/json;q=0.5', 'application/graphql-response+json; charset=utf-8'],
  ])('that accepts %s is answered in it', async (accept, mediaType) => {
    expect((await ask('{ greeting }').set('accept', accept)).headers['content-type']).toBe(mediaType);
  });

  it.each([
    ['40001', 409, 'CONFLICT'],
    ['XX000', 500, 'INTERNAL_SERVER_ERROR'],
  ])('whose transaction cannot end (%s) tells nothing of what it did', async (code, status, expected) => {
    const answer = await ask('query ($code: String) { failsToClose(code: $code) }', { code });
    expect(answer.status).toBe(status);
    expect(answer.body).not.toHaveProperty('data');
    expect(answer.body.errors[0].extensions.code).toBe(expected);
    expect(answer.text).not.toContain(CANARY);
  });
});

describe('a context that cannot be made', () => {
  it.each([
    ['Bearer wrong', 401, 'UNAUTHENTICATED'],
    ['Bearer down', 503, 'UNAVAILABLE'],
    ['Bearer broken', 500, 'INTERNAL_SERVER_ERROR'],
  ])('for %s answers %i', async (authorization, status, code) => {
    const answer = await ask('{ greeting }').set('authorization', authorization);
    expect(answer.status).toBe(status);
    expect(answer.body.errors[0].extensions.code).toBe(code);
    expect(answer.text).not.toContain(CANARY);
    expect(answer.headers['www-authenticate']).toBe(status === 401 ? 'Bearer' : undefined);
  });
});

describe('a request that is no operation', () => {
  const refused = (answer: Response, status: number, message: RegExp): void => {
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({
      errors: [{ message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT' } }],
    });
    expect(answer.headers['x-request-id']).toBeDefined();
    expect(answer.text).not.toContain(CANARY);
  };
  const json = (body: unknown): Test => post().set('content-type', 'application/json').send(JSON.stringify(body));

  it.each(['get', 'put', 'delete', 'patch', 'options'] as const)('is refused with %s', async (method) => {
    const answer = await request(server.url)[method]('/graphql?query={greeting}');
    refused(answer, 405, /with POST/);
    expect(answer.headers.allow).toBe('POST');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/jsonp',
    'application/json-patch+json',
  ])('is refused as %s', async (type) => {
    refused(await post().set('content-type', type).send('{"query":"{ greeting }"}'), 415, /application\/json/);
  });

  it('is refused without a media type', async () => {
    const answer = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      body: Buffer.from('{"query":"{ greeting }"}'),
    });
    expect(answer.status).toBe(415);
  });

  it('is refused in another character set', async () => {
    const answer = post().set('content-type', 'application/json; charset=latin1').send('{"query":"{ greeting }"}');
    refused(await answer, 415, /UTF-8/);
  });

  it('is refused when no JSON may come back, before a mutation runs', async () => {
    server.events.length = 0;
    refused(await ask('mutation { write }').set('accept', 'text/html'), 406, /Accept: application\/json/);
    expect(server.events).toEqual([]);
  });

  it.each([`{"query": "${CANARY}`, CANARY, '"x"', '7'])('is refused when it is not a JSON object: %s', async (body) => {
    refused(await post().set('content-type', 'application/json').send(body), 400, /not valid JSON/);
  });

  it('is refused as a batch', async () => {
    refused(await json([{ query: '{ greeting }' }]), 400, /batches/);
    refused(await json([]), 400, /batches/);
  });

  it('is refused when it is nested deeper than anything could need', async () => {
    const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    const send = (levels: number) =>
      post()
        .set('content-type', 'application/json')
        .send(`{"query":"{ greeting }","variables":${nested(levels)}}`);
    refused(await send(20_000), 400, /levels deep/);
    expect((await send(50)).status).toBe(200);
  });

  it.each([
    [{}, /"query"/],
    [{ query: '' }, /"query"/],
    [{ query: 7 }, /"query"/],
    [{ query: null, extensions: { persistedQuery: { version: 1, sha256Hash: CANARY } } }, /"query"/],
    [{ query: '{ greeting }', variables: CANARY }, /"variables"/],
    [{ query: '{ greeting }', variables: [CANARY] }, /"variables"/],
    [{ query: '{ greeting }', extensions: CANARY }, /"extensions"/],
    [{ query: '{ greeting }', operationName: { [CANARY]: 1 } }, /"operationName"/],
  ])('is refused with the wrong fields: %j', async (body, message) => {
    refused(await json(body), 400, message);
  });

  it('is refused when it is larger than 256 kB, and not a byte before', async () => {
    const envelope = JSON.stringify({ query: '{ greeting }', variables: { x: '' } }).length;
    const bodyOf = (bytes: number) => ({ query: '{ greeting }', variables: { x: 'x'.repeat(bytes - envelope) } });
    expect((await json(bodyOf(256 * 1024))).status).toBe(200);
    refused(await json(bodyOf(256 * 1024 + 1)), 413, /256 kB/);
  });

  it('is refused when it unpacks to more than 256 kB', async () => {
    const { gzipSync } = await import('node:zlib');
    const bomb = gzipSync(JSON.stringify({ query: `{ greeting } ${' '.repeat(1_000_000)}` }));
    const answer = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: bomb,
    });
    expect(answer.status).toBe(413);
  });

  it('makes no context', async () => {
    const before = server.contexts.length;
    await json([]);
    await json({ query: 7 });
    expect(server.contexts).toHaveLength(before);
  });
});

describe('a document that is refused', () => {
  it.each([
    ['cannot be read', '{ greeting(', 'BAD_USER_INPUT', /not valid GraphQL at line 1, column 12/],
    ['does not fit the schema', '{ gretting }', 'BAD_USER_INPUT', /^Cannot query field "gretting" on type "Query"\.$/],
    ['is too long', `{ ${'greeting '.repeat(3001)} }`, 'QUERY_TOO_COSTLY', /too long/],
    ['repeats itself', `{ ${'greeting '.repeat(100)} }`, 'QUERY_TOO_COSTLY', /repeats fields/],
    ['repeats itself without end', `{ ${'greeting '.repeat(2500)} }`, 'QUERY_TOO_COSTLY', /repeats fields/],
    [
      'has too many aliases',
      `{ ${Array.from({ length: 31 }, (_, i) => `a${i}: greeting`).join(' ')} }`,
      'QUERY_TOO_COSTLY',
      /aliases/,
    ],
  ])('because it %s answers 400, and its context is closed', async (_why, query, code, message) => {
    const answer = await ask(query);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0]).toMatchObject({ message: expect.stringMatching(message), extensions: { code } });
    expect(answer.body).not.toHaveProperty('data');
    expect(server.contexts.at(-1)?.closings).toBe(1);
  });

  it('names wrong variables by path', async () => {
    const answer = await ask('query ($name: String) { greeting(name: $name) }', { name: { [CANARY]: CANARY } });
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].extensions).toEqual({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'name', message: '"name" must be text.' }],
    });
  });
});

describe('introspection', () => {
  it('is answered outside production only', async () => {
    const query = '{ __schema { queryType { name } } }';
    expect((await ask(query)).body).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
    const production = await aServer({ environment: 'production' });
    const answer = await request(production.url).post('/graphql').send({ query });
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].message).toBe('Introspection is off on this server.');
    await production.stop();
  });
});

describe('every other path', () => {
  it.each(['/', '/graphql/', '/graphqlx', '/health', '/graphql/explorer/start.js', '/%E0%A4%A'])(
    'answers %s in JSON',
    async (path) => {
      const answer = await request(server.url).get(path);
      expect([400, 404, 405]).toContain(answer.status);
      expect(Object.keys(answer.body)).toEqual(['errors']);
      expect(answer.body.errors[0].message).toMatch(/^[A-Z].*\.$/);
    },
  );
});

describe('health', () => {
  it('says that the server lives, and whether it can answer', async () => {
    expect((await request(server.url).get('/health/live')).body).toEqual({ status: 'live' });
    const ready = await request(server.url).get('/health/ready');
    expect([ready.status, ready.body]).toEqual([200, { status: 'ready' }]);
  });

  it.each([
    ['says no', async () => false],
    ['fails', () => Promise.reject(new Error(CANARY))],
  ])('is 503 when the database %s', async (_what, isReady) => {
    const sick = await aServer({ isReady });
    const ready = await request(sick.url).get('/health/ready');
    expect([ready.status, ready.body]).toEqual([503, { status: 'not ready' }]);
    expect((await request(sick.url).get('/health/live')).status).toBe(200);
    await sick.stop();
  });
});

describe('what an answer cost', () => {
  it('is told to those who develop, and to nobody else', async () => {
    for (const environment of ['development', 'test', 'production'] as const) {
      const other = await aServer({ environment });
      try {
        const answer = await request(other.listener)
          .post('/graphql')
          .set('content-type', 'application/json')
          .send({ query: '{ query }' });
        expect(answer.headers['x-plan']).toBe(environment === 'development' ? '1 statement, 2 round trips' : undefined);
      } finally {
        await other.stop();
      }
    }
  });
});
