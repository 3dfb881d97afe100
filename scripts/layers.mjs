// Fails when an import goes against the drawing: see .dependency-cruiser.cjs and scripts/structure.json.
//
//   node scripts/layers.mjs
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModules } from './read-modules.mjs';

const root = join(import.meta.dirname, '..');

try {
  const structure = JSON.parse(readFileSync(join(import.meta.dirname, 'structure.json'), 'utf8'));
  const { modules, violations } = await readModules(root);
  const faults = [...unlisted(structure), ...violations.map(describe)];
  for (const fault of new Set(faults)) console.error(fault);
  const imports = modules.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
  console.log(`${modules.length} modules read, ${imports} imports, ${faults.length} against the rules`);
  process.exitCode = faults.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** A folder that no list names would be bound by no rule. */
function unlisted({ layers, features }) {
  const stray = (folder, names) =>
    readdirSync(join(root, folder))
      .filter((name) => !names.includes(name))
      .map((name) => `${folder}/${name}: not listed in scripts/structure.json`);
  return [...stray('src', layers), ...stray('src/features', Object.keys(features))];
}

function describe({ rule, from, to, cycle }) {
  const path = cycle ? [from, ...cycle.map(({ name }) => name)] : [from, to];
  return `${rule.name}: ${path.join(' → ')}`;
}
