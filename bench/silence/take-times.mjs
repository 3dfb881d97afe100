// One request at a time on one connection, each with its time and all that its answer says.
import { Agent, request } from 'node:http';
import { graphqlBody } from '../contestants/requests.mjs';

const DOCUMENT = `query Patient($id: ID!) { patient(id: $id) { id preferredName status identity { fullName birthDate }
  careTeam { duty clinician { displayName } } carePlans(first: 5) { nodes { title status } } } }`;

/** What differs between any two answers. */
const OF_THE_MOMENT = ['date', 'x-request-id'];

/**
 * Asks for patients, in this order.
 * @template {{ id: string }} Q
 * @param {string} url
 * @param {string} token
 * @param {readonly Q[]} questions
 * @returns {Promise<(Q & { time: number, said: string })[]>} `time` in milliseconds, from sending to the last byte; `said`: status,
 *   headers and body, without what belongs to the moment
 */
export async function takeTimes(url, token, questions) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const taken = [];
  try {
    for (const question of questions) {
      const body = graphqlBody('Patient', DOCUMENT, { id: question.id });
      taken.push({ ...question, ...(await timed(url, agent, token, body)) });
    }
  } finally {
    agent.destroy();
  }
  return taken;
}

function timed(url, agent, token, body) {
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    accept: 'application/json',
    authorization: `Bearer ${token}`,
  };
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.once('end', () => {
        const time = performance.now() - started;
        resolve({ time, said: saidIn(response, text) });
      });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

function saidIn({ statusCode, headers }, text) {
  const kept = Object.entries(headers).filter(([name]) => !OF_THE_MOMENT.includes(name));
  return `${statusCode} ${JSON.stringify(kept)} ${text}`;
}
