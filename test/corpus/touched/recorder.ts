import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
} from 'graphql';
import { argumentPlaces } from './places';

/** What one operation touched while it was answered. */
export interface OperationRecord {
  /** Fields, arguments, keys and orders that were asked for; true once something came of it. */
  readonly places: Map<string, boolean>;
  /** The cursors that a list answered, by the variable that stands in its arguments. */
  readonly cursors: Map<string, string[]>;
  /** Whether the answer is made of records at all. */
  hasRows: boolean;
}

type Field = GraphQLField<unknown, object>;

/** Listens at the fields of a schema, and keeps one record for the context of each operation. */
export class Recorder {
  readonly #records = new WeakMap<object, OperationRecord>();

  /** Puts an ear to every field. The schema answers as before. */
  constructor(schema: GraphQLSchema) {
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__')) continue;
      for (const field of Object.values(type.getFields()) as Field[]) this.#listen(`${type.name}.${field.name}`, field);
    }
  }

  /** What was heard of the operation that has this context. */
  of(ctx: object): OperationRecord {
    const known = this.#records.get(ctx) ?? { places: new Map(), cursors: new Map(), hasRows: false };
    this.#records.set(ctx, known);
    return known;
  }

  #listen(name: string, field: Field): void {
    const resolve = field.resolve ?? defaultFieldResolver;
    const isOfRecords = leadsToRecords(field) && name !== 'Viewer.organization';
    const hear = (value: unknown, args: Record<string, unknown>, ctx: object, info: GraphQLResolveInfo): unknown => {
      const record = this.of(ctx);
      const isFilled = hasSomething(value);
      if (isFilled && isOfRecords) record.hasRows = true;
      for (const place of [name, ...argumentPlaces(name, field, args, info)]) {
        record.places.set(place, isFilled || record.places.get(place) === true);
      }
      keepCursors(record, value, info);
      return value;
    };
    field.resolve = (parent, args, ctx, info) => {
      hear(undefined, args, ctx, info);
      const value = resolve(parent, args, ctx, info);
      if (value instanceof Promise) return value.then((settled) => hear(settled, args, ctx, info));
      return hear(value, args, ctx, info);
    };
  }
}

function leadsToRecords({ type }: Field): boolean {
  const named = getNamedType(type);
  if (isInterfaceType(named)) return true;
  return isObjectType(named) && (named.extensions.idPrefix !== undefined || named.name.endsWith('Connection'));
}

interface PageLike {
  readonly edges: readonly { readonly cursor: string }[];
}

function isPage(value: unknown): value is PageLike {
  return typeof value === 'object' && value !== null && 'edges' in value && 'pageInfo' in value;
}

/** Not null, not empty, not zero. */
function hasSomething(value: unknown): boolean {
  if (value === null || value === undefined || value === 0) return false;
  if (Array.isArray(value)) return value.some((item) => item !== null);
  return isPage(value) ? value.edges.length > 0 : true;
}

function keepCursors({ cursors }: OperationRecord, value: unknown, { fieldNodes }: GraphQLResolveInfo): void {
  if (!isPage(value)) return;
  for (const { value: given } of fieldNodes[0]?.arguments ?? []) {
    if (given.kind !== Kind.VARIABLE) continue;
    const name = given.name.value;
    cursors.set(name, [...(cursors.get(name) ?? []), ...value.edges.map(({ cursor }) => cursor)]);
  }
}
