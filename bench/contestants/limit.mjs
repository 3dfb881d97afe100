// What nothing under the same row security could be much faster than. Its source is in limit/.
import { join } from 'node:path';
import { BENCH } from '../paths.mjs';

const VARIABLES = {
  Q1: ({ plan }) => ({ id: plan }),
  Q2: ({ first }) => ({ first }),
  Q3: ({ first, after }) => ({ first, after }),
  M1: ({ activity, session }) => ({ input: { activityId: activity, ...session } }),
};

/** @type {import('./index.mjs').Contestant} */
export const limit = {
  name: 'limit',
  order: ({ url, personas }) => ({
    program: process.execPath,
    words: [join(BENCH, 'contestants/limit/server.mjs')],
    env: { NODE_ENV: 'production', DATABASE_URL: url, BENCH_PERSONAS: JSON.stringify(personas) },
    listening: /listening (\d+)/,
    path: '/',
  }),
  // There is no document: the name of the operation is all that it needs.
  body: (operation, subject) => JSON.stringify({ operationName: operation, variables: VARIABLES[operation](subject) }),
  reshape: (_operation, data) => data,
  pageOf: ({ patients }) => patients,
};
