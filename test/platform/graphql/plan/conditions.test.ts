import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { newId, toGlobalId } from '../../../../src/platform/graphql/ids';
import type { EntityClass } from '../../../../src/platform/graphql/nodes';
import type { Run } from '../../../../src/platform/graphql/plan/compiler';
import { conditionsSql } from '../../../../src/platform/graphql/plan/conditions';
import { StatementCompiler } from '../../../../src/platform/graphql/plan/statement-compiler';
import { defineFilter, on, Tables } from '../../../../src/platform/graphql/reads';
import { type Condition, filterConditions } from '../../../../src/platform/graphql/reads/conditions';
import { Book, Disc, Film, Medium, openLibrary, Review } from './a-library';

const NOW = new Date('2026-03-01T12:00:00Z');
const book = on<Book>();
const lower = (text: string): string => text.toLowerCase();
const SHORE = newId();

let dataSource: DataSource;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ dataSource, close } = await openLibrary());
  const made = await dataSource.manager.save(Book, [
    {
      id: SHORE,
      title: 'shore',
      subtitle: 'À la Mer',
      tags: ['sea', 'calm'],
      pageCount: 90,
      lentFrom: day(1),
      lentUntil: null,
      sequelToId: null,
    },
    {
      id: newId(),
      title: 'ship',
      subtitle: '100% salt_',
      tags: ['sea'],
      pageCount: 300,
      lentFrom: day(-9),
      lentUntil: day(0),
      sequelToId: SHORE,
    },
    {
      id: newId(),
      title: 'hill',
      subtitle: 'Shore to shore',
      tags: [],
      pageCount: null,
      lentFrom: day(0),
      lentUntil: day(1),
      sequelToId: null,
    },
  ]);
  const reviews = [
    [0, 5],
    [0, 1],
    [1, 3],
  ] as const;
  await dataSource.manager.save(
    Review,
    reviews.map(([index, stars]) => ({ id: newId(), bookId: made[index]?.id ?? '', stars })),
  );
});
afterAll(() => close());

function day(fromNow: number): Date {
  return new Date(NOW.getTime() + fromNow * 86_400_000);
}

/** A condition on books as SQL, with the values of its parameters. */
function built(conditions: readonly Condition[], value: unknown, entity: EntityClass = Book): [string, unknown[]] {
  const compiler = new StatementCompiler({ tables: new Tables(dataSource), faults: new Map() } as never);
  const run = { ctx: { now: NOW }, calls: [] } as unknown as Run;
  const where = conditionsSql(
    conditions.map((condition) => ({
      condition,
      given: value,
      valueAt: () => value,
      argument: 'filter.key',
      path: '',
    })),
    entity,
    't',
    compiler,
  );
  return [where, compiler.parameters.map((parameter) => parameter.value(run))];
}

async function titles(condition: Condition, value?: unknown): Promise<string[]> {
  const [where, values] = built([condition], value);
  const rows: { title: string }[] = await dataSource.query(
    `select title from book t where ${where} order by title`,
    values,
  );
  return rows.map(({ title }) => title);
}

const anyReview = book.exists(() => Review, 'bookId');
/** A ship whose lending is over is gone. */
const LENT = { at: 'lentUntil', from: 'ship', to: 'gone' } as const;
const ALL = ['hill', 'ship', 'shore'];

it.each<[string, Condition, unknown, string[]]>([
  ['equals a text', book.equals('title'), 'ship', ['ship']],
  ['equals a number', book.equals('pageCount'), 90, ['shore']],
  ['equals nothing that is there', book.equals('title'), "'; drop table book; --", []],
  ['is one of several', book.oneOf('title'), ['ship', 'hill', 'no'], ['hill', 'ship']],
  ['is one of none', book.oneOf('title'), [], []],
  ['is one of a single value', book.oneOf('pageCount'), 300, ['ship']],
  ['stands so at this instant', book.standsAs('title', LENT), ['ship'], []],
  [
    'stands as it came to, its last instant not included',
    book.standsAs('title', LENT),
    ['gone', 'hill'],
    ['hill', 'ship'],
  ],
  ['stands as it does while no end is set', book.standsAs('title', { ...LENT, from: 'shore' }), ['shore'], ['shore']],
  ['stands as it does before its end', book.standsAs('title', { ...LENT, from: 'hill' }), ['hill'], ['hill']],
  ['refers to a record', book.refersTo('sequelToId', () => [Book]), toGlobalId('book', SHORE), ['ship']],
  ['is since an instant, that one included', book.since('lentFrom'), day(0), ['hill', 'shore']],
  ['is before an instant, that one not included', book.before('lentFrom'), day(0), ['ship']],
  ['overlaps with a list', book.overlaps('tags'), ['calm', 'storm'], ['shore']],
  ['overlaps with an empty list', book.overlaps('tags'), [], []],
  ['begins so in one of the columns', book.startsWith(['title', 'subtitle'], lower), 'SH', ['ship', 'shore']],
  ['begins with signs of a pattern', book.startsWith(['subtitle'], lower), '100% salt_', ['ship']],
  ['begins with blanks only, which asks for nothing', book.startsWith(['title'], lower), '  ', ALL],
  ['holds the text somewhere, whatever the case', book.includesText(['title', 'subtitle']), 'SHORE', ['hill', 'shore']],
  ['holds letters beyond ASCII, whatever the case', book.includesText(['subtitle']), 'à LA', ['shore']],
  ['holds signs of a pattern as they are', book.includesText(['subtitle']), '%', ['ship']],
  [
    'passes one test or another',
    book.anyOf(book.equals('title'), book.includesText(['subtitle'])),
    'shore',
    ['hill', 'shore'],
  ],
  ['is null, always', book.is('pageCount', null), undefined, ['hill']],
  ['is a value, always', book.is('pageCount', 300), undefined, ['ship']],
  ['is one of fixed values', book.isOneOf('title', ['ship', 'shore']), undefined, ['ship', 'shore']],
  [
    'is current, its first instant included and its last not',
    book.current('lentFrom', 'lentUntil'),
    undefined,
    ['hill'],
  ],
  ['is current, as asked', book.currentOrNot('lentFrom', 'lentUntil'), true, ['hill']],
  ['is not current, as asked', book.currentOrNot('lentFrom', 'lentUntil'), false, ['ship', 'shore']],
  ['is never there', book.never(), 'x', []],
  ['is never there, which is what was asked', book.never(), false, ALL],
  ['has another row', anyReview, undefined, ['ship', 'shore']],
  [
    'has another row that passes',
    book.exists(() => Review, 'bookId', on<Review>().is('stars', 3)),
    undefined,
    ['ship'],
  ],
  [
    'has another row that passes the argument',
    book.exists(() => Review, 'bookId', on<Review>().equals('stars')),
    1,
    ['shore'],
  ],
  ['has, as asked', book.existsOrNot(() => Review, 'bookId'), true, ['ship', 'shore']],
  ['has not, as asked', book.existsOrNot(() => Review, 'bookId'), false, ['hill']],
  ['has a neighbor, as asked', book.neighborOrNot('sequelToId', () => Book, 'id'), true, ['ship']],
  ['has no neighbor, as asked', book.neighborOrNot('sequelToId', () => Book, 'id'), false, ['hill', 'shore']],
])('finds the rows of which one %s', async (_case, condition, value, expected) => {
  expect(await titles(condition, value)).toEqual(expected);
});

it.each<[string, Condition]>([
  ['equals', book.equals('title')],
  ['oneOf', book.oneOf('title')],
  ['standsAs', book.standsAs('title', LENT)],
  ['refersTo', book.refersTo('sequelToId', () => [Book])],
  ['since', book.since('lentFrom')],
  ['before', book.before('lentFrom')],
  ['overlaps', book.overlaps('tags')],
  ['startsWith', book.startsWith(['title'], lower)],
  ['includesText', book.includesText(['title'])],
  ['currentOrNot', book.currentOrNot('lentFrom', 'lentUntil')],
  ['never', book.never()],
  ['neighborOrNot', book.neighborOrNot('sequelToId', () => Book, 'id')],
  ['exists with the argument', book.exists(() => Review, 'bookId', on<Review>().equals('stars'))],
  ['existsOrNot', book.existsOrNot(() => Review, 'bookId')],
])('leaves every row in when %s was given null or nothing', async (_case, condition) => {
  expect(await titles(condition, null)).toEqual(ALL);
  expect(await titles(condition, undefined)).toEqual(ALL);
});

it('refuses values that cannot be tested with, naming the argument', async () => {
  const refused = (condition: Condition, value: unknown) =>
    expect(titles(condition, value)).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', fields: [{ path: 'filter.key' }] },
    });
  await refused(book.equals('title'), 'a\u0000');
  await refused(book.oneOf('title'), ['fine', '\ud800']);
  await refused(book.standsAs('title', LENT), ['\u0000']);
  await refused(book.overlaps('tags'), ['\u0000']);
  await refused(book.startsWith(['title'], lower), 'x'.repeat(201));
  await refused(book.includesText(['title']), '\udfff');
  await refused(
    book.refersTo('sequelToId', () => [Book]),
    'patient_0198c2a47d3e7b119c550242ac120002',
  );
  await refused(
    book.refersTo('sequelToId', () => [Book]),
    'book_1',
  );
});

it('never writes a value into the statement', () => {
  const tests = [
    book.equals('title'),
    book.oneOf('title'),
    book.standsAs('title', LENT),
    book.startsWith(['title', 'subtitle'], lower),
    book.includesText(['title']),
    book.overlaps('tags'),
  ];
  fc.assert(
    fc.property(fc.constantFrom(...tests), fc.string({ minLength: 1 }), (condition, text) => {
      fc.pre(text.trim() !== '' && !text.includes('\u0000'));
      const build = (value: string) => built([condition], value);
      const [sql, values] = build(text);
      expect(sql).toBe(build('another')[0]);
      expect(JSON.stringify(values).toLowerCase()).toContain(JSON.stringify(text.trim().toLowerCase()).slice(1, -1));
    }),
  );
});

it('keeps the kinds of an inherited table apart', () => {
  const where = (entity: typeof Medium) => built([], undefined, entity);
  expect(where(Film)).toEqual([`t."kind" = 'FILM'`, []]);
  expect(where(Disc)).toEqual([`t."kind" = 'RECORD'`, []]);
  expect(where(Medium)).toEqual(['true', []]);
});

describe('a filter', () => {
  class BookFilter {}
  const [title, tags, stars] = [book.equals('title'), book.overlaps('tags'), on<Review>().equals('stars')];

  it('has the keys that each feature gave it, by the entity they are meant for', () => {
    defineFilter(BookFilter, { title });
    defineFilter(BookFilter, { tags }, Book);
    defineFilter(BookFilter, { tags: stars }, Review);
    expect([...filterConditions(BookFilter, Book)]).toEqual([
      ['title', title],
      ['tags', tags],
    ]);
    expect([...filterConditions(BookFilter, Review)]).toEqual([
      ['title', title],
      ['tags', stars],
    ]);
    expect([...filterConditions(BookFilter, undefined)]).toEqual([['title', title]]);
  });

  it('cannot mean two things by one key', () => {
    expect(() => defineFilter(BookFilter, { title: tags })).toThrow(
      'The filter BookFilter has two meanings for title.',
    );
    expect(() => defineFilter(BookFilter, { title: tags }, Book)).toThrow('two meanings for title');
  });
});
