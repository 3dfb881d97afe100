// npm run bench -- --silence: whether time tells a patient who is withheld, or another organization's, from one who was never there.
import { BenchError } from './bench-error.mjs';
import { alongside } from './contestants/alongside.mjs';
import { withConnection } from './database/connect.mjs';
import { startDatabaseServer } from './database/embedded-server.mjs';
import { clinicOf, enteredPersonas, personaOrders } from './database/personas.mjs';
import { LENGTHS, SMALL } from './plan.mjs';
import { insertClients } from './roles/insert-clients.mjs';
import { rolePersonaOrders } from './roles/role-personas.mjs';
import { openIssuer } from './servers/issuer.mjs';
import { openVolumeWorld } from './servers/open-bench.mjs';
import { startProcess } from './servers/start-process.mjs';
import { judge, KINDS, verifySameBytes } from './silence/judge.mjs';
import { idsByClass, insertForeign, shuffled } from './silence/subjects.mjs';
import { takeTimes } from './silence/take-times.mjs';

/** Requests of each class that are timed, and how many come before. */
const REQUESTS = 2_000;
const WARM_UP = 300;

/** Requests of those for whom there is an answer: what the clock must tell, or it tells nothing of the others either. */
const CONTROLS = 400;

/** The most that a guess by time alone may be right; more it must be about the controls, and where so much longer is planted. */
const MOST_ACCURACY = 0.55;

/** How often it is tried. */
const ATTEMPTS = 5;

/** Who asks. */
const PERSONAS = ['app-few', 'clinician-1'];

/** A copy of the small volume, for another organization is filled in it. */
const COPY = 'silence';

/** @param {(line: string) => void} tell @returns {Promise<{ isSilent: boolean, worst: number, personas: object }>} */
export async function measureSilence(tell) {
  const server = await startDatabaseServer();
  const issuer = await openIssuer();
  try {
    const world = await openWorld(server, issuer, tell);
    const own = await startProcess(alongside.name, alongside.order({ ...world, maxPageSize: LENGTHS.longest }));
    try {
      const personas = {};
      for (const name of PERSONAS) personas[name] = await measurePersona(own.url, world, name, tell);
      const worst = Math.max(
        ...Object.values(personas).flatMap(({ foreign, withheld }) => [foreign, withheld].map((of) => of.worst)),
      );
      return { isSilent: worst <= MOST_ACCURACY, worst, most: MOST_ACCURACY, personas };
    } finally {
      await own.stop();
    }
  } finally {
    issuer.stop();
    await server.stop();
  }
}

/** The small volume's copy, with an app of a few consents and an organization beside it. */
async function openWorld(server, issuer, tell) {
  const volume = await openVolumeWorld(server, issuer, SMALL, tell);
  await withConnection(server.urlOf('postgres'), async (client) => {
    await client.query(`drop database if exists ${COPY}`);
    await client.query(`create database ${COPY} template ${new URL(volume.url).pathname.slice(1)}`);
  });
  const [superuserUrl, url] = [volume.url, volume.runtimeUrl].map((address) => {
    const copied = new URL(address);
    copied.pathname = `/${COPY}`;
    return copied.href;
  });
  const organization = await clinicOf(superuserUrl);
  const clients = { names: PERSONAS, logins: [] };
  await insertClients(superuserUrl, { issuer: issuer.issuer, organization, tell, ...clients });
  await insertForeign(superuserUrl, organization);
  const orders = [...personaOrders(), ...rolePersonaOrders()].filter(({ name }) => PERSONAS.includes(name));
  const personas = await enteredPersonas(superuserUrl, issuer.issuer, organization, orders);
  const tokens = await Promise.all(orders.map(async (order) => [order.name, await issuer.sign(order, organization)]));
  return { superuserUrl, url, issuer, organization, personas, tokens: Object.fromEntries(tokens) };
}

/** Where too much else happens on the machine to notice what is planted, once more. */
async function measurePersona(url, world, name, tell) {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const measured = await takeAndJudge(url, world, name);
    const { foreign, withheld, noticed } = measured;
    const isClear = Object.values(noticed).every((accuracy) => accuracy > MOST_ACCURACY);
    tell(
      `${name}: absent against foreign ${percent(foreign.worst)}, against withheld ${percent(withheld.worst)}; a planted tenth ${percent(noticed.planted)}${isClear ? '' : ', so that this tells nothing'}`,
    );
    // What was told was told, however busy the machine is.
    if (isClear || Math.max(foreign.worst, withheld.worst) > MOST_ACCURACY) return measured;
  }
  throw new BenchError(`${name}: too much else happens on this machine to tell anything by time.`);
}

async function takeAndJudge(url, { superuserUrl, organization, personas, tokens }, name) {
  const ids = await idsByClass(superuserUrl, organization, personas[name].principal);
  const ask = (questions) => takeTimes(url, tokens[name], shuffled(questions));
  const of = (kind, count) =>
    Array.from({ length: count }, (_, index) => ({ kind, id: ids[kind][index % ids[kind].length] }));
  await ask(KINDS.flatMap((kind) => of(kind, WARM_UP)));
  const taken = await ask(KINDS.flatMap((kind) => of(kind, REQUESTS)));
  verifySameBytes(taken);
  const controls = await ask(['absent', 'seen'].flatMap((kind) => of(kind, CONTROLS)));
  return { requests: taken.length, ids: ids.withheld.length, ...judge(taken, controls) };
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;
