/** What was seen in an answer. */
export interface Sink {
  /** So much of the entry was seen at this specimen; nothing at all is 0. */
  seen(entry: string, specimen: string, amount: number): void;
  /** A record was met on this way with these values. */
  met(way: string, record: Readonly<Record<string, unknown>>): void;
  /** What is said here contradicts what is shown. */
  contradicts(what: string): void;
}

/** A part of a selection, and how to read what it selected. */
export interface Piece {
  readonly text: string;
  read(parent: Readonly<Record<string, unknown>>, specimen: string, sink: Sink): void;
}

/** A value as an object; undefined when it is none. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** A value as a list: one value is a list of one, null of none. */
export function asList(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The objects in a value: one, a list of them, or none. */
export function objectsIn(value: unknown): Readonly<Record<string, unknown>>[] {
  return asList(value)
    .map(asObject)
    .filter((object) => object !== undefined);
}
