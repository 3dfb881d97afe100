// A database of so many patients: made once, seeded by the product's own command, vacuumed, and kept in bench/data.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH } from '../paths.mjs';
import { withConnection } from './connect.mjs';
import { runCommand } from './run-command.mjs';

/** Written as the comment of a database once it is complete, so that what a crash left half made is made anew. */
const COMPLETE = 'complete volume 2';

/**
 * Makes sure that there is a database of this many patients, at the present schema.
 * @param {{ urlOf(database: string): string }} server
 * @param {number} patients
 * @param {(line: string) => void} tell
 * @returns {Promise<string>} the superuser's address
 */
export async function openVolume(server, patients, tell) {
  const name = `patients_${patients}`;
  const url = server.urlOf(name);
  if (!(await isComplete(server.urlOf('postgres'), name))) await makeVolume(server, name, patients, tell);
  else await runCommand('migrate', [], url);
  await withConnection(url, (client) => client.query(readFileSync(join(BENCH, 'database/bench-schema.sql'), 'utf8')));
  return url;
}

/** @param {string} url @param {string} name */
async function isComplete(url, name) {
  const text = "select shobj_description(oid, 'pg_database') as note from pg_database where datname = $1";
  const { rows } = await withConnection(url, (client) => client.query(text, [name]));
  return rows[0]?.note === COMPLETE;
}

async function makeVolume(server, name, patients, tell) {
  const started = performance.now();
  tell(`seeding ${patients} patients, this once`);
  await withConnection(server.urlOf('postgres'), async (client) => {
    await client.query(`drop database if exists ${name}`);
    await client.query(`create database ${name}`);
  });
  await runCommand('seed', ['--patients', String(patients)], server.urlOf(name));
  tell(`seeded ${patients} patients in ${((performance.now() - started) / 1_000).toFixed(0)} s`);
  await withConnection(server.urlOf(name), async (client) => {
    await client.query('vacuum (freeze, analyze)');
    await client.query('checkpoint');
    await client.query(`comment on database ${name} is '${COMPLETE}'`);
  });
}

/** What servers do by themselves, as long as there is more: reasons for attention, who is to be reached out to, places in the log of changes. */
const UPKEEP = ['app.derive_attention_anew(1000)', 'app.keep_re_engagements(1000) > 0', 'app.place_changes(10000)'];

/**
 * Does what a server would do beside the first minutes of timing, after a seed or an upgrade; then looks at what came of it.
 * @param {string} url the superuser's
 */
export async function settleVolume(url) {
  await withConnection(url, async (client) => {
    let done = 0;
    for (const work of UPKEEP) while ((await client.query(`select ${work} as more`)).rows[0].more) done += 1;
    if (done > 0) await client.query('vacuum (freeze, analyze)');
  });
}
