import type { DataSource } from 'typeorm';
import { newId } from '../../../../src/platform/graphql/ids';
import { Tables } from '../../../../src/platform/graphql/reads';
import { Book, Disc, Film, Medium, openLibrary } from '../plan/a-library';

let dataSource: DataSource;
let close: () => Promise<void>;
let tables: Tables;

beforeAll(async () => {
  ({ dataSource, close } = await openLibrary());
  tables = new Tables(dataSource);
});
afterAll(() => close());

it('knows tables and columns as the database calls them', () => {
  expect(tables.of(Book).name).toBe('"book"');
  expect(tables.column(Book, 'pageCount')).toEqual({
    property: 'pageCount',
    name: '"page_count"',
    type: 'int',
    isNullable: true,
  });
  expect(tables.column(Book, 'tags')).toMatchObject({ type: 'text[]', isNullable: false });
  expect(tables.column(Disc, 'roundsPerMinute')).toMatchObject({ name: '"rpm"' });
  expect(tables.of(Book)).toBe(tables.of(Book));
});

it('finds a misspelled declaration', () => {
  expect(() => tables.column(Book, 'pages')).toThrow('Book has no column pages.');
});

it('says of a kind which rows are its own, and of the whole family every column', () => {
  expect(tables.of(Book)).toMatchObject({ kind: undefined, kinds: undefined });
  expect(tables.of(Film)).toMatchObject({ name: '"medium"', kind: 'FILM' });
  expect(tables.of(Medium).kind).toBeUndefined();
  expect([...tables.of(Medium).columns.keys()].sort()).toEqual(
    expect.arrayContaining(['hasSound', 'id', 'roundsPerMinute']),
  );
});

it('makes a row an instance of its class, by its kind where there are several', () => {
  const row = { id: newId(), hasSound: false };
  const film = tables.hydrate(Film, { ...row, kind: 'FILM' });
  expect(film).toBeInstanceOf(Film);
  expect(film.describe()).toBe('silent');
  const { property = '' } = tables.of(Medium).kinds?.column ?? {};
  expect(tables.hydrate(Medium, { ...row, [property]: 'FILM' })).toBeInstanceOf(Film);
  expect(tables.hydrate(Medium, { ...row, [property]: 'RECORD' })).toBeInstanceOf(Disc);
  const book = tables.hydrate(Book, { id: row.id, title: 'shore' });
  expect(book).toBeInstanceOf(Book);
  expect(book).toEqual({ id: row.id, title: 'shore' });
});
