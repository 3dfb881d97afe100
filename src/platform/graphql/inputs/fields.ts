import {
  Allow,
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { Field, Float, ID, Int } from 'type-graphql';
import type { EntityClass } from '../nodes';
import type { TypeThunk } from '../reads/read-base';

/** A field that may be left out. In a revising input null clears. */
interface Optional {
  readonly optional?: boolean;
}

const ids = new Map<object, Map<string, () => readonly EntityClass[]>>();

/** The id fields of an input class, with the node types each accepts. */
export function idFieldsOf(input: object): ReadonlyMap<string, () => readonly EntityClass[]> {
  return ids.get(input.constructor) ?? new Map();
}

/** A scalar or enum that its GraphQL type already checks; `initial` when left out. */
export function ValueField(
  description: string,
  type: TypeThunk,
  { initial, optional = initial !== undefined }: Optional & { initial?: unknown } = {},
): PropertyDecorator {
  return all(field(type, description, optional, initial), Allow(), ...optionally(optional));
}

/** Text of 1 to `max` characters that are not all blank. */
export function TextField(
  description: string,
  { max, optional = false }: Optional & { max: number },
): PropertyDecorator {
  return all(
    field(() => String, description, optional),
    ...text(max),
    ...optionally(optional),
  );
}

/** A list of 0 to `most` texts of 1 to `max` characters. */
export function TextsField(
  description: string,
  { max, most = 50, optional = false }: Optional & { max: number; most?: number },
): PropertyDecorator {
  return all(
    field(() => [String], description, optional),
    ...text(max, { each: true }),
    ...list(0, most),
    ...optionally(optional),
  );
}

/** Languages as BCP 47 tags, at most 20. */
export function LanguagesField(description: string, { optional = false }: Optional = {}): PropertyDecorator {
  const tag = Matches(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, {
    each: true,
    message: 'must be BCP 47 tags such as en or es-MX',
  });
  return all(
    field(() => [String], description, optional),
    tag,
    ...list(0, 20),
    ...optionally(optional),
  );
}

/** The version that the caller read, for optimistic concurrency. @param unless when there is none to read, and it is left out */
export function ExpectedVersionField({ unless }: { unless?: string } = {}): PropertyDecorator {
  const exception = unless === undefined ? '' : ` Left out ${unless}.`;
  return IntField(`The version you read; another one now means somebody else was first.${exception}`, {
    min: 1,
    // One less than an integer column holds: the change writes the next one.
    max: 2_147_483_646,
    optional: unless !== undefined,
  });
}

/** A whole number between `min` and `max`; `initial` when left out. */
export function IntField(
  description: string,
  { min, max, initial, optional = initial !== undefined }: Optional & { min: number; max: number; initial?: number },
): PropertyDecorator {
  return all(
    field(() => Int, description, optional, initial),
    ...range(min, max),
    ...optionally(optional),
  );
}

/** A number between `min` and `max`. */
export function FloatField(
  description: string,
  { min, max, optional = false }: Optional & { min: number; max: number },
): PropertyDecorator {
  return all(
    field(() => Float, description, optional),
    ...range(min, max),
    ...optionally(optional),
  );
}

/** A list of different enum values or scalars, `fewest` to `most`. */
export function ListField(
  description: string,
  type: TypeThunk,
  { fewest = 0, most = 50, optional = false }: Optional & { fewest?: number; most?: number } = {},
): PropertyDecorator {
  return all(
    field(() => [type()], description, optional),
    ...list(fewest, most),
    ArrayUnique({ message: 'must not repeat a value' }),
    ...optionally(optional),
  );
}

/** Another input object. */
export function ObjectField(
  description: string,
  type: TypeThunk,
  { optional = false }: Optional = {},
): PropertyDecorator {
  return all(
    field(type, description, optional),
    ValidateNested({ message: 'must be an object' }),
    ...optionally(optional),
  );
}

/** A list of other input objects. */
export function ObjectsField(
  description: string,
  type: TypeThunk,
  { most = 50, optional = false }: Optional & { most?: number } = {},
): PropertyDecorator {
  return all(
    field(() => [type()], description, optional),
    ValidateNested({ each: true, message: 'must be an object' }),
    ...list(0, most),
    ...optionally(optional),
  );
}

/** The id of a record of one of these node types. The action receives the UUID in its place. */
export function IdField(
  description: string,
  types: () => readonly EntityClass[],
  { optional = false }: Optional = {},
): PropertyDecorator {
  return (target, name) => {
    const known = ids.get(target.constructor) ?? new Map<string, () => readonly EntityClass[]>();
    ids.set(target.constructor, known.set(String(name), types));
    all(
      field(() => ID, description, optional),
      Allow(),
      ...optionally(optional),
    )(target, name);
  };
}

function field(type: TypeThunk, description: string, nullable: boolean, defaultValue?: unknown): PropertyDecorator {
  const options = { nullable, description, ...(defaultValue === undefined ? {} : { defaultValue }) };
  return (Field as (type: TypeThunk, options: object) => PropertyDecorator)(type, options);
}

function text(max: number, each: ValidationOptions = {}): PropertyDecorator[] {
  return [
    Matches(/\S/, { ...each, message: 'must not be blank' }),
    MaxLength(max, { ...each, message: `must be at most ${max} characters long` }),
  ];
}

function range(min: number, max: number): PropertyDecorator[] {
  const message = `must be between ${min} and ${max}`;
  return [Min(min, { message }), Max(max, { message })];
}

function list(fewest: number, most: number): PropertyDecorator[] {
  return [
    ArrayMinSize(fewest, { message: `must hold at least ${fewest}` }),
    ArrayMaxSize(most, { message: `must hold at most ${most}` }),
  ];
}

function optionally(optional: boolean): PropertyDecorator[] {
  return optional ? [IsOptional()] : [];
}

function all(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (target, name) => {
    for (const decorate of decorators) decorate(target, name);
  };
}
