// Reads what changed, and keeps each page with its cursor in one line of a file: killed, it goes on from the last whole line.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const { URLS = '', TOKEN, FILE = '', FROM } = process.env;
const urls = URLS.split(',');
const QUERY = `query ($after: String) { changes(after: $after, types: [CARE_PLAN], first: 20) {
  nodes { subjectId version } pageInfo { hasNextPage } nextCursor } }`;

const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
const whole = text.slice(0, text.lastIndexOf('\n') + 1);
// What was torn is closed off.
if (whole.length < text.length) appendFileSync(FILE, '\n');
const pages = whole.split('\n').flatMap(parsed);
let after = pages.at(-1)?.nextCursor ?? FROM;

let isAtWork = false;
for (let turn = 0; ; turn += 1) {
  try {
    const response = await fetch(`${urls[turn % urls.length]}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ query: QUERY, variables: { after } }),
    });
    const { data } = await response.json();
    const { nodes, nextCursor, pageInfo } = data.changes;
    if (nodes.length > 0) appendFileSync(FILE, `${JSON.stringify({ nodes, nextCursor })}\n`);
    after = nextCursor;
    if (!isAtWork) process.stdout.write('at work\n');
    isAtWork = true;
    if (!pageInfo.hasNextPage) await sleep(10);
  } catch {
    // A server that stops: the next one is asked.
    await sleep(20);
  }
}

function parsed(line) {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
