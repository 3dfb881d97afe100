/** By which way a try hopes to learn something. */
export const CHANNELS = [
  'id',
  'list',
  'filter',
  'order',
  'cursor',
  'count',
  'identifier',
  'uniqueness',
  'foreign key',
  'mutation',
  'idempotency',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** One question, the same in both worlds. */
export interface Try {
  readonly channel: Channel;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly idempotencyKey?: string;
}

/** What tries are made of: what whoever asks might have heard of. */
export interface Hearsay {
  /** Ids and words about what is hidden. */
  readonly clues: readonly string[];
  /** Cursors that lists gave out, by the list's field: to whoever asks, and to somebody else. */
  readonly cursors: Readonly<Record<string, { readonly own: readonly string[]; readonly stolen: readonly string[] }>>;
}
