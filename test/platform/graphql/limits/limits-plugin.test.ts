import { ApolloServer, HeaderMap } from '@apollo/server';
import { type GraphQLFormattedError, getIntrospectionQuery } from 'graphql';
import { LIMITS, limitsPlugin } from '../../../../src/platform/graphql/limits';
import { aClinicSchema } from './clinic-schema';

const CANARY = 'canary-7f3a';
let resolved = 0;
const server = new ApolloServer({
  schema: aClinicSchema(),
  plugins: [limitsPlugin({ limits: LIMITS, maxPageSize: 100 })],
  fieldResolver: () => {
    resolved += 1;
    return null;
  },
  parseOptions: { maxTokens: LIMITS.tokens },
});

async function ask(query: string, variables: Record<string, unknown> = {}): Promise<GraphQLFormattedError | undefined> {
  resolved = 0;
  const http = { method: 'POST', headers: new HeaderMap(), search: '', body: '' };
  const { body } = await server.executeOperation({ query, variables, http });
  if (body.kind !== 'single') throw new Error('One answer was expected.');
  const [error] = body.singleResult.errors ?? [];
  if (error) expect(resolved).toBe(0);
  else expect(resolved).toBeGreaterThan(0);
  return error;
}

afterAll(() => server.stop());

describe('the price of an operation', () => {
  it.each([
    ['nothing much', '{ viewer { displayName } }'],
    [
      '50 patients with plans, activities, links and meetings',
      `{ viewer { clinician { caseload(first: 50) { totalCount pageInfo { hasNextPage } nodes { id preferredName
         carePlans(first: 5) { nodes { id activities { id clinician { displayName } }
           peerLinks(first: 10) { nodes { id peer { displayName ... on PeerGroup { nextMeetings(first: 3) { startsAt meeting { name } } } } } } } } } } } } }`,
    ],
    [
      '200 patients with their plans on pages of the default size',
      `{ patients(first: 200) { edges { cursor node { id identity { fullName identifiers { system value } }
         careTeam { clinician { displayName } } carePlans { nodes { title activities { status } } } } } pageInfo { hasNextPage } } }`,
    ],
  ])('leaves room for %s', async (_what, query) => {
    expect(await ask(query)).toBeUndefined();
  });

  it.each([
    [
      'three full pages inside each other',
      '{ patients(first: 100) { nodes { carePlans(first: 100) { nodes { peerLinks(first: 100) { nodes { id } } } } } } }',
    ],
    [
      'the same with last',
      '{ patients(last: 100) { nodes { carePlans(last: 100) { nodes { peerLinks(last: 100) { nodes { id } } } } } } }',
    ],
    [
      'going round in circles',
      `{ viewer { clinician { caseload(first: 100) { nodes { careTeam { clinician { caseload(first: 100) { nodes {
         careTeam { clinician { displayName } } } } } } } } } } }`,
    ],
    [
      'many expensive fields side by side',
      `{ ${Array.from({ length: 30 }, (_, i) => `p${i}: patients(first: 100) { nodes { carePlans(first: 100) { nodes { id } } } }`).join(' ')} }`,
    ],
    [
      'the same field over and over',
      `{ ${'patients(first: 100) { nodes { carePlans(first: 100) { nodes { id } } } } '.repeat(25)} }`,
    ],
  ])('refuses %s', async (_what, query) => {
    expect(await ask(query)).toMatchObject({
      message: 'The answer could hold more than 200,000 records. Ask for smaller pages or fewer levels.',
      extensions: { code: 'QUERY_TOO_COSTLY' },
    });
  });

  it('is computed with the variables of each request', async () => {
    const query = `query ($n: Int = 5, $all: Boolean = false) { patients(first: 100) { nodes { carePlans(first: $n) { nodes {
      peerLinks(first: $n) @include(if: $all) { nodes { id } } } } } } }`;
    const codes: unknown[] = [];
    for (const variables of [{}, { all: true }, { n: 100 }, { n: 100, all: true }, { n: null, all: true }]) {
      codes.push((await ask(query, variables))?.extensions?.code);
    }
    expect(codes).toEqual([undefined, undefined, undefined, 'QUERY_TOO_COSTLY', undefined]);
  });

  it('counts records that are asked for by their ids', async () => {
    const query =
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Patient { carePlans(first: 100) { nodes { peerLinks(first: 50) { nodes { id } } } } } } }';
    const codes: unknown[] = [];
    for (const length of [0, 10, 100, 11]) {
      const ids = Array.from({ length }, (_, index) => `patient_${index}`);
      codes.push((await ask(query, { ids }))?.extensions?.code);
    }
    expect(codes).toEqual([undefined, undefined, 'QUERY_TOO_COSTLY', undefined]);
    const written = `{ nodes(ids: [${'"a", '.repeat(100)}]) { ... on Patient { carePlans(first: 100) { nodes { peerLinks(first: 50) { nodes { id } } } } } } }`;
    expect(await ask(written)).toMatchObject({ extensions: { code: 'QUERY_TOO_COSTLY' } });
  });

  it('is that of the operation that was asked for, in a document of several', async () => {
    const query = `query Cheap { viewer { displayName } }
      query Dear { patients(first: 100) { nodes { carePlans(first: 100) { nodes { peerLinks(first: 100) { nodes { id } } } } } } }`;
    const answers = await Promise.all(
      ['Cheap', 'Dear'].map(async (operationName) => (await server.executeOperation({ query, operationName })).body),
    );
    expect(answers.map((body) => body.kind === 'single' && body.singleResult.errors?.[0]?.extensions?.code)).toEqual([
      undefined,
      'QUERY_TOO_COSTLY',
    ]);
  });

  it('leaves introspection to its own limit', async () => {
    const { body } = await server.executeOperation({ query: getIntrospectionQuery({ inputValueDeprecation: true }) });
    expect(body.kind === 'single' && body.singleResult.errors).toBeUndefined();
  });
});

describe('page sizes', () => {
  it.each([
    ['{ patients(first: 201) { nodes { id } } }', 'first', '"first" of "patients" must be between 0 and 200.'],
    ['{ patients(last: 201) { nodes { id } } }', 'last', '"last" of "patients" must be between 0 and 200.'],
    [
      '{ patient(id: 1) { ...f ...g } } fragment f on Patient { carePlans(first: 101) { nodes { id } } } fragment g on Patient { ...f }',
      'first',
      '"first" of "carePlans" must be between 0 and 100.',
    ],
    ['{ patients(first: -1) { nodes { id } } }', 'first', '"first" of "patients" must be between 0 and 200.'],
    ['{ patients(first: 1, last: 1) { nodes { id } } }', 'last', 'Give "first" or "last" of "patients", not both.'],
    [
      '{ node(id: 1) { ... on PeerGroup { nextMeetings(first: 1000) { startsAt } } } }',
      'first',
      '"first" of "nextMeetings" must be between 0 and 100.',
    ],
  ])('are refused in %s', async (query, path, message) => {
    expect(await ask(query)).toMatchObject({
      message,
      extensions: { code: 'BAD_USER_INPUT', fields: [{ path, message }] },
    });
  });

  it('are refused when they come in a variable', async () => {
    const query = 'query ($n: Int) { patients(first: $n) { nodes { id } } }';
    expect(await ask(query, { n: 200 })).toBeUndefined();
    expect((await ask(query, { n: 201 }))?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  it('may be the longest, zero and null', async () => {
    const query =
      '{ a: patients(first: 200) { totalCount } b: patients(last: 0) { totalCount } c: patients(first: null) { totalCount } }';
    expect(await ask(query)).toBeUndefined();
  });
});

describe('variables', () => {
  const query =
    'query ($input: RegisterInput!, $dryRun: Boolean = true) { register(input: $input, dryRun: $dryRun) { id } }';

  it.each([
    ['nothing', {}, 'input', '"input" is required.'],
    ['null for what is required', { input: null }, 'input', '"input" must not be null.'],
    ['text for an object', { input: CANARY }, 'input', '"input" must be an object of type RegisterInput.'],
    ['an object that lacks a field', { input: {} }, 'input.givenName', '"input.givenName" is required.'],
    [
      'a field that nobody knows',
      { input: { givenName: 'x', [CANARY]: CANARY } },
      'input',
      '"input" has a field that RegisterInput does not know.',
    ],
    [
      'a value outside an enum',
      { input: { givenName: 'x', sex: CANARY } },
      'input.sex',
      '"input.sex" must be a valid Sex.',
    ],
    [
      'text for a number',
      { input: { givenName: 'x', priority: CANARY } },
      'input.priority',
      '"input.priority" must be a whole number.',
    ],
    [
      'an object for text',
      { input: { givenName: { [CANARY]: CANARY } } },
      'input.givenName',
      '"input.givenName" must be text.',
    ],
    [
      'a wrong item in a list',
      { input: { givenName: 'x', address: { lines: ['y', { at: `${CANARY}"; ` }] } } },
      'input.address.lines.1',
      '"input.address.lines.1" must be text.',
    ],
    [
      'text for a truth value',
      { input: { givenName: 'x' }, dryRun: CANARY },
      'dryRun',
      '"dryRun" must be true or false.',
    ],
  ])('that hold %s are refused by path and type, without their value', async (_what, variables, path, message) => {
    const error = await ask(query, variables);
    expect(error).toMatchObject({ message, extensions: { code: 'BAD_USER_INPUT', fields: [{ path, message }] } });
    expect(JSON.stringify(error)).not.toContain(CANARY);
  });

  it('with many problems name at most twenty', async () => {
    const error = await ask(query, { input: { givenName: 'x', address: { lines: Array(500).fill(7) } } });
    expect(error?.extensions?.fields).toHaveLength(20);
  });

  it('that cannot be accepted by a scalar are told what the scalar is', async () => {
    const schema = aClinicSchema();
    const date = schema.getType('Date');
    Object.assign(date as object, {
      parseValue: () => {
        throw new Error(CANARY);
      },
    });
    const strict = new ApolloServer({ schema, plugins: [limitsPlugin({ limits: LIMITS, maxPageSize: 100 })] });
    const variables = { input: { givenName: 'x', birthDate: CANARY } };
    const { body } = await strict.executeOperation({ query, variables });
    expect(body.kind === 'single' && body.singleResult.errors?.[0]?.message).toBe(
      '"input.birthDate" must be a valid Date. A calendar day: 2026-03-01.',
    );
    await strict.stop();
  });
});
