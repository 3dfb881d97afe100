// How many statements and round trips Alongside takes, as it says itself in development mode: `x-plan: 1 statement, 2 round trips`.
import { alongside } from '../contestants/alongside.mjs';
import { ask } from '../load/ask.mjs';
import { requestOf } from '../load/request-of.mjs';
import { OPERATIONS, subjectsOf } from '../load/subjects-of.mjs';
import { LENGTHS } from '../plan.mjs';
import { startProcess } from '../servers/start-process.mjs';
import { readPlan } from './read-plan.mjs';

/**
 * @param {import('../servers/open-bench.mjs').Volume} volume
 * @returns {Promise<Record<string, { statements: number, roundTrips: number } | null>>} by operation; null where it does not say
 */
export async function plansOf({ runtimeUrl, issuer, tokens, chosen, personas }) {
  const order = alongside.order({ url: runtimeUrl, issuer, mode: 'development', maxPageSize: LENGTHS.longest });
  const server = await startProcess(alongside.name, order);
  try {
    const subjects = subjectsOf({ ...chosen, personas }, [undefined]);
    const plans = {};
    for (const operation of OPERATIONS) {
      const request = requestOf(alongside, operation, subjects[operation]()[0], tokens);
      // The first time it makes what later requests find.
      await ask(server.url, request);
      const { headers } = await ask(server.url, request);
      plans[operation] = readPlan(headers.get('x-plan'));
    }
    return plans;
  } finally {
    await server.stop();
  }
}
