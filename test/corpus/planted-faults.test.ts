import './as-in-production';
import { compareGenerated, operationsOf, replayed } from './compare/compare-generated';
import { type Answers, Comparison } from './compare/compare-operations';
import { differenceOf } from './compare/difference';
import { type CorpusApp, startCorpusApp } from './corpus-app';
import { CORPUS_SEED } from './corpus-plan';
import type { Executor } from './operation';
import { ERROR_FAULTS, type PlantedFault, TREE_FAULTS } from './planted-faults';
import { Coverage } from './touched/coverage';

// A check that cannot fail is a defect: faults are planted into the answers of one side, and the corpus has to tell.

/** How many generated operations are enough to meet each fault. */
const SOME = 80;
let corpus: CorpusApp;
let answered: readonly Answers[];
beforeAll(async () => {
  corpus = await startCorpusApp();
  const sound = new Comparison(corpus, new Coverage());
  answered = await Promise.all(operationsOf(corpus, CORPUS_SEED, SOME).map((operation) => sound.answers(operation)));
}, 60_000);
afterAll(() => corpus.app.stop());

function caught({ plant }: PlantedFault): string[] {
  return answered.flatMap(({ operation, plain, plan }) => {
    return differenceOf(operation, plain, plant(plan), corpus.plain.schema) ?? [];
  });
}

it('finds nothing where nothing is planted', () => {
  expect(caught({ name: 'nothing', plant: (answer) => answer })).toEqual([]);
});

it.each([...TREE_FAULTS, ...ERROR_FAULTS])('catches $name', (fault) => {
  expect(caught(fault).length).toBeGreaterThan(0);
});

it('makes what it caught small, and says how to ask it again', async () => {
  const fault = TREE_FAULTS.find(({ name }) => name === 'a wrong order');
  const faulty: Executor = async (operation) => {
    const answer = await corpus.plan.execute(operation);
    return fault ? fault.plant(answer) : answer;
  };
  const comparison = new Comparison(corpus, new Coverage(), faulty);
  const [report = ''] = await compareGenerated(comparison, CORPUS_SEED, 12);
  expect(report).toMatch(/^The data differ, asked as [A-Z_]+:\n/);
  // A list and a field or two are enough to see an order.
  expect(report.slice(0, report.indexOf('\nvariables')).length).toBeLessThan(300);

  const [, seed = '', path = ''] = /CORPUS_SEED=(\d+) CORPUS_PATH=([\d:]+)/.exec(report) ?? [];
  const again = await replayed(comparison, Number(seed), path);
  expect(again?.split('\nreplay')[0]).toBe(report.split('\nreplay')[0]);
}, 60_000);
