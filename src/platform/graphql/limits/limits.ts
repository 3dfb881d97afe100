/** What one request may ask for. */
export interface Limits {
  /** Words and signs in the document; reading stops there. */
  readonly tokens: number;
  /** Levels of fields, introspection aside. */
  readonly depth: number;
  readonly aliases: number;
  /** Fields that stand twice in one selection. */
  readonly duplicates: number;
  /** Fields and fragments once every fragment is written out where it is spread. */
  readonly selections: number;
  /** Records that the answer could hold, if every page were full. */
  readonly records: number;
}

/**
 * Room for 50 patients with plans, activities, links and meetings on pages of 10, and for 200 patients with their plans on
 * pages of the default size; no room for three full pages inside each other.
 */
export const LIMITS: Limits = {
  tokens: 3000,
  depth: 15,
  aliases: 30,
  duplicates: 30,
  selections: 1000,
  records: 200_000,
};
