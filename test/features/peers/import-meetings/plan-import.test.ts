import fc from 'fast-check';
import { type ImportPlan, planImport } from '../../../../src/features/peers/import-meetings/plan-import';
import type { StoredMeeting, StoredSource } from '../../../../src/features/peers/import-meetings/stored-source';
import { readFeed } from '../../../../src/features/peers/meeting-guide';
import { Fellowship } from '../../../../src/features/peers/peer-group.entity';
import { aListing } from './a-listing';

const NOTHING: StoredSource = { groups: [], meetings: [] };
const plan = (stored: StoredSource, rows: readonly unknown[], fellowship = Fellowship.TWELVE_STEP_AA): ImportPlan =>
  planImport(stored, readFeed(rows, 'America/Los_Angeles'), fellowship);

/** What the tables hold once a plan was written; write-plan.ts does the same in SQL. */
function written(stored: StoredSource, planned: ImportPlan): StoredSource {
  const meetings = new Map<string, StoredMeeting>(stored.meetings.map((meeting) => [meeting.id, meeting]));
  for (const id of planned.endedMeetings) {
    const meeting = meetings.get(id);
    if (meeting) meetings.set(id, { ...meeting, active: false, listingDigest: 'VANISHED' });
  }
  for (const row of [...planned.revisedMeetings, ...planned.newMeetings]) {
    const { id, active, modality, types } = row;
    const own = { slug: String(row.slug), slot: String(row.slot), listingDigest: row.listing_digest };
    meetings.set(id, { id, active, modality, types, peerGroupId: row.peer_group_id, ...own });
  }
  const groups = new Map(stored.groups.map((group) => [group.id, group]));
  for (const group of planned.newGroups) groups.set(group.id, { ...group, active: true });
  for (const group of planned.revisedGroups) {
    const before = groups.get(group.id);
    if (before) groups.set(group.id, { ...before, ...group });
  }
  return { groups: [...groups.values()], meetings: [...meetings.values()] };
}

const imported = (stored: StoredSource, rows: readonly unknown[]): StoredSource => written(stored, plan(stored, rows));

const writes = (planned: ImportPlan): number =>
  planned.newGroups.length +
  planned.revisedGroups.length +
  planned.newMeetings.length +
  planned.revisedMeetings.length +
  planned.endedMeetings.length;

describe('the plan of an import', () => {
  it('accounts for every listing, plans nothing for the same again, and never gives two meetings one place', () => {
    const row = fc.record({
      slug: fc.constantFrom('a', 'b', 'c', ''),
      name: fc.constantFrom('Dawn', 'Dusk', ''),
      group: fc.constantFrom('Harbor', 'Hill', ''),
      day: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 3 }),
      time: fc.constantFrom('07:00', '19:00', '', '25:00'),
      types: fc.subarray(['O', 'A', 'S', 'TC']),
      formatted_address: fc.constantFrom('12 Harbor Street, Oakland, CA 94601, USA', ''),
    });
    const feed = fc.array(row, { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(feed, { minLength: 1, maxLength: 6 }), (feeds) => {
        let stored = NOTHING;
        for (const rows of feeds) {
          const planned = plan(stored, rows);
          const rejected = readFeed(rows, 'America/Los_Angeles').rejected.length;
          expect(planned.created + planned.updated + planned.unchanged + rejected).toBe(rows.length);
          const before = stored.meetings.map(({ id }) => id);
          stored = written(stored, planned);
          const after = stored.meetings.map(({ id }) => id);
          expect(after).toEqual(expect.arrayContaining(before));
          const places = stored.meetings.map(({ slug, slot }) => `${slug} ${slot}`);
          expect(new Set(places).size).toBe(places.length);

          const again = plan(stored, rows);
          expect(writes(again)).toBe(0);
          expect(again).toMatchObject({ created: 0, updated: 0, deactivated: 0, meetings: planned.meetings });
        }
      }),
      { numRuns: 80 },
    );
  });

  it('tells a listing that came back as updated', () => {
    const rows = [aListing(), aListing()];
    const without = imported(imported(NOTHING, rows), rows.slice(1));
    expect(plan(without, rows)).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
  });

  it('counts a vanished listing once, however many days it had', () => {
    const rows = [aListing({ day: [1, 3, 5] }), aListing()];
    const planned = plan(imported(NOTHING, rows), rows.slice(1));
    expect(planned).toMatchObject({ deactivated: 1, unchanged: 1, meetings: 1 });
    expect(planned.endedMeetings).toHaveLength(3);
  });

  it('does not count a listing as vanished that was no meeting to go to before', () => {
    const rows = [aListing({ types: ['TC'] }), aListing()];
    expect(plan(imported(NOTHING, rows), rows.slice(1))).toMatchObject({ deactivated: 0, unchanged: 1 });
  });

  it('holds what is stored of a listing that is rejected now', () => {
    const [kept, garbled] = [aListing(), aListing({ day: [2, 4] })];
    const planned = plan(imported(NOTHING, [kept, garbled]), [kept, { ...garbled, time: '25:00' }]);
    expect(planned).toMatchObject({ unchanged: 1, updated: 0, deactivated: 0, meetings: 3 });
    expect(planned.endedMeetings).toEqual([]);
  });

  it('leaves a group that all its meetings moved away from as it was', () => {
    const row = aListing({ group: 'Harbor' });
    const moved = plan(imported(NOTHING, [row]), [{ ...row, group: 'Hill' }]);
    expect(moved).toMatchObject({ updated: 1, revisedGroups: [] });
    expect(moved.newGroups.map(({ sourceKey }) => sourceKey)).toEqual(['Hill']);
  });

  it('tells every listing of a group as updated whose fellowship is another now', () => {
    const rows = [aListing({ group: 'Harbor' }), aListing({ group: 'Harbor' })];
    const planned = plan(imported(NOTHING, rows), rows, Fellowship.TWELVE_STEP_NA);
    expect(planned).toMatchObject({ updated: 2, unchanged: 0, revisedMeetings: [] });
    expect(planned.revisedGroups).toMatchObject([{ fellowship: Fellowship.TWELVE_STEP_NA }]);
  });
});
