// Runs a TypeScript file of the product as a process of its own: run-typescript.cjs FILE ARGUMENTS. Compiled as it is required.
const { readFileSync } = require('node:fs');
const { resolve } = require('node:path');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, filename) =>
  module._compile(transformSync(readFileSync(filename, 'utf8'), { filename }).code, filename);

const [, , file, ...args] = process.argv;
process.argv = [process.argv[0], file, ...args];
require(resolve(file));
