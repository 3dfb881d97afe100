import fc from 'fast-check';
import { reportAccess } from '../support/access-report';
import { startTestApp, type TestApp } from '../support/app';
import { asAdmin } from '../support/database';
import { aCast, aStage, type Cast } from './properties/cast';
import { forgetAttempts, holdClock } from './properties/clock';
import { lookAround } from './properties/looks';
import { differences } from './properties/recomputation';
import { histories, type Step } from './properties/steps';
import { take } from './properties/take';

let app: TestApp;
let cast: Cast;
beforeAll(async () => {
  app = await startTestApp();
  await holdClock(app);
  cast = await aCast(app);
});
afterAll(() => app.stop());

const counts = { histories: 0, steps: 0, looks: 0 };

async function happens(history: readonly Step[]): Promise<void> {
  await forgetAttempts(app);
  const stage = await aStage(cast);
  for (const [index, step] of history.entries()) {
    try {
      await take(stage, step);
      counts.looks += await lookAround(stage);
    } catch (error) {
      throw new Error(`After ${JSON.stringify(history.slice(0, index + 1))}: ${error}`);
    }
  }
  expect(await asAdmin(app.databaseUrl, differences)).toEqual([]);
  counts.histories += 1;
  counts.steps += history.length;
}

it('shows everybody exactly what the words of the rule say, after any history', async () => {
  // Without shrinking: a history is short, and its steps build on each other. fast-check prints the seed.
  await fc.assert(fc.asyncProperty(histories, happens), {
    numRuns: Number(process.env.HISTORIES ?? 12),
    endOnFailure: true,
  });
  reportAccess('properties', counts);
}, 180_000);
