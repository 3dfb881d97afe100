// Reads every module of src/ and migrations/ with dependency-cruiser, and makes sure that it did.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import readConfiguration from 'dependency-cruiser/config-utl/extract-depcruise-options';

const FOLDERS = ['src', 'migrations'];

/** `import … from './x'`, `export … from './x'`, `require('./x')`, `import('./x')`: also in the place of a type. */
const LOCAL_IMPORT = /\b(?:from|import|require)\s*\(?\s*['"`](\.{1,2}\/[^'"`]+)['"`]/g;

/**
 * The modules of the tree at `root`, with their imports and the rules they break.
 * @param {string} root
 * @returns {Promise<{ modules: import('dependency-cruiser').IModule[], violations: import('dependency-cruiser').IViolation[] }>}
 * @throws when a file was not read, or an import of one was not seen: a rule cannot be broken by what nobody looked at
 */
export async function readModules(root) {
  const files = typescriptFiles(root);
  const options = await readConfiguration(join(root, '.dependency-cruiser.cjs'));
  const { output } = await cruise(FOLDERS, { ...options, baseDir: root });
  const modules = output.modules.filter(({ source }) => files.includes(source));
  assertComplete(files, modules, root);
  return { modules, violations: output.summary.violations };
}

function typescriptFiles(root) {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join(folder, path).replaceAll('\\', '/')),
  );
}

function assertComplete(files, modules, root) {
  if (modules.length === 0) throw new Error('No module was read: dependency-cruiser needs a parser that works here.');
  const read = new Map(modules.map((module) => [module.source, module.dependencies.map((found) => found.module)]));
  const missed = files.filter((file) => !read.has(file));
  if (missed.length > 0)
    throw new Error(`${modules.length} modules were read of ${files.length} files; not read: ${missed.join(', ')}`);
  for (const [file, found] of read) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, path] of text.matchAll(LOCAL_IMPORT))
      if (!found.includes(path))
        throw new Error(`${file} imports ${path} where no rule sees it: use an import statement at the top.`);
  }
}
