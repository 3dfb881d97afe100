import { buildSchema } from 'graphql';
import { undescribed } from '../../../src/platform/graphql/undescribed';

const SCHEMA = `
"""Marks what is on trial."""
directive @trial(
  """Since which release."""
  since: String
) on FIELD_DEFINITION

"""What can be asked."""
type Query {
  """The patients of the program."""
  patients(
    """Only those in care."""
    filter: Filter
  ): [Node!]!
}

"""A record with an id."""
interface Node {
  """Opaque and stable."""
  id: ID!
}

"""Which patients to show."""
input Filter {
  """Where they stand."""
  status: Status
}

"""Where a patient stands."""
enum Status {
  """In care."""
  ACTIVE
}

"""One of several records."""
union Found = Query

"""A calendar day."""
scalar Day
`;

const without = (text: string) => {
  if (!SCHEMA.includes(text)) throw new Error(`The schema has no "${text}" to take away.`);
  return buildSchema(SCHEMA.replace(text, ''));
};

it('passes a schema in which everything is described', () => {
  expect(undescribed(buildSchema(SCHEMA))).toEqual([]);
});

it.each([
  ['a type', '"""What can be asked."""', 'Query'],
  ['an interface', '"""A record with an id."""', 'Node'],
  ['an input type', '"""Which patients to show."""', 'Filter'],
  ['an enum', '"""Where a patient stands."""', 'Status'],
  ['a union', '"""One of several records."""', 'Found'],
  ['a scalar', '"""A calendar day."""', 'Day'],
  ['a directive', '"""Marks what is on trial."""', '@trial'],
  ['a field', '"""The patients of the program."""', 'Query.patients'],
  ['a field of an interface', '"""Opaque and stable."""', 'Node.id'],
  ['an argument', '"""Only those in care."""', 'Query.patients(filter:)'],
  ['an argument of a directive', '"""Since which release."""', '@trial(since:)'],
  ['an input field', '"""Where they stand."""', 'Filter.status'],
  ['an enum value', '"""In care."""', 'Status.ACTIVE'],
])('names %s without a description', (_, description, path) => {
  expect(undescribed(without(description))).toEqual([path]);
});

it('takes no single word, blank or number for a description', () => {
  const described = (text: string) => buildSchema(SCHEMA.replace('"""In care."""', `"""${text}"""`));
  for (const text of ['Active.', '   ', '1 2 3', '…']) expect(undescribed(described(text))).toEqual(['Status.ACTIVE']);
});
