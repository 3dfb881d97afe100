/** The driver's own way to write values, which its types leave out. */
declare module 'pg/lib/utils' {
  /** A value as the protocol carries it: text, or bytes; null is null. */
  export function prepareValue(value: unknown): string | Buffer | null;
}
