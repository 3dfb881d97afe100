import { Context } from '../../../../src/access/context';
import { Role } from '../../../../src/access/role';
import { Fellowship, importMeetings } from '../../../../src/features/peers';
import { lockSource } from '../../../../src/features/peers/import-meetings/lock-source';
import { startTestApp, type TestApp } from '../../../support/app';
import { aListing, manyListings } from './a-listing';
import { asOwner, countsOf, groupsOf, importFeed, meetingsOf, type Outcome } from './import-support';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** An operation of Harbor's administrator, within this process: what the command opens. */
function anOperation(): Context {
  return new Context(app.api.services, {
    requestId: 'import-at-once',
    claims: {
      issuer: 'urn:alongside:operator',
      subject: 'test',
      organizationId: app.harbor.uuid,
      role: Role.ADMINISTRATOR,
      scopes: [],
    },
  });
}

const inputOf = (source: string, meetings: readonly unknown[]) => ({
  source,
  defaultTimeZone: 'America/Los_Angeles',
  fellowship: Fellowship.TWELVE_STEP_AA,
  meetings,
});

/** How many statements one import sends. */
async function statementsOf(source: string, meetings: readonly unknown[]): Promise<number> {
  const ctx = anOperation();
  await ctx.enter();
  await importMeetings(ctx, inputOf(source, meetings));
  return ctx.statementCount;
}

describe('two imports of the same source at once', () => {
  it('take turns, and the second finds what the first wrote', async () => {
    const feed = manyListings(60);
    const outcomes = await Promise.all([1, 2, 3].map(() => importFeed(app, 'at once', feed)));
    expect(outcomes.map(({ created }) => created).sort((a, b) => b - a)).toEqual([60, 0, 0]);
    expect(outcomes.map(({ unchanged }) => unchanged).sort((a, b) => b - a)).toEqual([60, 60, 0]);
    expect(await meetingsOf(app, 'at once')).toHaveLength(60);
    expect(await groupsOf(app, 'at once')).toHaveLength(60);
  });

  it('wait for each other, and for no import of another source or organization', async () => {
    const holder = anOperation();
    await holder.enter();
    let waiting: Promise<Outcome> | undefined;
    let isDone = false;
    await holder.transaction(async (tx) => {
      await lockSource(tx, 'held');
      waiting = importFeed(app, 'held', [aListing()]).finally(() => {
        isDone = true;
      });
      await importFeed(app, 'not held', [aListing()]);
      await importFeed(app, 'held', [aListing()], { organization: app.meadow });
      expect(isDone).toBe(false);
    });
    expect(await waiting).toMatchObject({ created: 1 });
  });
});

describe('an import that waits too long for another', () => {
  it('is refused, and may be tried again', async () => {
    const [holder, waiter] = [anOperation(), anOperation()];
    await Promise.all([holder.enter(), waiter.enter()]);
    await holder.transaction(async (tx) => {
      await lockSource(tx, 'long');
      const refused = waiter.transaction(async (other) => {
        await other.query("set local statement_timeout = '50ms'", []);
        await lockSource(other, 'long');
      });
      await expect(refused).rejects.toMatchObject({ extensions: { code: 'CONFLICT' } });
    });
    await waiter.transaction((tx) => lockSource(tx, 'long'));
  });
});

describe('an import that fails in the middle', () => {
  it('leaves the state before it', async () => {
    const feed = [aListing({ slug: 'first' }), aListing({ slug: 'second' })];
    await importFeed(app, 'crashing', feed);
    const [meetings, groups] = [await meetingsOf(app, 'crashing'), await groupsOf(app, 'crashing')];
    await asOwner(
      app,
      `create function refuse_last() returns trigger language plpgsql as $$
       begin
         if new.slug = 'last' then raise exception 'planted'; end if;
         return new;
       end $$;
       create trigger refuse_last before insert on meeting for each row execute function refuse_last();`,
    );

    const worse = [
      { ...feed[0], time: '18:00', group: 'Elsewhere' },
      ...manyListings(1_200),
      aListing({ slug: 'last' }),
    ];
    const ctx = anOperation();
    await ctx.enter();
    const written: number[] = [];
    const crash = importMeetings(ctx, inputOf('crashing', worse), { progress: (rows) => void written.push(rows) });
    await expect(crash).rejects.toThrow('planted');
    expect(written.length).toBeGreaterThan(2);
    expect(await meetingsOf(app, 'crashing')).toEqual(meetings);
    expect(await groupsOf(app, 'crashing')).toEqual(groups);

    await asOwner(app, 'drop trigger refuse_last on meeting');
    const outcome = await importMeetings(ctx, inputOf('crashing', worse));
    expect(outcome).toMatchObject({ created: 1_201, updated: 1, deactivated: 1 });
  });
});

describe('an import of two thousand listings', () => {
  it('sends a handful of statements, whether it writes them or finds them unchanged', async () => {
    const feed = manyListings(2_000);
    expect(await statementsOf('two thousand', feed)).toBeLessThanOrEqual(16);
    expect(await statementsOf('two thousand', feed)).toBeLessThanOrEqual(16);
    expect(await meetingsOf(app, 'two thousand')).toHaveLength(2_000);
  });

  it('sends no more for two thousand than for eleven hundred', async () => {
    expect(await statementsOf('more', manyListings(2_000))).toBe(await statementsOf('fewer', manyListings(1_100)));
  });

  it('tells how far it is', async () => {
    const ctx = anOperation();
    await ctx.enter();
    const told: [number, number][] = [];
    await importMeetings(ctx, inputOf('told', manyListings(1_500)), { progress: (...rows) => void told.push(rows) });
    expect(told).toEqual([
      [1_000, 3_000],
      [1_500, 3_000],
      [2_500, 3_000],
      [3_000, 3_000],
    ]);
  });
});

describe('a dry run', () => {
  it('counts what an import would do, and writes nothing', async () => {
    const [kept, gone] = [aListing(), aListing()];
    await importFeed(app, 'dry', [kept, gone]);
    const before = { meetings: await meetingsOf(app, 'dry'), groups: await groupsOf(app, 'dry') };

    const ctx = anOperation();
    await ctx.enter();
    const next = [{ ...kept, time: '18:00' }, aListing({ day: [1, 2] }), aListing({ slug: '' })];
    const told = await importMeetings(ctx, inputOf('dry', next), { dryRun: true });
    await ctx.close();
    expect({ meetings: await meetingsOf(app, 'dry'), groups: await groupsOf(app, 'dry') }).toEqual(before);
    const { meetings, ...counts } = told;
    expect(meetings).toBe(3);
    expect(countsOf(await importFeed(app, 'dry', next))).toEqual(countsOf(counts));
  });
});
