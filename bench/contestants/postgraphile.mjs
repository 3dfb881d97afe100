// PostGraphile 5, tuned for production. Its source is in postgraphile/.
import { join } from 'node:path';
import { BENCH } from '../paths.mjs';
import { newerNode } from '../servers/newer-node.mjs';
import { POSTGRAPHILE_DOCUMENTS } from './postgraphile/documents.mjs';
import { reshape } from './postgraphile/reshape.mjs';
import { graphqlBody } from './requests.mjs';

const VARIABLES = {
  Q1: ({ plan }) => ({ id: plan }),
  Q2: ({ first, principal }) => ({ first, clinician: principal }),
  Q3: ({ first, after }) => ({ first, after }),
  M1: ({ activity, session }) => ({ input: { activityId: activity, ...session } }),
};

/** @type {import('./index.mjs').Contestant} */
export const postgraphile = {
  name: 'postgraphile',
  order: ({ url, personas }) => ({
    program: newerNode(),
    words: [join(BENCH, 'contestants/postgraphile/server.mjs')],
    env: {
      NODE_ENV: 'production',
      GRAPHILE_ENV: 'production',
      DATABASE_URL: url,
      BENCH_PERSONAS: JSON.stringify(personas),
    },
    listening: /listening (\d+)/,
    path: '/graphql',
  }),
  body: (operation, subject) =>
    graphqlBody(operation, POSTGRAPHILE_DOCUMENTS[operation], VARIABLES[operation](subject)),
  reshape,
  pageOf: ({ patients }) => patients,
};
