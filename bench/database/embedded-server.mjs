// One PostgreSQL for every contestant and both sizes: the product's own launcher, durable, on a folder of the bench.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { BenchError } from '../bench-error.mjs';
import { built, DATA } from '../paths.mjs';

const require = createRequire(import.meta.url);

/**
 * Starts the server; it ends with this process.
 * @returns {Promise<{ urlOf(database: string): string, pid: number, stop(): Promise<void> }>} `urlOf` is the superuser's address
 */
export async function startDatabaseServer() {
  const { startEmbeddedPostgres } = require(built('platform/database/embedded/index.js'));
  const server = await startEmbeddedPostgres({ dataFolder: DATA, durable: true }).catch((cause) => {
    throw new BenchError(`The bench has no database: ${cause.message}`, { cause });
  });
  return { urlOf: (database) => withDatabase(server.url, database), pid: postmaster(), stop: () => server.stop() };
}

/** @param {string} url @param {string} database */
function withDatabase(url, database) {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

function postmaster() {
  return Number(readFileSync(join(DATA, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
}
