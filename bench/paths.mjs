// Where things lie. Everything that the bench makes is under bench/data and bench/results.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the bench. */
export const BENCH = dirname(fileURLToPath(import.meta.url));

/** The project. */
export const ROOT = dirname(BENCH);

/** The embedded database and the development key. Git ignores it. */
export const DATA = join(BENCH, 'data');

/** What a run writes. */
export const RESULTS = join(BENCH, 'results');

/** A module of the built product, such as `app/main.js`. */
export const built = (path) => join(ROOT, 'dist/src', path);
