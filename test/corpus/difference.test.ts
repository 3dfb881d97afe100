import { buildSchema, GraphQLError } from 'graphql';
import { differenceOf } from './compare/difference';
import type { Answer, Operation } from './operation';

const schema = buildSchema('type Query { list: [Item!] one: Item } type Item { name: String! }');
const operation: Operation = { document: '{ list { name } }', variables: { n: 1 }, role: 'INTAKE' };

function answer(data: Answer['data'], ...errors: [message: string, path: (string | number)[]][]): Answer {
  return { data, errors: errors.map(([message, path]) => new GraphQLError(message, { path })) };
}

function difference(plain: Answer, plan: Answer): string | undefined {
  return differenceOf(operation, plain, plan, schema);
}

it('sees no difference between the same answers', () => {
  const refused = answer({ one: null }, ['No.', ['one']]);
  expect(difference(answer({ one: { name: 'a' } }), answer({ one: { name: 'a' } }))).toBeUndefined();
  expect(difference(refused, answer({ one: null }, ['No.', ['one']]))).toBeUndefined();
});

it('sees the order of names, and a null instead of no data', () => {
  expect(difference(answer({ a: 1, b: 2 }), answer({ b: 2, a: 1 }))).toContain('The data differ');
  expect(difference(answer(null), answer(undefined))).toContain('The data differ');
});

it('shows the operation, who asked, and both answers around the first difference', () => {
  const long = 'x'.repeat(1000);
  const report = difference(answer({ one: `${long}left${long}` }), answer({ one: `${long}right${long}` })) ?? '';
  expect(report).toContain('asked as INTAKE');
  expect(report).toContain('{ list { name } }');
  expect(report).toContain('variables {"n":1}');
  expect(report).toMatch(/plain …x+left/);
  expect(report.length).toBeLessThan(1200);
});

it('sees where an error is, whatever the order of errors', () => {
  const both = answer({ a: null, b: null }, ['No.', ['a']], ['No.', ['b']]);
  expect(difference(both, answer({ a: null, b: null }, ['No.', ['b']], ['No.', ['a']]))).toBeUndefined();
  expect(difference(both, answer({ a: null, b: null }, ['No.', ['a']], ['No.', ['a']]))).toContain('The errors differ');
  expect(difference(both, answer({ a: null, b: null }, ['No.', ['a']]))).toContain('The errors differ');
});

it('takes whichever error of a list sent the null up, but not another place for the null to rest', () => {
  const second = answer({ list: null }, ['No.', ['list', 1, 'name']]);
  expect(difference(answer({ list: null }, ['No.', ['list', 0, 'name']]), second)).toBeUndefined();
  expect(difference(answer({ list: null }, ['No.', ['list']]), second)).toContain('The errors differ');
  expect(
    difference(
      answer({ list: null, one: null }, ['No.', ['one', 'name']]),
      answer({ list: null, one: null }, ['No.', ['list', 0, 'name']]),
    ),
  ).toContain('The errors differ');
});

it('masks errors as the server does, so that what is unforeseen is the same', () => {
  const one = answer({ one: null }, ['connect ECONNREFUSED', ['one']]);
  expect(difference(one, answer({ one: null }, ['timeout', ['one']]))).toBeUndefined();
});
