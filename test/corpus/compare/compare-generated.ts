import * as fc from 'fast-check';
import { ACTORS, type Actor } from '../actors';
import type { CorpusApp } from '../corpus-app';
import type { Aim } from '../generate/aim';
import { operationArbitrary } from '../generate/operation-arbitrary';
import type { Operation } from '../operation';
import type { Comparison } from './compare-operations';

/** How many differing operations are made small, and how long that may take for each. */
const MOST_MADE_SMALL = 3;
const SHRINK_MILLISECONDS = 20_000;

/** The operations of a seed: the same ones, in the same order, however many are wanted. */
export function operationsOf(
  { plain, facts }: CorpusApp,
  seed: number,
  count: number,
  actors: readonly Actor[] = ACTORS,
  aims: readonly Aim[] = [],
): Operation[] {
  return fc.sample(operationArbitrary(plain.schema, facts, actors, aims), { seed, numRuns: count });
}

/**
 * Compares operations generated from a seed.
 * @returns a report for each difference, the first few of them made as small as they get
 */
export async function compareGenerated(
  comparison: Comparison,
  seed: number,
  count: number,
  aims: readonly Aim[] = [],
): Promise<string[]> {
  const reports = await comparison.ofAll(operationsOf(comparison.corpus, seed, count, ACTORS, aims));
  const small: string[] = [];
  for (const [index, report] of reports) {
    if (small.length === MOST_MADE_SMALL) break;
    small.push(
      (await replayed(comparison, seed, String(index), aims)) ?? `${report}\nwhich happened once and not again`,
    );
  }
  return [...small, ...[...reports.values()].slice(small.length)];
}

/**
 * Asks one operation of a seed again and makes it small.
 * @param path its number, or the path that an earlier report names
 * @returns the report; undefined when the answers are the same
 */
export async function replayed(
  comparison: Comparison,
  seed: number,
  path: string,
  aims: readonly Aim[] = [],
): Promise<string | undefined> {
  const { plain, facts } = comparison.corpus;
  const property = fc.asyncProperty(operationArbitrary(plain.schema, facts, ACTORS, aims), async (operation) => {
    const difference = await comparison.of(operation);
    if (difference !== undefined) throw new Error(difference);
  });
  const details = await fc.check(property, { seed, path, numRuns: 1, interruptAfterTimeLimit: SHRINK_MILLISECONDS });
  if (!details.failed) return undefined;
  const { message } = details.errorInstance as Error;
  const replay = `CORPUS_SEED=${seed} CORPUS_PATH=${details.counterexamplePath ?? path}`;
  // What was aimed at follows from what was touched before: that run alone comes by the same operation.
  const how = aims.length === 0 ? `replay with ${replay}` : `aimed at ${aims.map(({ place }) => place).join(', ')}`;
  return `${message}\n${how}, made smaller ${details.numShrinks} times`;
}
