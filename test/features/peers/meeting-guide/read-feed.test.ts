import { parseJsonText, readFeed } from '../../../../src/features/peers/meeting-guide';
import { aRow, listingOf, rejectionOf } from './a-row';

const ZONE = 'America/Chicago';

describe('a feed', () => {
  it('accounts for every row, in order, and keeps the first listing of a slug', () => {
    const rows = [
      aRow({ slug: 'a', name: 'First' }),
      'a string',
      aRow({ slug: 'a', name: 'Second' }),
      null,
      [],
      aRow({ slug: 7 }),
      aRow({ slug: '7' }),
      aRow({ slug: 'b' }),
    ];
    const { listings, rejected } = readFeed(rows, ZONE);
    expect(listings.map(({ slug, name }) => [slug, name])).toEqual([
      ['a', 'First'],
      ['7', 'Morning Light'],
      ['b', 'Morning Light'],
    ]);
    expect(rejected).toEqual([
      { index: 1, slug: null, reason: 'The listing is not an object.' },
      { index: 2, slug: 'a', reason: 'Another listing of the feed has the same slug: give each one its own.' },
      { index: 3, slug: null, reason: 'The listing is not an object.' },
      { index: 4, slug: null, reason: 'The listing is not an object.' },
      { index: 6, slug: '7', reason: 'Another listing of the feed has the same slug: give each one its own.' },
    ]);
  });

  it('keeps the first listing of a slug that can be accepted', () => {
    const { listings, rejected } = readFeed([aRow({ time: '99:99' }), aRow({ name: 'Second' })], ZONE);
    expect(listings.map(({ name }) => name)).toEqual(['Second']);
    expect(rejected.map(({ index }) => index)).toEqual([0]);
  });

  it('is refused with a default time zone that does not exist', () => {
    expect(() => readFeed([], 'Mars/Olympus')).toThrow(new RangeError('The default time zone does not exist.'));
  });

  it('is not confused by keys that objects have by nature', () => {
    const rows = parseJsonText('[{"slug": "__proto__", "name": "constructor", "__proto__": {"day": 9}}]');
    expect(readFeed(rows, ZONE).listings).toMatchObject([
      { slug: '__proto__', name: 'constructor', byAppointment: true },
    ]);
  });
});

describe('a row', () => {
  it.each([
    [{ slug: undefined }, 'The listing has no slug'],
    [{ slug: ' ' }, 'The listing has no slug'],
    [{ slug: { id: 1 } }, 'The listing has no slug'],
    [{ slug: 's'.repeat(256) }, 'The slug is longer than 255'],
    [{ name: null }, 'The listing has no name'],
    [{ name: '<b></b>' }, 'The listing has no name'],
    [{ name: 'n'.repeat(256) }, 'The name is longer than 255'],
    [{ timezone: 'Mars/Olympus' }, 'The time zone does not exist'],
    [{ timezone: '+05:00' }, 'The time zone does not exist'],
    [{ timezone: 5 }, 'The time zone does not exist'],
  ])('with %j is rejected, in a sentence that repeats no value', (fields, reason) => {
    const given = rejectionOf(aRow(fields));
    expect(given).toContain(reason);
    expect(given).toMatch(/\.$/);
    expect(given).not.toMatch(/Olympus|nnn|sss|morning/i);
  });

  it('may have a name of 255 characters, emoji counted as one, and a slug beyond the recommended 64', () => {
    expect(listingOf({ name: '🌅'.repeat(255) }).name).toBe('🌅'.repeat(255));
    expect(listingOf({ slug: 's'.repeat(77) }).slug).toBe('s'.repeat(77));
  });

  it('may have a slug that is a number, and no group', () => {
    expect(listingOf({ slug: 5202, group: '' })).toMatchObject({ slug: '5202', groupName: 'Morning Light' });
    expect(listingOf({ group: ' The  Serenity Group ' }).groupName).toBe('The Serenity Group');
  });

  it('meets in its own time zone, else in that of the feed', () => {
    expect(listingOf({ timezone: 'Asia/Kathmandu' }).timeZone).toBe('Asia/Kathmandu');
    expect(listingOf({ timezone: '' }).timeZone).toBe(ZONE);
  });
});

describe('the types of a listing', () => {
  it.each([
    [
      ['O', 'C'],
      ['O', 'C'],
    ],
    ['[open]', ['O']],
    ['[closed]', ['C']],
    ['O, W,,XT', ['O', 'W', 'XT']],
    ['["O","M"]', ['O', 'M']],
    [
      ['open', ' Women ', 'w'],
      ['O', 'W'],
    ],
    [
      [11, '12X12', 'onl'],
      ['11', '12x12', 'ONL'],
    ],
    [
      ['AC', 'LGBTQIA', '', null, {}],
      ['AC', 'LGBTQIA'],
    ],
    [null, []],
    [{}, []],
  ])('reads %j', (types, expected) => {
    expect(listingOf({ types }).types).toEqual(expected);
  });
});

describe('when a listing was updated', () => {
  it.each([
    ['2014-05-31 14:32:23', '2014-05-31T14:32:23.000Z'],
    ['2014-05-31T14:32:23Z', '2014-05-31T14:32:23.000Z'],
    ['2014-05-31T14:32:23-05:00', '2014-05-31T19:32:23.000Z'],
    ['2014-05-31', '2014-05-31T00:00:00.000Z'],
    ['8/28/2021', '2021-08-28T00:00:00.000Z'],
    ['8/16/2021 7:16:45 AM', '2021-08-16T07:16:45.000Z'],
    ['12/1/2021 12:05 PM', '2021-12-01T12:05:00.000Z'],
    ['8/28/2021 17:05', '2021-08-28T17:05:00.000Z'],
  ])('reads %j as UTC', (updated, expected) => {
    expect(listingOf({ updated }).updatedAt?.toISOString()).toBe(expected);
  });

  it.each([null, '', 'yesterday', '0000-00-00 00:00:00', '31/31/2021', '+099999-01-01', {}])(
    'ignores %j',
    (updated) => {
      expect(listingOf({ updated }).updatedAt).toBeNull();
    },
  );
});

describe('the source of a listing', () => {
  const url = 'https://example.org/meetings/1';
  const entity = 'http://example.org/';

  it('is its own page, else the website of the service entity under either name', () => {
    expect(listingOf({ url, entity_url: entity }).sourceUrl).toBe(url);
    expect(listingOf({ url: null, entity_website_url: entity }).sourceUrl).toBe(entity);
    expect(listingOf({ entity_url: entity }).sourceUrl).toBe(entity);
  });

  it.each([
    'mailto:a@example.org',
    'ftp://example.org',
    'https://a:b@example.org/',
    `https://e.org/${'x'.repeat(2_048)}`,
  ])('is not %j', (address) => {
    expect(listingOf({ url: address }).sourceUrl).toBeNull();
  });
});
