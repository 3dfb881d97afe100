// How many statements and round trips Alongside takes, as it says itself in development mode: `x-plan: 1 statement, 2 round trips`.
import { alongside } from '../contestants/alongside.mjs';
import { ask } from '../load/ask.mjs';
import { requestOf } from '../load/request-of.mjs';
import { OPERATIONS, subjectsOf } from '../load/subjects-of.mjs';
import { LENGTHS } from '../plan.mjs';
import { startProcess } from '../servers/start-process.mjs';
import { readPlan } from './read-plan.mjs';

/** @typedef {{ title: string, operation: string, subject: import('../load/subjects-of.mjs').Subject }} Question */

/**
 * @param {import('../servers/open-bench.mjs').Volume} volume
 * @param {readonly Question[]} asRoles beside the standard questions
 * @returns {Promise<Record<string, { statements: number, roundTrips: number } | null>>} by operation and by title; null where it does not say
 */
export async function plansOf({ runtimeUrl, issuer, tokens, chosen, personas }, asRoles) {
  const order = alongside.order({ url: runtimeUrl, issuer, mode: 'development', maxPageSize: LENGTHS.longest });
  const server = await startProcess(alongside.name, order);
  try {
    const subjects = subjectsOf({ ...chosen, personas }, [undefined]);
    const plans = {};
    const standard = OPERATIONS.map((name) => ({ title: name, operation: name, subject: subjects[name]()[0] }));
    for (const { title, operation, subject } of [...standard, ...asRoles]) {
      const request = requestOf(alongside, operation, subject, tokens);
      // The first time it makes what later requests find.
      await ask(server.url, request);
      const { headers } = await ask(server.url, request);
      plans[title] = readPlan(headers.get('x-plan'));
    }
    return plans;
  } finally {
    await server.stop();
  }
}
