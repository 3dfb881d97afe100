import { type GraphQLField, type GraphQLSchema, getNamedType, isAbstractType, isObjectType } from 'graphql';
import type { Role } from '../../../src/access/role';

type Field = GraphQLField<unknown, never>;

/** How much more often a field is chosen that is the place, and one that leads towards it. */
const AT_IT = 300;
const TOWARDS = 150;
/** How often an argument is given that is the place, or a record chosen that leads there. */
const MOSTLY = 0.85;

/** Places where something is found by way of an argument above only, and which. */
const BY_WAY_OF: Readonly<Record<string, string>> = { 'MeetingOccurrence.distanceKm': 'Query.meetings(filter.near)' };

/**
 * A place that an operation is to touch, as the coverage names it. What the corpus has missed so far is looked for: by chance alone, what
 * is rare takes thousands of operations to come by.
 */
export class Aim {
  readonly #field: string | undefined;
  /** The place itself, or an argument by way of which it is found. */
  readonly #given: string | undefined;
  readonly #argument: string | undefined;
  readonly #allowed: readonly Role[] | undefined;
  /** How many fields lie between a type and the place, by the type's name. */
  readonly #steps = new Map<string, number>();

  constructor(
    schema?: GraphQLSchema,
    readonly place?: string,
  ) {
    [this.#field] = place?.split('(') ?? [];
    this.#given = BY_WAY_OF[place ?? ''] ?? place;
    [this.#argument] = /^[^(]+\(\w+/.exec(this.#given ?? '') ?? [];
    const [, root = ''] = /^Query\.(\w+)/.exec(this.#given ?? '') ?? [];
    this.#allowed = schema?.getQueryType()?.getFields()[root]?.extensions.allow as readonly Role[] | undefined;
    if (schema) this.#walk(schema);
  }

  /** How much more often this field is to be chosen than by itself. */
  pull(parent: string, field: GraphQLField<unknown, unknown>): number {
    const name = `${parent}.${field.name}`;
    if (this.#field === name || this.#argument?.startsWith(`${name}(`)) return AT_IT;
    return this.#stepsFrom(getNamedType(field.type).name) < this.#stepsFrom(parent) ? TOWARDS : 1;
  }

  /** How often an argument is given: `Query.patients(filter`. @param otherwise where the place is another */
  shareOfArgument(name: string, otherwise: number): number {
    return this.#argument === name ? MOSTLY : otherwise;
  }

  /** Whether this is the argument: `Query.patients(after`. */
  isArgument(name: string): boolean {
    return this.#argument === name;
  }

  /** Whether somebody of this role may touch the place: of a root field, those for whom it is. */
  isOpenTo(role: Role): boolean {
    return this.#allowed?.includes(role) ?? true;
  }

  /** How often a key of an input is given: `Query.patients(filter.status)`. */
  shareOfKey(name: string, otherwise: number): number {
    return this.#given === name ? MOSTLY : otherwise;
  }

  /** Those of the types that lie nearest to the place; all of them where none leads there. */
  nearest(types: readonly string[]): readonly string[] {
    const least = Math.min(...types.map((type) => this.#stepsFrom(type)));
    return Number.isFinite(least) ? types.filter((type) => this.#stepsFrom(type) === least) : types;
  }

  #stepsFrom(type: string): number {
    return this.#steps.get(type) ?? Number.POSITIVE_INFINITY;
  }

  /** From the place back, one field further each time. */
  #walk(schema: GraphQLSchema): void {
    const types = Object.values(schema.getTypeMap()).filter(isObjectType);
    this.#reach(schema, this.#field?.split('.')[0] ?? '', 0);
    for (let steps = 1; steps <= types.length; steps += 1) {
      const next = types.filter(({ name }) => !this.#steps.has(name));
      const near = next.filter((type) =>
        (Object.values(type.getFields()) as Field[]).some(
          (field) => this.#stepsFrom(getNamedType(field.type).name) === steps - 1,
        ),
      );
      for (const { name } of near) this.#reach(schema, name, steps);
      if (near.length === 0) return;
    }
  }

  /** An interface or a union is as near as the nearest of its types. */
  #reach(schema: GraphQLSchema, name: string, steps: number): void {
    this.#steps.set(name, steps);
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isAbstractType(type) || this.#steps.has(type.name)) continue;
      if (schema.getPossibleTypes(type).some((member) => member.name === name)) this.#steps.set(type.name, steps);
    }
  }
}

/** Nothing in particular. */
export const ANYWHERE = new Aim();
