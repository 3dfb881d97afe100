import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = join(__dirname, '../../scripts/sum-tests.mjs');
const GREEN = {
  success: true,
  numPassedTests: 40,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alongside-sum-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes the contents as reports 0.json, 1.json and so on, and sums them. */
function sum(...contents: string[]) {
  const paths = contents.map((content, index) => {
    const path = join(folder, `${index}.json`);
    writeFileSync(path, content);
    return path;
  });
  return sumFiles(...paths);
}

function sumFiles(...paths: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...paths], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

function report(changes: Partial<typeof GREEN> = {}): string {
  return JSON.stringify({ ...GREEN, ...changes });
}

it('adds up green reports, and has nothing to complain about', () => {
  expect(sum(report(), report({ numPassedTests: 2 }))).toEqual({
    status: 0,
    stdout: '42 passed, 0 failed\n',
    stderr: '',
  });
});

it('fails when a test failed in either run', () => {
  const { status, stdout, stderr } = sum(report(), report({ success: false, numPassedTests: 37, numFailedTests: 3 }));
  expect({ status, stdout }).toEqual({ status: 1, stdout: '77 passed, 3 failed\n' });
  expect(stderr).toBe('tests: 1.json: 3 failed\n');
});

it('counts a test file that could not run as a failure', () => {
  const { status, stdout } = sum(report({ success: false, numRuntimeErrorTestSuites: 2 }));
  expect({ status, stdout }).toEqual({ status: 1, stdout: '40 passed, 2 failed\n' });
});

it('fails without a report, with a report that is not whole, and with a report of something else', () => {
  expect(sumFiles()).toMatchObject({ status: 1, stdout: '0 passed, 1 failed\n' });
  expect(sumFiles(join(folder, 'none.json'))).toMatchObject({ status: 1, stdout: '0 passed, 1 failed\n' });
  expect(sum(report(), report().slice(0, 20))).toMatchObject({ status: 1, stdout: '40 passed, 1 failed\n' });
  expect(sum('null')).toMatchObject({ status: 1, stderr: 'tests: 0.json is missing or no report\n' });
});

it('fails when no test ran', () => {
  const { status, stdout, stderr } = sum(report({ numPassedTests: 0, numPendingTests: 5 }));
  expect({ status, stdout }).toEqual({ status: 1, stdout: '0 passed, 1 failed\n' });
  expect(stderr).toContain('0.json has no tests that ran');
});

it('fails when every test passed and the run did not', () => {
  expect(sum(report({ success: false }))).toMatchObject({ status: 1, stdout: '40 passed, 1 failed\n' });
});

it('says how many tests did not run, without failing', () => {
  const { status, stderr } = sum(report({ numPendingTests: 2, numTodoTests: 1 }));
  expect({ status, stderr }).toEqual({ status: 0, stderr: 'tests: 0.json: 3 did not run\n' });
});
