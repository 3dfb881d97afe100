// Runs the whole suite by jest. Words after `--` go on to jest.
//
//   npm test                                            everything, against an embedded PostgreSQL
//   DATABASE_URL=postgresql://… npm test                everything, against that server; the login is a superuser
//   npm test -- test/features/peers                     a part
//   npm test -- --outputFile=report.json                keeps the JSON report, which scripts/sum-tests.mjs reads
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const words = process.argv.slice(2);
const temporary = mkdtempSync(join(tmpdir(), 'alongside-report-'));
const report = words.some((word) => word.startsWith('--outputFile')) ? [] : [`--outputFile=${temporary}/report.json`];

const run = spawn(process.execPath, [jest, '--json', ...report, ...words], {
  cwd: join(import.meta.dirname, '..'),
  stdio: 'inherit',
});
// Ctrl-C reaches jest by itself, being in the same process group; we only have to outlive it.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => run.kill('SIGTERM'));
run.on('close', (code) => {
  rmSync(temporary, { recursive: true, force: true });
  process.exitCode = code ?? 1;
});
