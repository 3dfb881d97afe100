import { readFile, writeFile } from 'node:fs/promises';
import { firstDifference, schemaText } from '../../platform/graphql/schema-text';
import { undescribed } from '../../platform/graphql/undescribed';
import { buildGraph } from '../graph';

/** In the folder that npm runs commands in: the repository's. */
const FILE = 'schema.graphql';

const USAGE = 'usage: npm run schema [-- --check | --descriptions]';

/**
 * `npm run schema`: writes schema.graphql. With `--check` it writes nothing and fails when the committed file says something else;
 * with `--descriptions` it fails on what has no description. It needs no database.
 */
async function main(words: readonly string[]): Promise<string[]> {
  const [mode, ...more] = words;
  if (more.length > 0 || (mode !== undefined && mode !== '--check' && mode !== '--descriptions')) return [USAGE];
  const schema = await buildGraph();
  if (mode === '--descriptions')
    return undescribed(schema).map((path) => `${path} has no description that says what it means`);
  const text = schemaText(schema);
  if (mode === '--check') return drift(text);
  await writeFile(FILE, text);
  return [];
}

async function drift(built: string): Promise<string[]> {
  const committed = await readFile(FILE, 'utf8').catch(() => '');
  const difference = firstDifference(committed, built);
  return difference === undefined ? [] : [`${FILE} is not what the code serves: ${difference}. Run "npm run schema".`];
}

main(process.argv.slice(2)).then(
  (faults) => {
    for (const fault of faults) process.stderr.write(`${fault}\n`);
    process.exitCode = faults.length > 0 ? 1 : 0;
  },
  (error: unknown) => {
    process.stderr.write(
      `The graph cannot be built: ${error instanceof Error ? error.message : 'for an unknown reason'}\n`,
    );
    process.exitCode = 1;
  },
);
