const { statSync } = require('node:fs');

/** What takes longest, the longest first. A file that began last would keep one worker waiting for the other. */
const SLOWEST = [
  'access/oracles.test.ts',
  'corpus/corpus.test.ts',
  'corpus/corpus-second-half.test.ts',
  'access/matrix/matrix.test.ts',
  'access/canaries.test.ts',
  'access/pool-mixed.test.ts',
  'readme.test.ts',
  'scripts/check.test.ts',
  'features/exchange/live.test.ts',
  'access/consent-properties.test.ts',
  'app/start.test.ts',
  'platform/database/migrations.test.ts',
];

/**
 * The order of test files, the same on every machine: jest's own goes by how long each took before, which a fresh clone does not know.
 * After those that are named here the largest come first, as with jest.
 */
module.exports = class SlowestFirst {
  sort(tests) {
    const place = ({ path }) => {
      const found = SLOWEST.findIndex((name) => path.replaceAll('\\', '/').endsWith(`/test/${name}`));
      return found < 0 ? SLOWEST.length : found;
    };
    const size = ({ path }) => statSync(path).size;
    return [...tests].sort((a, b) => place(a) - place(b) || size(b) - size(a));
  }

  /** Jest asks for them by --onlyFailures. It keeps none here. */
  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
};
