import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import {
  describeMeetingType,
  type MeetingFeed,
  parseJsonText,
  readFeed,
  UnreadableFeed,
} from '../../../../src/features/peers/meeting-guide';
import { isRawRow } from '../../../../src/features/peers/meeting-guide/row-fields';

const folder = resolve(__dirname, '../../../../../shared/data/meeting-guide');
const areThere = existsSync(folder);
if (!areThere) process.stderr.write('Real meeting feeds are not tested: ../shared/data/meeting-guide is not there.\n');

const ZONES = {
  aasanjose: 'America/Los_Angeles',
  nwta: 'America/Chicago',
  edmonton: 'America/Edmonton',
  'al-anon': 'America/New_York',
};
type FeedName = keyof typeof ZONES;

const textOf = (name: string): string => readFileSync(join(folder, `${name}.json`), 'utf8');
const rowsOf = (name: FeedName) => parseJsonText(textOf(name));
const feedOf = (name: FeedName): MeetingFeed => readFeed(rowsOf(name), ZONES[name]);

function modalitiesOf(name: FeedName): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { active, modality } of feedOf(name).listings) {
    const how = active ? modality : 'inactive';
    counts[how] = (counts[how] ?? 0) + 1;
  }
  return counts;
}

(areThere ? describe : describe.skip)('the real feeds', () => {
  it.each<[FeedName, number, number]>([
    ['aasanjose', 693, 692],
    ['nwta', 613, 613],
    ['edmonton', 315, 315],
    ['al-anon', 360, 360],
  ])('read %s: %i rows, %i listings', (name, rows, listings) => {
    const feed = feedOf(name);
    expect(rowsOf(name)).toHaveLength(rows);
    expect(feed.listings).toHaveLength(listings);
    expect(feed.listings.length + feed.rejected.length).toBe(rows);
  });

  it("reject one row of all: San José's duplicate", () => {
    const rejected = Object.keys(ZONES).flatMap((name) => feedOf(name as FeedName).rejected);
    expect(rejected).toEqual([{ index: 511, slug: 'pass-it-on-group', reason: expect.stringContaining('same slug') }]);
  });

  it('say where the broken one breaks', () => {
    expect(() => parseJsonText(textOf('invalid'))).toThrow(UnreadableFeed);
    expect(() => parseJsonText(textOf('invalid'))).toThrow('The file is not JSON: line 80, column 3.');
  });

  it('are attended as their rows say', () => {
    expect(modalitiesOf('aasanjose')).toEqual({ VIRTUAL: 292, HYBRID: 122, IN_PERSON: 157, inactive: 121 });
    expect(modalitiesOf('nwta')).toEqual({ IN_PERSON: 612, inactive: 1 });
    expect(modalitiesOf('edmonton')).toEqual({ VIRTUAL: 44, HYBRID: 30, IN_PERSON: 219, inactive: 22 });
    expect(modalitiesOf('al-anon')).toEqual({ VIRTUAL: 105, PHONE: 8, HYBRID: 60, IN_PERSON: 156, inactive: 31 });
  });

  it('are attended as the plugin of Al-Anon works out for itself, without its help', () => {
    const rows = rowsOf('al-anon').filter(isRawRow);
    const withoutOption = rows.map(({ attendance_option, ...row }) => row);
    const found = readFeed(withoutOption, ZONES['al-anon']).listings.map(({ active, modality }) => {
      if (!active) return 'inactive';
      return { IN_PERSON: 'in_person', HYBRID: 'hybrid' }[String(modality)] ?? 'online';
    });
    expect(found).toEqual(rows.map((row) => row.attendance_option));
  });

  it('have a type for `[open]` and `[closed]`, and an update time however it is written', () => {
    const types = feedOf('nwta').listings.flatMap((listing) => listing.types);
    expect(new Set(types)).toEqual(new Set(['O', 'C']));
    expect(types.every((type) => describeMeetingType(type).known)).toBe(true);
    for (const name of ['nwta', 'edmonton', 'al-anon'] as const) {
      expect(feedOf(name).listings.filter((listing) => listing.updatedAt === null)).toEqual([]);
    }
  });

  it('leave no e-mail address behind', () => {
    expect(textOf('al-anon')).toContain('name@example.org');
    for (const name of Object.keys(ZONES)) {
      expect(JSON.stringify(feedOf(name as FeedName).listings).match(/[\w.]+@[\w-]+\.\w+/g)).toBeNull();
    }
  });
});
