// Alongside as a user starts it in production, quiet like the others.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { built, DATA, ROOT } from '../paths.mjs';
import { GRAPHQL_DOCUMENTS } from './graphql-documents.mjs';
import { graphqlBody } from './requests.mjs';

/** The prefix and the UUID without dashes. */
const globalId = (prefix, uuid) => `${prefix}_${uuid.replaceAll('-', '')}`;

const VARIABLES = {
  Q1: ({ plan }) => ({ id: globalId('care_plan', plan) }),
  Q2: ({ first }) => ({ first }),
  Q3: ({ first, after }) => ({ first, after }),
  M1: ({ activity, session }) => ({ input: { activityId: globalId('cbt_activity', activity), ...session } }),
};

/** The flags of node with which `npm start` starts it. */
function startFlags() {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [, flags = ''] = /exec node (.*) dist\//.exec(scripts.start) ?? [];
  return flags.split(' ').filter((flag) => flag !== '');
}

/** @type {import('./index.mjs').Contestant} */
export const alongside = {
  name: 'alongside',
  order: ({ url, issuer, mode = 'production', maxPageSize }) => ({
    program: process.execPath,
    words: [...startFlags(), built('app/main.js')],
    env: {
      NODE_ENV: mode,
      DATABASE_URL: url,
      MIGRATION_DATABASE_URL: '',
      DATA_DIR: DATA,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'warn',
      MAX_PAGE_SIZE: String(maxPageSize),
      ...issuer.settings,
    },
    listening: /http:\/\/127\.0\.0\.1:(\d+)\/graphql/,
    path: '/graphql',
  }),
  body: (operation, subject) => graphqlBody(operation, GRAPHQL_DOCUMENTS[operation], VARIABLES[operation](subject)),
  reshape: (_operation, data) => data,
  pageOf: ({ patients }) => patients,
};
