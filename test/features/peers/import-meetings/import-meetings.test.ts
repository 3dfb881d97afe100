import { startTestApp, type TestApp } from '../../../support/app';
import { aListing } from './a-listing';
import { asOwner, countsOf, groupsOf, importFeed, meetingsOf } from './import-support';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

let sources = 0;
/** A source that no other test imports. */
function aSource(): string {
  sources += 1;
  return `source ${sources}`;
}

const none = { read: 0, created: 0, updated: 0, unchanged: 0, deactivated: 0, rejected: 0 };

describe('a first import', () => {
  it('makes a meeting of a listing, with everything that it says', async () => {
    const source = aSource();
    const listing = aListing({
      name: 'Lamp Lighters',
      slug: 'lamp-lighters',
      conference_url: 'https://zoom.us/j/1234567890',
      conference_phone: '+15550100100,,1234567890#',
      latitude: 37.8,
      longitude: -122.27,
      notes: '<p>Ring the <b>bell</b>.</p>',
      url: 'https://example.org/meetings/lamp-lighters',
    });
    expect(countsOf(await importFeed(app, source, [listing]))).toEqual({ ...none, read: 1, created: 1 });
    expect(await meetingsOf(app, source)).toMatchObject([
      {
        version: 1,
        name: 'Lamp Lighters',
        slug: 'lamp-lighters',
        slot: 'MONDAY',
        active: true,
        weekday: 'MONDAY',
        start_time: '19:00',
        end_time: '20:00',
        time_zone: 'America/Los_Angeles',
        modality: 'HYBRID',
        join_url: 'https://zoom.us/j/1234567890',
        phone: '+15550100100,,1234567890#',
        venue_name: 'Harbor Hall',
        formatted_address: '12 Harbor Street, Oakland, CA 94601, USA',
        latitude: 37.8,
        longitude: -122.27,
        approximate: false,
        types: ['O', 'D'],
        notes: 'Ring the bell.',
        source_url: 'https://example.org/meetings/lamp-lighters',
        last_seen_at: expect.any(Date),
        group_name: 'Lamp Lighters',
      },
    ]);
  });

  it('makes a meeting for each day of a listing, and counts one listing', async () => {
    const source = aSource();
    const counts = countsOf(await importFeed(app, source, [aListing({ day: [0, 2, 4] })]));
    expect(counts).toEqual({ ...none, read: 1, created: 1 });
    expect((await meetingsOf(app, source)).map(({ weekday }) => weekday)).toEqual(['SUNDAY', 'THURSDAY', 'TUESDAY']);
  });

  it('makes a meeting without a time of a listing by appointment', async () => {
    const source = aSource();
    await importFeed(app, source, [aListing({ day: null, time: '' })]);
    expect(await meetingsOf(app, source)).toMatchObject([{ slot: 'BY_APPOINTMENT', weekday: null, start_time: null }]);
  });

  it('gathers listings into the group they name, or else into one of their own name, within the source', async () => {
    const [source, other] = [aSource(), aSource()];
    const named = [
      aListing({ group: 'Lantern Group' }),
      aListing({ group: 'Lantern Group' }),
      aListing({ name: 'Dawn' }),
    ];
    await importFeed(app, source, named);
    await importFeed(app, other, [aListing({ group: 'Lantern Group' })]);

    const groups = await groupsOf(app, source);
    expect(groups.map(({ display_name }) => display_name)).toEqual(['Dawn', 'Lantern Group']);
    const meetings = await meetingsOf(app, source);
    expect(meetings.filter(({ group_name }) => group_name === 'Lantern Group')).toHaveLength(2);
    const [foreign] = await groupsOf(app, other);
    expect(groups.map(({ id }) => id)).not.toContain(foreign?.id);
  });

  it('derives what a group is known for', async () => {
    const source = aSource();
    const group = 'Open Door';
    await importFeed(app, source, [
      aListing({ group, types: ['A', 'S', 'O'] }),
      aListing({ group, types: ['W'], formatted_address: null, conference_url: 'https://zoom.us/j/1' }),
    ]);
    expect(await groupsOf(app, source)).toMatchObject([
      {
        version: 1,
        active: true,
        fellowship: 'TWELVE_STEP_AA',
        approaches: ['TWELVE_STEP', 'SECULAR'],
        modalities: ['IN_PERSON', 'VIRTUAL'],
        languages: ['es'],
        meeting_types: ['A', 'O', 'S', 'W'],
      },
    ]);
  });

  it('stores a listing with neither place nor link as inactive', async () => {
    const source = aSource();
    const closed = aListing({ types: ['TC'] });
    expect(countsOf(await importFeed(app, source, [closed]))).toEqual({ ...none, read: 1, created: 1 });
    expect(await meetingsOf(app, source)).toMatchObject([{ active: false, version: 1 }]);

    const online = { ...closed, conference_url: 'https://zoom.us/j/1' };
    expect(countsOf(await importFeed(app, source, [online]))).toEqual({ ...none, read: 1, updated: 1 });
    expect(await meetingsOf(app, source)).toMatchObject([{ active: true, modality: 'VIRTUAL', version: 2 }]);
  });

  it('names every listing that it rejects, and keeps the good ones', async () => {
    const source = aSource();
    const good = aListing({ slug: 'good' });
    const outcome = await importFeed(app, source, [
      good,
      { ...good, name: 'Another' },
      aListing({ slug: 'late', time: '25:00' }),
      aListing({ slug: '' }),
    ]);
    expect(countsOf(outcome)).toEqual({ ...none, read: 4, created: 1, rejected: 3 });
    expect(outcome.rejected).toEqual([
      { index: 1, slug: 'good', reason: expect.stringContaining('same slug') },
      { index: 2, slug: 'late', reason: expect.stringContaining('start time') },
      { index: 3, slug: null, reason: expect.stringContaining('no slug') },
    ]);
    expect(await meetingsOf(app, source)).toMatchObject([{ slug: 'good', name: good.name }]);
  });

  it('writes one line of the audit log', async () => {
    const source = aSource();
    await importFeed(app, source, [aListing(), aListing()]);
    const lines = await asOwner<{ subject_id: string }>(
      app,
      "select * from audit_event where kind = 'meetings.imported' and reason = $1",
      [source],
    );
    expect(lines).toMatchObject([{ subject_id: app.harbor.uuid, role: 'ADMINISTRATOR' }]);
  });
});

describe('a second import', () => {
  it('changes nothing when the feed says the same, and says so; only when it was seen moves', async () => {
    const source = aSource();
    const feed = [aListing(), aListing({ day: [1, 3] }), aListing({ group: 'Lantern Group' })];
    await importFeed(app, source, feed);
    const [meetings, groups] = [await meetingsOf(app, source), await groupsOf(app, source)];

    expect(countsOf(await importFeed(app, source, feed))).toEqual({ ...none, read: 3, unchanged: 3 });
    const again = await meetingsOf(app, source);
    expect(await groupsOf(app, source)).toEqual(groups);
    expect(again.map((row) => ({ ...row, last_seen_at: null }))).toEqual(
      meetings.map((row) => ({ ...row, last_seen_at: null })),
    );
    for (const [index, { last_seen_at }] of again.entries()) {
      expect(last_seen_at.getTime()).toBeGreaterThan(meetings[index]?.last_seen_at.getTime() ?? Number.NaN);
    }
  });

  it('writes what a listing says anew, to the same meeting', async () => {
    const source = aSource();
    const [changed, same] = [aListing({ slug: 'changed' }), aListing({ slug: 'same' })];
    await importFeed(app, source, [changed, same]);
    const before = await meetingsOf(app, source);

    const outcome = await importFeed(app, source, [{ ...changed, time: '18:30', name: 'Earlier' }, same]);
    expect(countsOf(outcome)).toEqual({ ...none, read: 2, updated: 1, unchanged: 1 });
    const after = await meetingsOf(app, source);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after).toMatchObject([
      { version: 2, name: 'Earlier', start_time: '18:30' },
      { version: 1, slug: 'same' },
    ]);
  });

  it('makes what vanished inactive, deletes nothing, and takes it up again when it comes back', async () => {
    const source = aSource();
    const [stays, leaves] = [aListing({ slug: 'a-stays' }), aListing({ slug: 'b-leaves', day: [1, 2] })];
    await importFeed(app, source, [stays, leaves]);
    const before = await meetingsOf(app, source);

    expect(countsOf(await importFeed(app, source, [stays]))).toEqual({
      ...none,
      read: 1,
      unchanged: 1,
      deactivated: 1,
    });
    expect(await meetingsOf(app, source)).toMatchObject([
      { active: true, version: 1 },
      { active: false, version: 2 },
      { active: false, version: 2 },
    ]);
    // It is gone already, and vanishes no second time.
    expect(countsOf(await importFeed(app, source, [stays]))).toEqual({ ...none, read: 1, unchanged: 1 });

    const back = countsOf(await importFeed(app, source, [stays, leaves]));
    expect(back).toEqual({ ...none, read: 2, unchanged: 1, updated: 1 });
    const after = await meetingsOf(app, source);
    expect(after.map(({ id, active }) => ({ id, active }))).toEqual(before.map(({ id }) => ({ id, active: true })));
  });

  it('leaves a listing that it rejects as it was', async () => {
    const source = aSource();
    const listing = aListing();
    await importFeed(app, source, [listing]);
    const before = await meetingsOf(app, source);
    const outcome = await importFeed(app, source, [{ ...listing, timezone: 'Nowhere/Land' }]);
    expect(countsOf(outcome)).toEqual({ ...none, read: 1, rejected: 1 });
    expect(await meetingsOf(app, source)).toEqual(before);
  });

  it('ends the meeting of a day that the listing dropped, and keeps the one of a day that moved', async () => {
    const source = aSource();
    const listing = aListing({ day: [1, 3] });
    await importFeed(app, source, [listing]);
    const [monday, wednesday] = await meetingsOf(app, source);

    expect(countsOf(await importFeed(app, source, [{ ...listing, day: 3 }]))).toEqual({ ...none, read: 1, updated: 1 });
    expect(await meetingsOf(app, source)).toMatchObject([
      { id: monday?.id, weekday: 'MONDAY', active: false, version: 2 },
      { id: wednesday?.id, weekday: 'WEDNESDAY', active: true, version: 1 },
    ]);

    expect(countsOf(await importFeed(app, source, [{ ...listing, day: 5 }]))).toEqual({ ...none, read: 1, updated: 1 });
    expect(await meetingsOf(app, source)).toMatchObject([
      { id: wednesday?.id, slot: 'FRIDAY', weekday: 'FRIDAY', active: true, version: 2 },
      { id: monday?.id, weekday: 'MONDAY', active: false, version: 2 },
    ]);
  });

  it('moves a meeting to the group that its listing names now, with the days it was called off', async () => {
    const source = aSource();
    const listing = aListing({ group: 'Harbor' });
    await importFeed(app, source, [listing]);
    const [meeting] = await meetingsOf(app, source);
    await asOwner(
      app,
      `insert into cancelled_occurrence (organization_id, id, meeting_id, peer_group_id, cancelled_on)
       select organization_id, gen_random_uuid(), id, peer_group_id, '2030-01-07' from meeting where id = $1`,
      [meeting?.id],
    );

    await importFeed(app, source, [{ ...listing, group: 'Hill' }]);
    const [moved] = await meetingsOf(app, source);
    expect(moved).toMatchObject({ id: meeting?.id, group_name: 'Hill', version: 2 });
    const cancelled = 'select peer_group_id from cancelled_occurrence where meeting_id = $1';
    expect(await asOwner(app, cancelled, [meeting?.id])).toEqual([{ peer_group_id: moved?.group_id }]);
    expect((await groupsOf(app, source)).map(({ display_name, version }) => [display_name, version])).toEqual([
      ['Harbor', 1],
      ['Hill', 1],
    ]);
  });

  it('takes the fellowship of the import for its groups', async () => {
    const source = aSource();
    const feed = [aListing()];
    await importFeed(app, source, feed);
    const outcome = await importFeed(app, source, feed, { fellowship: 'SMART_RECOVERY' });
    expect(countsOf(outcome)).toEqual({ ...none, read: 1, updated: 1 });
    expect(await groupsOf(app, source)).toMatchObject([
      { version: 2, fellowship: 'SMART_RECOVERY', approaches: ['SECULAR'] },
    ]);
  });

  it('keeps what staff changed about a meeting until its listing changes', async () => {
    const source = aSource();
    const listing = aListing();
    await importFeed(app, source, [listing]);
    await asOwner(app, "update meeting set active = false, notes = 'Moved away', version = 2 where source = $1", [
      source,
    ]);

    expect(countsOf(await importFeed(app, source, [listing]))).toEqual({ ...none, read: 1, unchanged: 1 });
    expect(await meetingsOf(app, source)).toMatchObject([{ active: false, notes: 'Moved away', version: 2 }]);
    await importFeed(app, source, [{ ...listing, notes: 'Back door' }]);
    expect(await meetingsOf(app, source)).toMatchObject([{ active: true, notes: 'Back door', version: 3 }]);
  });

  it('leaves a group that staff retired retired, and its meetings with it', async () => {
    const source = aSource();
    const listing = aListing({ group: 'Harbor' });
    await importFeed(app, source, [listing]);
    await asOwner(app, 'update peer_group set active = false where source = $1', [source]);
    await asOwner(app, 'update meeting set active = false where source = $1', [source]);

    await importFeed(app, source, [{ ...listing, time: '18:00' }, aListing({ group: 'Harbor' })]);
    expect((await meetingsOf(app, source)).map(({ active }) => active)).toEqual([false, false]);
    expect(await groupsOf(app, source)).toMatchObject([{ active: false }]);
  });
});

describe('other sources and organizations', () => {
  it('are left alone, though they use the same slugs and groups', async () => {
    const [source, other] = [aSource(), aSource()];
    const feed = [aListing({ group: 'Harbor' }), aListing({ group: 'Harbor' })];
    const meadow = { organization: app.meadow };
    await importFeed(app, other, feed);
    await importFeed(app, source, feed, meadow);
    const here = await meetingsOf(app, other);
    const there = await meetingsOf(app, source, app.meadow);

    expect(countsOf(await importFeed(app, source, feed))).toEqual({ ...none, read: 2, created: 2 });
    expect(countsOf(await importFeed(app, source, []))).toEqual({ ...none, deactivated: 2 });
    expect(await meetingsOf(app, other)).toEqual(here);
    expect(await meetingsOf(app, source, app.meadow)).toEqual(there);
    expect(countsOf(await importFeed(app, source, feed, meadow))).toEqual({ ...none, read: 2, unchanged: 2 });
  });
});
