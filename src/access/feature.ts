import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a feature gives to the application. */
export interface Feature {
  readonly name: string;
  readonly entities: readonly NewableFunction[];
  /** Resolver classes: declared reads, root fields and mutations. */
  readonly resolvers: readonly NewableFunction[];
  /** The text of its rows.sql: who may see and touch this feature's rows. */
  readonly rows: string;
}

interface Definition extends Omit<Feature, 'rows'> {
  readonly folder: string;
  /** Where its rows.sql files are in the folder, in the order in which they apply; `<name>.rows.sql` when left out. */
  readonly rows?: readonly string[];
}

/** Describes a feature. Its row policies stand beside it in `<name>.rows.sql`, or in one file for each of its parts. */
export function defineFeature({ folder, rows, ...feature }: Definition): Feature {
  const files = (rows ?? [feature.name]).map((name) => readFileSync(join(folder, `${name}.rows.sql`), 'utf8'));
  return { ...feature, rows: files.join('\n') };
}
