// npm run bench -- --memory: whether Alongside holds on to memory, over many requests and over many documents.
import { join } from 'node:path';
import { alongside } from './contestants/alongside.mjs';
import { GRAPHQL_DOCUMENTS } from './contestants/graphql-documents.mjs';
import { graphqlBody } from './contestants/requests.mjs';
import { startDatabaseServer } from './database/embedded-server.mjs';
import { removeRecorded } from './database/remove-recorded.mjs';
import { drive } from './load/measure.mjs';
import { memorySample } from './load/memory-sample.mjs';
import { requestOf } from './load/request-of.mjs';
import { BENCH } from './paths.mjs';
import { SMALL, USUAL_CONNECTIONS } from './plan.mjs';
import { growthPercent } from './report/growth-percent.mjs';
import { openIssuer } from './servers/issuer.mjs';
import { openVolumeWorld, startContestants, stopAll } from './servers/open-bench.mjs';

const REQUESTS = 200_000;
const DOCUMENTS = 10_000;

/** Requests before the first look: code is compiled, pools and caches are full. */
const WARM_UP_REQUESTS = 20_000;
const WARM_UP_DOCUMENTS = 3_000;

/** How many looks are taken along the way. */
const LOOKS = 10;

/** Alongside as in the comparison, but that it collects garbage before each look. */
const subject = {
  ...alongside,
  order: (world) => {
    const { words, ...order } = alongside.order(world);
    const collect = join(BENCH, 'servers/collect-on-signal.cjs');
    return { ...order, words: ['--expose-gc', '--require', collect, ...words] };
  },
};

/** @param {(line: string) => void} tell */
export async function measureMemory(tell) {
  const server = await startDatabaseServer();
  const issuer = await openIssuer();
  let runnings = [];
  try {
    const volume = await openVolumeWorld(server, issuer, SMALL, tell);
    runnings = await startContestants(volume, [subject]);
    const [running] = runnings;
    const bench = { running, postmaster: server.pid, tell };
    const requests = mixedRequests(running, volume.tokens);
    await send(running, requests, WARM_UP_REQUESTS);
    const overRequests = await look(bench, 'requests', REQUESTS, () => requests);
    const before = await memorySample(running, server.pid);
    await send(running, distinctDocuments(running, volume, 0, WARM_UP_DOCUMENTS), WARM_UP_DOCUMENTS);
    const overDocuments = await look(bench, 'distinct documents', DOCUMENTS, (from, count) =>
      distinctDocuments(running, volume, WARM_UP_DOCUMENTS + from, count),
    );
    await removeRecorded(volume.url);
    return { requests: overRequests, documents: { ...overDocuments, before } };
  } finally {
    await stopAll(runnings);
    issuer.stop();
    await server.stop();
  }
}

/** Sends so many in steps, looks after each, and says how much memory grew between the first looks and the last. */
async function look({ running, postmaster, tell }, what, amount, requestsFrom) {
  const samples = [];
  const step = amount / LOOKS;
  for (let done = 0; done < amount; done += step) {
    await send(running, requestsFrom(done, step), step);
    const sample = await memorySample(running, postmaster);
    samples.push(sample);
    tell(`${done + step} ${what}: RSS ${Math.round(sample.rssMb)} MB, heap ${Math.round(sample.heapMb)} MB`);
  }
  return { amount, ...growthPercent(samples), samples };
}

const send = (running, requests, amount) =>
  drive(running.url, requests, { operation: 'the memory run', connections: USUAL_CONNECTIONS, amount });

/** Every operation, the small ones more often, as over a day. */
function mixedRequests(running, tokens) {
  const { subjects } = running;
  const of = (operation, subject) => requestOf(alongside, operation, subject, tokens);
  const dashboards = subjects.Q2(5);
  const pages = subjects.Q3(10);
  return subjects
    .Q1()
    .flatMap((subject, index) => [
      of('Q1', subject),
      of('Q1', subject),
      ...(index % 5 === 0 ? [of('M1', subjects.M1()[index % 100])] : []),
      ...(index % 10 === 0 ? [of('Q2', dashboards[index % dashboards.length])] : []),
      ...(index % 10 === 5 ? [of('Q3', pages[index % pages.length])] : []),
    ]);
}

/** Q1 under another name each, with an alias of its own: to a server, documents that it has never seen. */
function distinctDocuments(running, { tokens }, from, count) {
  const plans = running.subjects.Q1();
  return Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const subject = plans[number % plans.length];
    const { body, ...rest } = requestOf(alongside, 'Q1', subject, tokens);
    const document = GRAPHQL_DOCUMENTS.Q1.replace('query Q1', `query Q${number}`).replace(
      'title',
      `title${number}: title`,
    );
    return { ...rest, body: graphqlBody(`Q${number}`, document, JSON.parse(body).variables) };
  });
}
