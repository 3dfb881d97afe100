import { buildSchema } from 'graphql';
import { firstDifference, schemaText } from '../../../src/platform/graphql/schema-text';

it('writes the same text however the code is ordered', () => {
  const one = schemaText(buildSchema('type Query { b(d: Int, c: Int): E a: E } enum E { Y X }'));
  const other = schemaText(buildSchema('enum E { X Y } type Query { a: E b(c: Int, d: Int): E }'));
  expect(one).toBe(other);
  expect(one).toMatch(/^# The graph as it is served\./);
});

it('finds no difference between equal texts', () => {
  expect(firstDifference('type Query {\n', 'type Query {\n')).toBeUndefined();
});

it.each([
  ['changed', 'a: Int', 'a: String', 'line 3, type Query: committed "a: Int", built "a: String"'],
  ['added', 'a: Int', 'a: Int\n  b: Int', 'line 4, type Query: committed "}", built "b: Int"'],
])('names the line and type of what was %s', (_, before, after, expected) => {
  const text = (field: string) => `enum E { X }\ntype Query implements Node {\n  ${field}\n}\n`;
  expect(firstDifference(text(before), text(after))).toBe(expected);
});

it('says so when one text goes on where the other has ended', () => {
  expect(firstDifference('', 'scalar Day')).toBe('line 1, scalar Day: committed "", built "scalar Day"');
  expect(firstDifference('a\nb', 'a')).toBe('line 2: committed "b", built nothing');
});
