import {
  GraphQLObjectType,
  type GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  graphql,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { checkVariables } from '../../../src/platform/graphql/limits/check-variables';
import { DateTime, JSONObject, LocalDate, LocalTime, TimeZone, Url } from '../../../src/platform/graphql/scalars';

const SCALARS: readonly GraphQLScalarType[] = [DateTime, LocalDate, LocalTime, TimeZone, Url, JSONObject];

it.each<[GraphQLScalarType, unknown, unknown]>([
  [DateTime, '2026-03-01T17:30:00Z', new Date('2026-03-01T17:30:00.000Z')],
  [DateTime, '2026-03-01T17:30:00.123456+02:00', new Date('2026-03-01T15:30:00.123Z')],
  [DateTime, '2026-03-01t17:30:00z', new Date('2026-03-01T17:30:00.000Z')],
  [LocalDate, '2024-02-29', '2024-02-29'],
  [LocalDate, '0001-01-01', '0001-01-01'],
  [LocalTime, '00:00', '00:00'],
  [LocalTime, '23:59', '23:59'],
  [TimeZone, 'America/Los_Angeles', 'America/Los_Angeles'],
  [TimeZone, 'Etc/GMT+12', 'Etc/GMT+12'],
  [TimeZone, 'UTC', 'UTC'],
  [Url, 'urn:oid:2.16.840.1.113883.4.1', 'urn:oid:2.16.840.1.113883.4.1'],
  [Url, 'HTTPS://Example.org/A%20b?c#d', 'HTTPS://Example.org/A%20b?c#d'],
  [JSONObject, { a: [1, { b: null }] }, { a: [1, { b: null }] }],
])('%s takes %j', (scalar, given, parsed) => {
  expect(scalar.parseValue(given)).toEqual(parsed);
});

const REFUSED: [GraphQLScalarType, unknown][] = [
  ...[
    '2026-03-01',
    '2026-03-01T17:30:00',
    '2026-02-30T00:00:00Z',
    '2026-03-01T25:00:00Z',
    'tomorrow',
    1772386200000,
    '',
  ].map((value): [GraphQLScalarType, unknown] => [DateTime, value]),
  ...['2026-02-29', '2026-3-1', '0000-01-01', '10000-01-01', '2026-03-01T00:00:00Z', 20260301, ''].map(
    (value): [GraphQLScalarType, unknown] => [LocalDate, value],
  ),
  ...['24:00', '9:30', '19:60', '19:30:00', '7 pm', 1930, ''].map((value): [GraphQLScalarType, unknown] => [
    LocalTime,
    value,
  ]),
  ...['+02:00', 'GMT+2', 'Mars/Olympus', 'America/Los Angeles', 'America/Los_Angeles\u0000', 2, ''].map(
    (value): [GraphQLScalarType, unknown] => [TimeZone, value],
  ),
  ...[
    'example.org',
    '/a',
    'https://',
    'https://exa mple.org',
    'urn:a:\u0000',
    'urn:a:\ud800',
    'urn:a:b\n',
    `urn:a:${'b'.repeat(2048)}`,
    7,
    '',
  ].map((value): [GraphQLScalarType, unknown] => [Url, value]),
  ...[[1], 'text', 1, true].map((value): [GraphQLScalarType, unknown] => [JSONObject, value]),
];

it.each(REFUSED)('%s refuses %j, as a variable', (scalar, value) => {
  expect(() => scalar.parseValue(value)).toThrow();
});

it.each(REFUSED.filter(([scalar]) => scalar !== JSONObject))('%s refuses %j, as a literal', async (scalar, value) => {
  const { errors } = await graphql({ schema: schemaWith(scalar), source: `{ echo(value: ${JSON.stringify(value)}) }` });
  expect(errors).toHaveLength(1);
  // The place is what the mask builds its own sentence from; see mask-errors.ts.
  expect(errors?.[0]?.locations).toHaveLength(1);
});

it.each(SCALARS)('what is told of a bad %s names the variable and repeats nothing of the value', (scalar) => {
  const schema = schemaWith(scalar);
  const document = parse(`query ($given: ${scalar.name}!) { echo(value: $given) }`);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const told = (): void => checkVariables(schema, operation, { given: 'CANARY \u0000' });
  expect(told).toThrow(expect.objectContaining({ message: expect.not.stringContaining('CANARY') }));
  expect(told).toThrow(`"given" must be a valid ${scalar.name}. ${scalar.description}`);
});

it('an instant leaves in UTC with milliseconds, whatever zone it came in', () => {
  const instant = DateTime.parseValue('2026-03-01T17:30:00+05:45');
  expect(JSON.parse(JSON.stringify(DateTime.serialize(instant)))).toBe('2026-03-01T11:45:00.000Z');
});

it.each([
  [LocalDate, '2026-03-01'],
  [LocalTime, '07:05'],
  [TimeZone, 'Asia/Kathmandu'],
  [Url, 'https://Example.org'],
])('%s leaves as it was kept: %j', (scalar, value) => {
  expect(scalar.serialize(value)).toBe(value);
});

function schemaWith(scalar: GraphQLScalarType): GraphQLSchema {
  const echo = { type: GraphQLString, args: { value: { type: scalar } }, resolve: () => 'taken' };
  return new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields: { echo } }) });
}
