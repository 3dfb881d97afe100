import { runProgram } from '../support/programs';

jest.setTimeout(60_000);

it('fails where jest does, and where no test has said what it counted', async () => {
  // Jest lists its tests, and runs none.
  const silent = await runProgram('scripts/test-access.mjs', ['--listTests'], {});
  expect(silent.code).toBe(1);
  expect(silent.err).toContain('No test has said what it counted.');
  expect(silent.out).toContain('planted faults caught: 0');
  const failed = await runProgram('scripts/test-access.mjs', ['--unknownOption'], {});
  expect(failed.code).toBe(1);
});
