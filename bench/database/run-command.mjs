// The product's own commands, as npm runs them.
import { spawn } from 'node:child_process';
import { BenchError } from '../bench-error.mjs';
import { built, DATA, ROOT } from '../paths.mjs';

/**
 * Runs a command of the product on a database, in silence unless it fails.
 * @param {string} command its file in src/app/cli, without the ending
 * @param {string[]} words
 * @param {string} url the superuser's address of the database
 */
export async function runCommand(command, words, url) {
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    DATA_DIR: DATA,
    DATABASE_URL: url,
    MIGRATION_DATABASE_URL: '',
  };
  const child = spawn(process.execPath, [built(`app/cli/${command}.js`), ...words], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk) => {
    complaints += String(chunk);
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  const last = complaints.trim().split('\n').at(-1);
  if (code !== 0) throw new BenchError(`npm run ${command} -- ${words.join(' ')} failed: ${last}`);
}
