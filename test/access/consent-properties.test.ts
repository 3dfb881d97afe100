import fc from 'fast-check';
import { reportAccess } from '../support/access-report';
import { startTestApp, type TestApp } from '../support/app';
import { asAdmin } from '../support/database';
import { uuidOf } from '../support/uuid-of';
import { aCast, aStage, type Cast, type Stage } from './properties/cast';
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

it('does not show the front desk a patient of whom everybody is denied all that it sees', async () => {
  const stage = await aStage(cast);
  await take(stage, { act: 'restrict', patient: 0, who: 0, which: 4, span: 0, isYes: true });
  const { patient } = await stage.callers.intake.data('query ($id: ID!) { patient(id: $id) { id } }', {
    id: stage.patientIds[0],
  });
  expect(patient).toBeNull();
  await lookAround(stage);
});

describe('the checks themselves', () => {
  const plant = (statement: string, ...values: unknown[]) =>
    asAdmin(app.databaseUrl, async (admin) => {
      await admin.query('set session_replication_role = replica');
      await admin.query(statement, values);
    });

  it.each([
    ['a grant too long', "update access_grant set valid_until = 'infinity' where source_id = $1", ['missing', 'stray']],
    ['a grant too wide', 'update access_grant set categories = 8191 where source_id = $1', ['missing', 'stray']],
    ['a grant that is gone', 'delete from access_grant where source_id = $1', ['missing']],
    ['a consent that ended past the trigger', "update consent set status = 'EXPIRED' where id = $1", ['stray']],
  ])('would notice %s', async (_case, planted, faults) => {
    const { world } = await aHistory({ act: 'grant', who: 1, span: 1 });
    await asAdmin(app.databaseUrl, async (admin) => {
      await admin.query('begin');
      await admin.query('set local session_replication_role = replica');
      await admin.query(planted, [uuidOf(world.consents[0]?.id ?? '')]);
      expect(await differences(admin)).toEqual(faults.map((fault) => `${fault} grant: CONSENT`));
      await admin.query('rollback');
    });
  });

  it('would notice a denial that is gone, by its recomputation and by what is seen', async () => {
    const stage = await aHistory({ act: 'restrict', who: 5, which: 2 });
    const id = uuidOf(stage.world.restrictions[0]?.id ?? '');
    await plant('update access_denial set categories = 0 where source_id = $1', id);
    expect(await asAdmin(app.databaseUrl, differences)).toEqual(['missing denial', 'stray denial']);
    await expect(lookAround(stage)).rejects.toThrow('toEqual');
    await plant("update access_denial set categories = app.bits('{IDENTITY,CARE_PLAN}') where source_id = $1", id);
    await lookAround(stage);
  });

  it('would notice an app that is granted more than was consented to, and one that is granted less', async () => {
    const stage = await aHistory({ act: 'grant', who: 1 });
    const [id = ''] = stage.world.consents.map((consent) => uuidOf(consent.id));
    await plant('update access_grant set categories = categories | 1 where source_id = $1', id);
    // What no consent covers does not even leave: there is nothing to record it by.
    await expect(lookAround(stage)).rejects.toThrow('INTERNAL_SERVER_ERROR');
    await plant('update access_grant set categories = 0 where source_id = $1', id);
    await expect(lookAround(stage)).rejects.toThrow('toEqual');
    await plant('update access_grant set categories = app.bits($2) where source_id = $1', id, ['PEER_SUPPORT']);
    await lookAround(stage);
  });

  /** One step, and two patients to see what it did. */
  async function aHistory(step: Partial<Step>): Promise<Stage> {
    const stage = await aStage(cast);
    await take(stage, { act: 'grant', patient: 0, who: 0, which: 0, span: 0, isYes: true, ...step });
    return stage;
  }
});
