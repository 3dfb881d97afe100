// Opens the development issuer in a process of its own and prints a token. TypeScript is compiled as it is required.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, filename) =>
  module._compile(transformSync(readFileSync(filename, 'utf8'), { filename }).code, filename);

require('reflect-metadata');
const { openDevelopmentIssuer } = require('../../../src/access/tokens/development-issuer.ts');

const [dataFolder, organizationId, startAt] = process.argv.slice(2);
setTimeout(
  async () => {
    const issuer = await openDevelopmentIssuer(dataFolder, 'development');
    process.stdout.write(await issuer.sign({ subject: 'racer', organizationId, role: 'CLINICIAN' }));
  },
  Math.max(0, Number(startAt) - Date.now()),
);
