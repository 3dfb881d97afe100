import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a feature gives to the application. */
export interface Feature {
  readonly name: string;
  readonly entities: readonly NewableFunction[];
  /** Resolver classes: declared reads, root fields and mutations. */
  readonly resolvers: readonly NewableFunction[];
  /** The text of `<name>.rows.sql`: who may see and touch this feature's rows. */
  readonly rows: string;
}

/** Describes a feature. Its row policies stand beside it in `<name>.rows.sql`. */
export function defineFeature({ folder, ...feature }: Omit<Feature, 'rows'> & { readonly folder: string }): Feature {
  return { ...feature, rows: readFileSync(join(folder, `${feature.name}.rows.sql`), 'utf8') };
}
