import './as-in-production';
import { parse, validate } from 'graphql';
import { Role } from '../../src/access/role';
import { ACTORS } from './actors';
import { operationsOf } from './compare/compare-generated';
import { type CorpusApp, startCorpusApp } from './corpus-app';
import { isWellFormed } from './generate/operation-arbitrary';
import { smallerOperations } from './generate/smaller-operations';
import type { Operation } from './operation';

let corpus: CorpusApp;
let some: readonly Operation[];
beforeAll(async () => {
  corpus = await startCorpusApp();
  some = operationsOf(corpus, 3, 150);
}, 60_000);
afterAll(() => corpus.app.stop());

it('has an actor of every role', () => {
  expect(new Set(ACTORS.map(({ role }) => role))).toEqual(new Set(Object.values(Role)));
});

it('writes valid operations within the limits, the same ones for the same seed', () => {
  const operations = operationsOf(corpus, 1, 60);
  expect(operations.filter((operation) => !isWellFormed(corpus.plain.schema, operation))).toEqual([]);
  expect(operationsOf(corpus, 1, 60)).toEqual(operations);
  expect(operationsOf(corpus, 2, 60)).not.toEqual(operations);
});

it.each([
  ['aliases', /\b\w+: \w+[ ({]/],
  ['named fragments', /\bfragment \w+ on /],
  ['inline fragments', /\.\.\. on \w+/],
  ['inline fragments without a type', /\.\.\. (@|\{)/],
  ['skip and include by literals', /@(skip|include)\(if: (true|false)\)/],
  ['skip and include by variables', /@(skip|include)\(if: \$/],
  ['names of types', /__typename/],
  ['variables with defaults', /\$\w+: [[\w!\]]+ = /],
  ['variables within input objects', /\{[^{}]*\w+: \$\w+[^{}]*\}/],
  ['variables within lists', /\[[^[\]]*\$\w+/],
  ['cursors', /(after|before): \$(after|before)/],
  ['pages from the end', /last: /],
  ['arguments that are null', /: null/],
])('writes %s', (_what, pattern) => {
  const with_ = some.filter(({ document }) => pattern.test(document));
  expect(with_.length).toBeGreaterThan(3);
});

it('leaves one thing out at a time to make an operation smaller, and stays valid', () => {
  const [operation] = operationsOf(corpus, 5, 1);
  if (!operation) throw new Error('No operation was written.');
  const smaller = [...smallerOperations(operation)].filter((one) => isWellFormed(corpus.plain.schema, one));
  expect(smaller.length).toBeGreaterThan(2);
  for (const { document } of smaller) {
    expect(validate(corpus.plain.schema, parse(document))).toEqual([]);
    expect(document).not.toBe(operation.document);
  }
});
