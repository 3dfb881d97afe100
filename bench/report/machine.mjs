// On what a run was made: without it, numbers say nothing.
import { spawnSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';
import { withConnection } from '../database/connect.mjs';
import { ROOT } from '../paths.mjs';
import { newerNode } from '../servers/newer-node.mjs';

/** PostgreSQL's settings that matter to speed or to what survives a power failure; the same for everybody. */
const SETTINGS = [
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'shared_buffers',
  'max_connections',
  'jit',
  'work_mem',
];

/** @param {string} url the superuser's address */
export async function describeMachine(url) {
  const settings = await withConnection(url, async (client) => {
    const { rows } = await client.query('select name, current_setting(name) as value from unnest($1::text[]) as name', [
      ['server_version', ...SETTINGS],
    ]);
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  });
  const { server_version: postgresql, ...others } = settings;
  return {
    cpu: cpus()[0]?.model.trim(),
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
    nodeOfPostgraphile: output(newerNode(), ['--version']),
    postgresql,
    postgresqlSettings: others,
    commit: output('git', ['rev-parse', '--short', 'HEAD']),
    at: new Date().toISOString(),
  };
}

function output(program, words) {
  return spawnSync(program, words, { cwd: ROOT, encoding: 'utf8' }).stdout?.trim() || 'unknown';
}
