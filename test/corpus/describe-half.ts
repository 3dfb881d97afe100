import { compareGenerated, replayed } from './compare/compare-generated';
import { Comparison } from './compare/compare-operations';
import { type CorpusApp, startCorpusApp } from './corpus-app';
import { CORPUS_PATH, CORPUS_SEED, RUNS_A_HALF } from './corpus-plan';
import { Aim } from './generate/aim';
import { Coverage } from './touched/coverage';

const HALF_MILLISECONDS = 300_000 + 100 * RUNS_A_HALF;
/** How many operations have to return rows, or the comparison would be one of empty answers. */
const LEAST_SHARE_WITH_ROWS = 0.8;

/** What is rare is looked for a while longer, each round aimed at what all before have missed: nobody has to choose the seed. */
const MOST_ROUNDS = 24;
const ROUND = 60;

/** One half of the generated corpus, from a seed of its own, so that two workers share the work. */
export function describeHalf(half: 0 | 1): void {
  const seed = CORPUS_SEED + half;
  const coverage = new Coverage();
  let corpus: CorpusApp;
  beforeAll(async () => {
    corpus = await startCorpusApp();
  }, 60_000);
  afterAll(() => corpus.app.stop());

  if (CORPUS_PATH !== undefined) {
    it(
      `answers operation ${CORPUS_PATH} of seed ${CORPUS_SEED} alike`,
      async () => {
        expect(await replayed(new Comparison(corpus, coverage), CORPUS_SEED, CORPUS_PATH ?? '0')).toBeUndefined();
      },
      HALF_MILLISECONDS,
    );
    return;
  }

  it(
    `answers ${RUNS_A_HALF} generated operations as plain loaders do`,
    async () => {
      const reports = await compareGenerated(new Comparison(corpus, coverage), seed, RUNS_A_HALF);
      expect(`${reports.length} differences\n\n${reports.slice(0, 5).join('\n\n')}`).toBe('0 differences\n\n');
    },
    HALF_MILLISECONDS,
  );

  it('returns rows for most of them', () => {
    expect(coverage.shareWithRows).toBeGreaterThanOrEqual(LEAST_SHARE_WITH_ROWS);
  });

  it(
    'touches every field, argument, filter key and order, and finds something there',
    async () => {
      const comparison = new Comparison(corpus, coverage);
      const { schema } = corpus.plain;
      for (let more = 1; more <= MOST_ROUNDS && coverage.missed(schema).length > 0; more += 1) {
        const aims = coverage.missed(schema).map((place) => new Aim(schema, place));
        expect(await compareGenerated(comparison, seed + 100 * more, ROUND, aims)).toEqual([]);
      }
      expect(coverage.gaps(schema)).toEqual([]);
    },
    HALF_MILLISECONDS,
  );
}
