// The limit: node:http, pg, one hand-written named statement an operation, under the same row security. What a request costs when
// nothing but the driver stands between it and PostgreSQL. BEGIN, the persona's settings, the statement and COMMIT are sent without awaiting.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';
import { POOL_SIZE, personasFromEnvironment, SESSION_OPTIONS, SET_PERSONA, settingsOf } from '../personas.mjs';
import { STATEMENTS } from './statements.mjs';

const personas = personasFromEnvironment();
const options = `${SESSION_OPTIONS} -c plan_cache_mode=force_generic_plan`;
const clients = await Promise.all(Array.from({ length: POOL_SIZE }, connect));
/** How many transactions are under way on each connection. */
const busy = new Map(clients.map((client) => [client, 0]));

async function connect() {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL, options, pipeline: true });
  await client.connect();
  return client;
}

/** What each operation runs, from the variables of a request. */
const OPERATIONS = {
  Q1: ({ id }) => ['Q1', [uuidOf(id)]],
  Q2: ({ first }, { principal }) => ['Q2', [first, principal]],
  Q3: ({ first, after }) => (after ? ['Q3After', [first, ...after.split('|')]] : ['Q3', [first]]),
  M1: ({ input }, { principal, role }) => [
    'M1',
    [
      uuidOf(input.activityId),
      input.occurredAt,
      input.minutes,
      input.attendance,
      input.summary,
      principal,
      role,
      ...newIds(),
    ],
  ],
};

const newIds = () => [randomUUID(), randomUUID(), randomUUID()];
const uuidOf = (id) => id.slice(id.lastIndexOf('_') + 1);

/** Every transaction is sent whole, so that those of other requests can follow on the same connection at once. */
async function answer(operation, variables, persona) {
  const [name, values] = OPERATIONS[operation](variables, persona);
  const client = leastBusy();
  busy.set(client, busy.get(client) + 1);
  try {
    const results = await Promise.all([
      client.query('begin'),
      client.query({ name: 'persona', text: SET_PERSONA, values: settingsOf(persona) }),
      client.query({ name, text: STATEMENTS[name], values, rowMode: 'array' }),
      client.query('commit'),
    ]);
    return results[2].rows[0][0];
  } finally {
    busy.set(client, busy.get(client) - 1);
  }
}

function leastBusy() {
  return clients.reduce((least, client) => (busy.get(client) < busy.get(least) ? client : least));
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { operationName, variables } = JSON.parse(Buffer.concat(chunks).toString());
    answer(operationName, variables, personas[request.headers['x-persona']]).then(
      (json) => send(response, 200, json),
      (error) => send(response, 500, JSON.stringify({ errors: [{ message: error.message }] })),
    );
  });
});

function send(response, status, json) {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) });
  response.end(json);
}

server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
