// One measurement: so many connections ask one server one operation for so long.
import autocannon from 'autocannon';
import { BenchError } from '../bench-error.mjs';
import { percentile } from '../report/median.mjs';
import { postgresTime, processorTime } from './processor-time.mjs';
import { requestOf } from './request-of.mjs';

/**
 * @typedef {object} Measurement
 * @property {number} perSecond requests
 * @property {number} p50Ms
 * @property {number} p95Ms
 * @property {number} p99Ms
 * @property {number} serverCpuMs per request
 * @property {number} postgresCpuMs per request
 */

/**
 * @param {import('../verify/verify-answers.mjs').Running} running
 * @param {{ operation: string, first?: number, connections: number, seconds: number }} load
 * @param {{ tokens: Record<string, string>, postmaster: number }} world
 * @returns {Promise<Measurement>}
 */
export async function measure(running, load, { tokens, postmaster }) {
  const { contestant, subjects, url, pid } = running;
  const requests = subjects[load.operation](load.first).map((subject) =>
    requestOf(contestant, load.operation, subject, tokens),
  );
  const before = { server: processorTime(pid), postgres: postgresTime(postmaster) };
  const started = performance.now();
  const times = await drive(url, requests, load);
  const elapsed = (performance.now() - started) / 1_000;
  const after = { server: processorTime(pid), postgres: postgresTime(postmaster) };
  return {
    perSecond: times.length / elapsed,
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    p99Ms: percentile(times, 0.99),
    serverCpuMs: (after.server - before.server) / times.length,
    postgresCpuMs: (after.postgres - before.postgres) / times.length,
  };
}

/** @returns {Promise<number[]>} how long each request took, in milliseconds, in order */
export function drive(url, requests, { operation, connections, seconds, amount }) {
  const times = [];
  let started = 0;
  let refused = 0;
  const until = amount === undefined ? { duration: seconds } : { amount };
  return new Promise((resolve, reject) => {
    const instance = autocannon(
      { url, connections, requests, ...until, setupClient, verifyBody: isData },
      (error, result) => {
        if (error) return reject(error);
        const failed = result.errors + result.timeouts + result.non2xx + result.mismatches + refused;
        if (failed > 0)
          return reject(
            new BenchError(`${failed} requests of ${operation} to ${url} failed: run with LOG_LEVEL=info to see why.`),
          );
        resolve(times.sort((a, b) => a - b));
      },
    );
    instance.on('response', (_client, status, _bytes, time) => {
      if (status !== 200) refused += 1;
      times.push(time);
    });
  });

  /** Each connection begins elsewhere, or all would ask about the same row at the same moment. */
  function setupClient(client) {
    const offset = Math.floor((started * requests.length) / connections);
    started += 1;
    client.setRequests([...requests.slice(offset), ...requests.slice(0, offset)]);
  }
}

/** GraphQL answers 200 to failures, too: then it begins with errors, or ends with them. */
function isData(body) {
  return !body.slice(0, 40).includes('"errors"') && !body.slice(-200).includes('"errors":');
}
