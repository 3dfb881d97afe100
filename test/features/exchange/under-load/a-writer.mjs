// Changes care plans, now quickly and now slowly, and takes some of it back, until it is killed.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const { DATABASE_URL, PLANS = '' } = process.env;
const plans = PLANS.split(',');
const client = new pg.Client({ connectionString: DATABASE_URL });
await client.connect();
process.stdout.write('at work\n');
for (;;) {
  await client.query('begin');
  // In one order, so that no two writers wait for each other.
  for (const plan of plans.filter(() => Math.random() < 2 / plans.length)) {
    await client.query('update care_plan set version = version + 1 where id = $1', [plan]);
    await sleep(Math.random() * (Math.random() < 0.05 ? 400 : 5));
  }
  await client.query(Math.random() < 0.1 ? 'rollback' : 'commit');
}
