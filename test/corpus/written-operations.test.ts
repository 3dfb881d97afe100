import './as-in-production';
import { parse, validate } from 'graphql';
import { Comparison } from './compare/compare-operations';
import { type CorpusApp, startCorpusApp } from './corpus-app';
import { Coverage } from './touched/coverage';
import { WRITTEN_OPERATIONS } from './written-operations';

let corpus: CorpusApp;
beforeAll(async () => {
  corpus = await startCorpusApp();
}, 60_000);
afterAll(() => corpus.app.stop());

it.each(WRITTEN_OPERATIONS)('answers as plain loaders do: $name', async (operation) => {
  // One that is invalid would be compared by its refusal only.
  expect(validate(corpus.plain.schema, parse(operation.document))).toEqual([]);
  expect(await new Comparison(corpus, new Coverage()).of(operation)).toBeUndefined();
});
