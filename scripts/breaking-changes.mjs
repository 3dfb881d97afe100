// Fails when schema.graphql breaks a client of the last release: the newest tag that HEAD stands on. Deprecate, never remove.
//
//   node scripts/breaking-changes.mjs
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, findBreakingChanges } from 'graphql';

const root = join(import.meta.dirname, '..');

main();

function main() {
  const tag = git('describe', '--tags', '--abbrev=0')?.trim();
  if (!tag) return console.log('skipped: no release is tagged yet');
  const released = git('show', `${tag}:schema.graphql`);
  if (released === undefined) return console.log(`skipped: ${tag} has no schema.graphql`);
  const present = readFileSync(join(root, 'schema.graphql'), 'utf8');
  const changes = findBreakingChanges(buildSchema(released), buildSchema(present));
  for (const { description } of changes) console.error(`since ${tag}: ${description}`);
  if (changes.length === 0) console.log(`nothing that ${tag} promised is gone`);
  process.exitCode = changes.length > 0 ? 1 : 0;
}

/** What git answers; undefined when it fails: no such tag, no such file, no repository, no git. */
function git(...words) {
  const { status, stdout } = spawnSync('git', words, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return status === 0 ? stdout : undefined;
}
