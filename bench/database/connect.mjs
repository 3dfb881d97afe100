// A connection of the bench itself, for preparing and for looking: nothing that is timed goes through it.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../paths.mjs';

const { Client } = createRequire(join(ROOT, 'package.json'))('pg');

/**
 * Does some work on one connection.
 * @template T
 * @param {string} url
 * @param {(client: import('pg').Client) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withConnection(url, work) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
