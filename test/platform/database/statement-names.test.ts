import { StatementNames } from '../../../src/platform/database/statement-names';

const sql = (index: number): string => `select ${index}`;

it('names a statement that comes again, and none that comes once', () => {
  const names = new StatementNames();
  expect(names.of(sql(1))).toBeUndefined();
  const name = names.of(sql(1));
  expect(name).toMatch(/^s_[0-9a-f]{24}$/);
  expect(names.of(sql(1))).toBe(name);
  expect(names.of(sql(2))).toBeUndefined();
  expect(names.of(sql(2))).not.toBe(name);
});

it('gives a text the name that it had before it was forgotten', () => {
  const names = new StatementNames();
  names.of(sql(1));
  const name = names.of(sql(1));
  for (let index = 2; index < 3_000; index += 1) {
    names.of(sql(index));
    names.of(sql(index));
  }
  // Forgotten, it comes as if for the first time.
  expect(names.of(sql(1))).toBeUndefined();
  expect(names.of(sql(1))).toBe(name);
});
