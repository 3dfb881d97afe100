import type { EntityClass } from '../nodes';

/** A type as type-graphql wants it said: `() => Int`, `() => [Meeting]`. */
export type TypeThunk = () => unknown;

/** A class of rows, said late so that files may refer to each other's types. */
export type Target<T extends object> = () => EntityClass<T>;

/** What every declared read can say of itself. */
export abstract class ReadBase {
  description = '';
  isNullable = false;
  /** Root fields only: the roles that may ask. */
  allowed: readonly string[] | undefined;
  /** Where it was declared, as `Patient.carePlans`: a list's cursors are good there and nowhere else. */
  place: () => string = () => '';

  /** What the field means, for the schema. Every read needs it. */
  describe(description: string): this {
    this.description = description;
    return this;
  }

  /** The field may be null: what it leads to can be absent or hidden. */
  nullable(): this {
    this.isNullable = true;
    return this;
  }

  /** Opens a root field to these roles. A root field without is refused when the schema is built. */
  allow(roles: readonly string[]): this {
    this.allowed = roles;
    return this;
  }
}
