import { ApolloServer, HeaderMap } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError, GraphQLScalarType } from 'graphql';
import { QueryFailedError } from 'typeorm';
import { badInput, notFound, PublicError } from '../../../src/platform/graphql/errors';
import { maskError, withRequestId } from '../../../src/platform/graphql/mask-errors';
import { aClinicSchema } from './limits/clinic-schema';

const CANARY = 'canary-7f3a';
const schema = aClinicSchema();
let thrown: unknown;

const server = new ApolloServer({
  schema,
  // A careless server: nothing but the mask stands between an error and the caller.
  nodeEnv: 'development',
  includeStacktraceInErrorResponses: true,
  hideSchemaDetailsFromClientErrors: false,
  introspection: false,
  parseOptions: { maxTokens: 300 },
  formatError: (_formatted, error) => maskError(error, schema),
  fieldResolver: () => {
    throw thrown;
  },
});

async function ask(query: string, variables = {}, operationName?: string): Promise<GraphQLFormattedError[]> {
  const http = { method: 'POST', headers: new HeaderMap(), search: '', body: '' };
  const { body } = await server.executeOperation({
    query,
    variables,
    http,
    ...(operationName ? { operationName } : {}),
  });
  if (body.kind !== 'single') throw new Error('One answer was expected.');
  const errors = [...(body.singleResult.errors ?? [])];
  expect(errors.length).toBeGreaterThan(0);
  expect(JSON.stringify(errors)).not.toMatch(new RegExp(`${CANARY}|stack|node_modules|Did you mean`, 'i'));
  return errors;
}

async function afterThrowing(error: unknown): Promise<GraphQLFormattedError | undefined> {
  thrown = error;
  const [masked] = await ask('{ viewer { displayName } }');
  return masked;
}

afterAll(() => server.stop());

describe('an error that a resolver throws', () => {
  it('leaves as it is when it was written for the caller, with its place in the answer', async () => {
    expect(await afterThrowing(badInput({ path: 'input.birthDate', message: 'It must be a day.' }))).toEqual({
      message: 'It must be a day.',
      locations: [{ line: 1, column: 3 }],
      path: ['viewer'],
      extensions: { code: 'BAD_USER_INPUT', fields: [{ path: 'input.birthDate', message: 'It must be a day.' }] },
    });
  });

  it('is found under the wrappings that it gathered on its way', async () => {
    const wrapped = new GraphQLError(CANARY, {
      originalError: new GraphQLError(CANARY, { originalError: notFound('Care plan') }),
    });
    expect(await afterThrowing(wrapped)).toMatchObject({
      message: 'Care plan not found.',
      extensions: { code: 'NOT_FOUND' },
    });
  });

  it.each([
    ['an error', new Error(CANARY)],
    ['an error of GraphQL', new GraphQLError(CANARY, { extensions: { code: 'BAD_USER_INPUT', detail: CANARY } })],
    [
      'one that looks like a failed validation',
      new GraphQLError(CANARY, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }),
    ],
    [
      'one that names itself public',
      Object.assign(new Error(CANARY), { name: 'PublicError', extensions: { code: 'NOT_FOUND' } }),
    ],
    ['a string', CANARY],
    ['an object', { message: CANARY, code: 42 }],
    ['nothing', undefined],
    ['a broken rule of the database', failedQuery('23505')],
    ['a value the database cannot read', failedQuery('22P02')],
    ['a missing file', Object.assign(new Error(CANARY), { code: 'ENOENT' })],
  ])('is masked when it is %s', async (_what, error) => {
    expect(await afterThrowing(error)).toEqual({
      message: 'Something went wrong on our side. Please try again.',
      locations: [{ line: 1, column: 3 }],
      path: ['viewer'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
  });

  it.each([
    ['40001', 'CONFLICT'],
    ['40P01', 'CONFLICT'],
    ['55P03', 'CONFLICT'],
    ['57014', 'QUERY_TOO_COSTLY'],
    ['57P01', 'UNAVAILABLE'],
    ['57P03', 'UNAVAILABLE'],
    ['53300', 'UNAVAILABLE'],
    ['08006', 'UNAVAILABLE'],
    ['ECONNREFUSED', 'UNAVAILABLE'],
    ['ECONNRESET', 'UNAVAILABLE'],
  ])('with the database code %s becomes %s', async (code, expected) => {
    expect((await afterThrowing(failedQuery(code)))?.extensions).toEqual({ code: expected });
    expect((await afterThrowing(Object.assign(new Error(CANARY), { code })))?.extensions).toEqual({ code: expected });
    expect((await afterThrowing(new Error(CANARY, { cause: failedQuery(code) })))?.extensions).toEqual({
      code: expected,
    });
  });

  it('is FORBIDDEN where row security refuses what is written, and unforeseen where a privilege is missing', async () => {
    const refused = (routine: string) => Object.assign(new Error(CANARY), { code: '42501', routine });
    expect(await afterThrowing(refused('ExecWithCheckOptions'))).toMatchObject({
      message: 'This part of the record is not open to you.',
      extensions: { code: 'FORBIDDEN' },
    });
    expect((await afterThrowing(refused('aclcheck_error')))?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
  });

  it.each(['timeout exceeded when trying to connect', 'Connection terminated unexpectedly', 'Query read timeout'])(
    'that says %j becomes UNAVAILABLE',
    async (message) => {
      expect((await afterThrowing(new Error(message)))?.extensions).toEqual({ code: 'UNAVAILABLE' });
    },
  );
});

describe('an unforeseen error', () => {
  it('names the request, and no other error does', () => {
    const internal = maskError(new Error(CANARY), schema);
    expect(withRequestId(internal, 'r1').extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', requestId: 'r1' });
    const absent = maskError(notFound('Patient'), schema);
    expect(withRequestId(absent, 'r1')).toBe(absent);
  });

  it("keeps Apollo's own notes out of the answer", () => {
    const error = new PublicError('UNAUTHENTICATED', 'Send a token.', { http: { status: 401, headers: new Map() } });
    expect(maskError(error, schema)).toEqual({ message: 'Send a token.', extensions: { code: 'UNAUTHENTICATED' } });
  });
});

describe('a document that cannot be read', () => {
  it.each([
    ['{ patient(id: "canary-7f3a) { id } }', 1, 37],
    ['{ viewer }\n "canary-7f3a"', 2, 15],
    ['{ patient(id: canary-7f3a) { id } }', 1, 23],
    ['query { patient(id: "\\canary-7f3a") }', 1, 22],
  ])('is refused with a place and no quotation: %s', async (query, line, column) => {
    expect(await ask(query)).toEqual([
      {
        message: `The document is not valid GraphQL at line ${line}, column ${column}.`,
        locations: [{ line, column }],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it('is too costly when it is too long', async () => {
    const [error] = await ask(`{ ${'a '.repeat(400)} }`);
    expect(error).toMatchObject({ message: 'The document is too long.', extensions: { code: 'QUERY_TOO_COSTLY' } });
  });
});

describe('a document that does not fit the schema', () => {
  it.each([
    ['{ viwer { displayName } }', 'Cannot query field "viwer" on type "Query".'],
    ['{ patient(id: 1, name: "canary-7f3a") { id } }', 'Unknown argument "name" on field "Query.patient".'],
    ['{ patient { id } }', 'Field "patient" argument "id" of type "ID!" is required, but it was not provided.'],
    ['{ viewer }', 'Field "viewer" of type "Viewer" must have a selection of subfields.'],
    [
      '{ viewer { displayName { x } } }',
      'Field "displayName" must not have a selection since type "String" has no subfields.',
    ],
    ['{ ...f }', 'Unknown fragment "f".'],
    ['{ viewer { ... on Vewer { displayName } } }', 'Unknown type "Vewer".'],
    ['{ ...f } fragment f on Query { ...g } fragment g on Query { ...f }', 'Cannot spread fragment "f" within itself.'],
    ['{ viewer @hurry(by: "canary-7f3a") { displayName } }', 'Unknown directive "@hurry".'],
    ['{ a: viewer { displayName } a: node(id: 1) { id } }', 'Fields "a" conflict.'],
    ['query ($x: Int) { viewer { displayName } }', 'Variable "$x" is never used.'],
    ['query A { patient(id: $x) { id } }', 'Variable "$x" is not defined by operation "A".'],
    [
      'query ($x: [Int!]!) { patient(id: $x) { id } }',
      'Variable "$x" of type "[Int!]!" used in position expecting type "ID!".',
    ],
    ['{ __schema { queryType { name } } }', 'Introspection is off on this server.'],
    ['{ register(input: {}) { id } }', 'Field "RegisterInput.givenName" of required type "String!" was not provided.'],
    [
      '{ register(input: {givenName: "x", nick: "canary-7f3a"}) { id } }',
      'Field "nick" is not defined by type "RegisterInput".',
    ],
    ['type Query { a: Int }', 'The "Query" definition is not executable.'],
  ])('is told why in names alone: %s', async (query, message) => {
    const errors = await ask(query);
    expect(errors.map((error) => error.message)).toContain(message);
    expect(errors.map((error) => error.extensions?.code)).toEqual(errors.map(() => 'BAD_USER_INPUT'));
  });

  it.each([
    ['{ patients(first: "canary-7f3a") { totalCount } }', 'first', '"first" of "patients" must be a whole number.'],
    [
      '{ patients(filter: {search: 731731}) { totalCount } }',
      'filter.search',
      '"filter.search" of "patients" must be text.',
    ],
    [
      '{ patients(filter: "canary-7f3a") { totalCount } }',
      'filter',
      '"filter" of "patients" must be an object of type PatientFilter.',
    ],
    [
      '{ register(input: {givenName: "x", sex: CANARY731731}) { id } }',
      'input.sex',
      '"input.sex" of "register" must be a valid Sex.',
    ],
    [
      '{ register(input: {givenName: "x", sex: "canary-7f3a"}) { id } }',
      'input.sex',
      '"input.sex" of "register" must be a valid Sex.',
    ],
    [
      '{ register(input: {givenName: null}) { id } }',
      'input.givenName',
      '"input.givenName" of "register" must be text.',
    ],
    [
      '{ register(input: {givenName: "x", address: {lines: ["a", {b: "canary-7f3a"}]}}) { id } }',
      'input.address.lines',
      '"input.address.lines" of "register" must be text.',
    ],
    ['query ($n: Int = "canary-7f3a") { patients(first: $n) { totalCount } }', 'n', '"n" must be a whole number.'],
    ['{ viewer @include(if: "canary-7f3a") { displayName } }', 'if', '"if" of "viewer" must be true or false.'],
  ])('is told which literal cannot stand where, and not the literal: %s', async (query, path, message) => {
    const [error] = await ask(query);
    expect(error).toMatchObject({ message, extensions: { code: 'BAD_USER_INPUT', fields: [{ path, message }] } });
    expect(JSON.stringify(error)).not.toContain('731731');
  });

  it.each([
    ['says what it was given', new Error(CANARY)],
    ["says so in GraphQL's own words", new GraphQLError(`Expected value of type "Date", found "${CANARY}".`)],
    ['quotes it as if it were a name', new GraphQLError('Cannot query field "CANARY731731" on type "Query".')],
  ])('by a scalar that %s is told no value either', async (_what, error) => {
    const date = schema.getType('Date');
    const { parseLiteral } = date as GraphQLScalarType;
    Object.assign(date as GraphQLScalarType, {
      parseLiteral: () => {
        throw error;
      },
    });
    const errors = await ask('{ register(input: {givenName: "x", birthDate: "canary-7f3a"}) { id } }');
    expect(JSON.stringify(errors)).not.toContain('731731');
    expect(errors[0]?.message).toMatch(
      /^("input.birthDate" of "register" must be a valid Date\. |The document does not fit)/,
    );
    Object.assign(date as GraphQLScalarType, { parseLiteral });
  });
});

describe('variables that nobody checked before execution', () => {
  const query =
    'query Q($input: RegisterInput!, $dry: Boolean = true) { register(input: $input, dryRun: $dry) { id } }';

  it.each([
    [{ input: CANARY }],
    [{ input: { givenName: 'x', sex: CANARY } }],
    [{ input: { givenName: 'x', [CANARY]: 1 } }],
    [{ input: { givenName: 'x', priority: `" at "${CANARY}` } }],
    [{}],
    [{ input: null }],
  ])('are refused without their value: %j', async (variables) => {
    const message = '"input" does not have the type that the document gives it.';
    expect(await ask(query, variables)).toMatchObject([
      { message, extensions: { code: 'BAD_USER_INPUT', fields: [{ path: 'input', message }] } },
    ]);
  });

  it('are refused when null comes where an argument needs a value', async () => {
    expect(await ask(query, { input: { givenName: 'x' }, dry: null })).toMatchObject([
      { message: '"dryRun" does not have the type of its argument.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('are refused with an operation name that the document does not hold', async () => {
    expect(await ask(query, {}, CANARY)).toMatchObject([
      { message: 'Send the "operationName" of one operation in the document.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});

/** As TypeORM reports it: the statement, its parameters and the driver's words. */
function failedQuery(code: string): Error {
  const driverError = Object.assign(new Error(`invalid input: "${CANARY}"`), { code, detail: `Key (id)=(${CANARY})` });
  return new QueryFailedError(`select '${CANARY}'`, [CANARY], driverError);
}
