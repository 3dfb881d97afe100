// The server most would write. Its source is in naive/.
import { buildNaive } from './build-naive.mjs';
import { GRAPHQL_DOCUMENTS } from './graphql-documents.mjs';
import { POOL_SIZE, SESSION_OPTIONS } from './personas.mjs';
import { graphqlBody } from './requests.mjs';

const VARIABLES = {
  Q1: ({ plan }) => ({ id: plan }),
  Q2: ({ first }) => ({ first }),
  Q3: ({ first, after }) => ({ first, after }),
  M1: ({ activity, session }) => ({ input: { activityId: activity, ...session } }),
};

/** @type {import('./index.mjs').Contestant} */
export const naive = {
  name: 'naive',
  order: ({ url, personas }) => ({
    program: process.execPath,
    words: [buildNaive()],
    env: {
      NODE_ENV: 'production',
      DATABASE_URL: url,
      BENCH_PERSONAS: JSON.stringify(personas),
      BENCH_POOL_SIZE: String(POOL_SIZE),
      BENCH_SESSION_OPTIONS: SESSION_OPTIONS,
    },
    listening: /listening (\d+)/,
    path: '/graphql',
  }),
  body: (operation, subject) => graphqlBody(operation, GRAPHQL_DOCUMENTS[operation], VARIABLES[operation](subject)),
  reshape: (_operation, data) => data,
  pageOf: ({ patients }) => patients,
};
