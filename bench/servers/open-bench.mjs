// Everything that is up during a run: PostgreSQL, the issuer, and contestants on the databases of both sizes.
import { alongside } from '../contestants/alongside.mjs';
import { bindLoginsAs, clinicOf, enteredPersonas, personaOrders, unboundLogins } from '../database/personas.mjs';
import { openRuntimeLogin } from '../database/runtime-login.mjs';
import { chooseSubjects } from '../database/subjects.mjs';
import { openVolume, settleVolume } from '../database/volume.mjs';
import { ask } from '../load/ask.mjs';
import { subjectsOf } from '../load/subjects-of.mjs';
import { LARGE, LENGTHS } from '../plan.mjs';
import { insertClients } from '../roles/insert-clients.mjs';
import { rolePersonaOrders } from '../roles/role-personas.mjs';
import { pagePlaces } from '../verify/page-places.mjs';
import { startProcess } from './start-process.mjs';

/** How many pages Q3 goes round, where there are so many. */
const PAGES = 16;

/**
 * A database of one size with what is asked of it.
 * @typedef {object} Volume
 * @property {number} patients
 * @property {string} url the superuser's
 * @property {string} runtimeUrl the contestants'
 * @property {import('./issuer.mjs').Issuer} issuer
 * @property {Record<string, string>} tokens by persona
 * @property {Record<string, import('../contestants/personas.mjs').Persona>} personas
 * @property {Awaited<ReturnType<typeof chooseSubjects>>} chosen
 */

/** Opens the volume, binds its clinicians' logins and chooses what is asked about. @returns {Promise<Volume>} */
export async function openVolumeWorld(server, issuer, patients, tell) {
  const url = await openVolume(server, patients, tell);
  const runtimeUrl = (await openRuntimeLogin(url))(url);
  const organization = await clinicOf(url);
  const sign = (order) => issuer.sign(order, organization);
  await bindLogins({ url, runtimeUrl, issuer, sign });
  // Roles are compared with many patients only.
  if (patients === LARGE) await insertClients(url, { issuer: issuer.issuer, organization, tell });
  await settleVolume(url);
  const orders = [...personaOrders(), ...(patients === LARGE ? rolePersonaOrders() : [])];
  const personas = await enteredPersonas(url, issuer.issuer, organization, orders);
  const signed = await Promise.all(orders.map(async (order) => [order.name, await sign(order)]));
  const tokens = Object.fromEntries(signed);
  return { patients, url, runtimeUrl, issuer, tokens, personas, chosen: await chooseSubjects(url, personas) };
}

/** Through the API, by an administrator, as in life; once, for the database keeps them. */
async function bindLogins({ url, runtimeUrl, issuer, sign }) {
  const unbound = await unboundLogins(url, issuer.issuer);
  if (unbound.length === 0) return;
  const order = alongside.order({ url: runtimeUrl, issuer, maxPageSize: LENGTHS.longest });
  const server = await startProcess(alongside.name, order);
  try {
    const token = await sign({ subject: 'bench-administrator', role: 'ADMINISTRATOR', scopes: [] });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const post = (query, variables) =>
      ask(server.url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    await bindLoginsAs(post, unbound);
  } finally {
    await server.stop();
  }
}

/**
 * Starts contestants on a volume.
 * @param {Volume} volume
 * @param {readonly import('../contestants/index.mjs').Contestant[]} contestants
 * @returns {Promise<(import('../verify/verify-answers.mjs').Running & { stop(): Promise<void> })[]>}
 */
export async function startContestants(volume, contestants) {
  const starting = contestants.map((contestant) => startContestant(volume, contestant));
  const started = await Promise.allSettled(starting);
  const refused = started.find(({ status }) => status === 'rejected');
  const runnings = started.flatMap(({ value }) => value ?? []);
  if (!refused) return runnings;
  await stopAll(runnings);
  throw refused.reason;
}

async function startContestant(volume, contestant) {
  const { runtimeUrl: url, issuer, personas, patients, tokens, chosen } = volume;
  const order = contestant.order({ url, issuer, personas, maxPageSize: LENGTHS.longest });
  const server = await startProcess(contestant.name, order);
  try {
    const running = { contestant, ...server };
    // All pages are full, the last one too.
    const count = Math.min(PAGES, Math.floor(patients / LENGTHS.longest) - 1);
    const places = await pagePlaces(running, { size: LENGTHS.usual, count }, tokens);
    return { ...running, subjects: subjectsOf({ ...chosen, personas }, places) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** @param {readonly { stop(): Promise<void> }[]} runnings */
export async function stopAll(runnings) {
  await Promise.all(runnings.map((running) => running.stop()));
}
