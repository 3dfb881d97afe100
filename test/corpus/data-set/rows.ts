import { createHash } from 'node:crypto';
import type { Client } from 'pg';

/** A row by its column names. Rows of one insert have the same columns. */
export type TableRow = Readonly<Record<string, unknown>>;

/** The instant at which every operation of the corpus is asked. Before any clock that runs it, so that grants are in force. */
export const CORPUS_NOW = new Date('2026-01-14T18:30:00.000Z');

/** Writes rows as the superuser: row security stands aside, triggers do not. */
export async function insertRows(client: Client, table: string, rows: readonly TableRow[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first)
    .map((name) => `"${name}"`)
    .join(', ');
  const source = `json_populate_recordset(null::${table}, $1)`;
  await client.query(`insert into ${table} (${columns}) select ${columns} from ${source}`, [JSON.stringify(rows)]);
}

/** The same UUID for the same words in every run, in no order that means anything. */
export function uuidFor(kind: string, ...numbers: readonly number[]): string {
  const hex = digest(`${kind} ${numbers.join('.')}`);
  const marked = `${hex.slice(0, 12)}7${hex.slice(13, 16)}8${hex.slice(17)}`;
  return marked.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A number below `end` that depends on nothing but the words: dice that fall the same way in every run. */
export function roll(end: number, kind: string, ...numbers: readonly number[]): number {
  return Number.parseInt(digest(`roll ${kind} ${numbers.join('.')}`).slice(0, 8), 16) % end;
}

/** The element that falls to this number; the list goes round. */
export function nth<T>(list: readonly T[], number: number): T {
  return list[number % list.length] as T;
}

/** The value, or null for the others. */
export function when<T>(isSo: boolean, value: T): T | null {
  return isSo ? value : null;
}

/** An instant with microseconds, some days before the corpus is asked. Every fifth shares its millisecond with another. */
export function instant(daysBefore: number, micros: number): string {
  const day = new Date(CORPUS_NOW.getTime() - daysBefore * 86_400_000).toISOString().slice(0, 19);
  return `${day}.${String(123_000 + (micros % 5) * 100 + (micros % 7)).padStart(6, '0')}Z`;
}

/** A calendar day, some days before the corpus is asked. */
export function day(daysBefore: number): string {
  return new Date(CORPUS_NOW.getTime() - daysBefore * 86_400_000).toISOString().slice(0, 10);
}

/** The numbers from 0 up to, and without, `end`. */
export function upTo(end: number): number[] {
  return Array.from({ length: end }, (_, index) => index);
}

function digest(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
