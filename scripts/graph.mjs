// Draws the modules and the imports between them as a Mermaid diagram into README.md, from what the code really imports.
//
//   node scripts/graph.mjs            writes it
//   node scripts/graph.mjs --check    fails when README.md shows another
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawModules } from './draw-modules.mjs';
import { readModules } from './read-modules.mjs';

const BEGIN = '<!-- modules:begin -->';
const END = '<!-- modules:end -->';

const root = join(import.meta.dirname, '..');
const readme = join(root, 'README.md');

try {
  await main(process.argv.includes('--check'));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function main(checks) {
  const structure = JSON.parse(readFileSync(join(import.meta.dirname, 'structure.json'), 'utf8'));
  const { modules } = await readModules(root);
  const imports = modules.flatMap(({ source, dependencies }) => dependencies.map(({ resolved }) => [source, resolved]));
  const drawing = drawModules(imports, structure);
  const text = existsSync(readme) ? readFileSync(readme, 'utf8') : `# Alongside\n\n${BEGIN}\n${END}\n`;
  const [before, shown, after] = split(text);
  const wanted = `\n\`\`\`mermaid\n${drawing}\`\`\`\n`;
  if (shown === wanted) return console.log('README.md shows the modules as they are');
  if (checks)
    throw new Error(`README.md shows other modules than there are (${difference(shown, wanted)}): npm run graph`);
  writeFileSync(readme, `${before}${BEGIN}${wanted}${END}${after}`);
  console.log('README.md: diagram written');
}

function split(text) {
  const [before, rest, ...more] = text.split(BEGIN);
  const [shown, after, ...extra] = rest?.split(END) ?? [];
  if (after === undefined || more.length + extra.length > 0)
    throw new Error(`README.md needs the two lines ${BEGIN} and ${END}, once each.`);
  return [before, shown, after];
}

/** The first line that only one of the two drawings has. */
function difference(shown, wanted) {
  const [old, now] = [shown.split('\n'), wanted.split('\n')];
  const added = now.find((line) => !old.includes(line));
  const gone = old.find((line) => !now.includes(line));
  if (added !== undefined) return `missing there: ${added.trim()}`;
  return gone === undefined ? 'the same lines in another order' : `no longer so: ${gone.trim()}`;
}
