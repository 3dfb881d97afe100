import type { DataSource, EntityMetadata } from 'typeorm';
import type { EntityClass } from '../nodes';

/** A column as SQL needs it. */
export interface Column {
  readonly property: string;
  /** Quoted. */
  readonly name: string;
  /** The PostgreSQL type, for casting parameters: `uuid`, `text[]`. */
  readonly type: string;
  readonly isNullable: boolean;
}

/** A table as SQL needs it, with what turns its rows into instances of the entity. */
export interface Table {
  /** Quoted. */
  readonly name: string;
  readonly columns: ReadonlyMap<string, Column>;
  /** `select … from … t`: whole rows, with each column under its property. */
  readonly wholeRows: string;
  /** Single-table inheritance: the column that tells the kinds apart, and the class of each kind. */
  readonly kinds: { readonly column: Column; readonly classes: ReadonlyMap<string, EntityClass> } | undefined;
  /** Set when the entity is one kind of an inherited table: only rows of this kind are its rows. */
  readonly kind: string | undefined;
}

/** What TypeORM knows of tables and columns, kept ready for building statements. It reads metadata only, never rows. */
export class Tables {
  readonly #tables = new Map<EntityClass, Table>();
  /** The same for callers who see a part of records only: columns that move with what they do not see give way to their twins. */
  readonly ofParts: Tables;

  constructor(
    private readonly dataSource: DataSource,
    private readonly twins: Twins | undefined = undefined,
  ) {
    this.ofParts = twins ? this : new Tables(dataSource, twinsOf);
  }

  /** The table of an entity. */
  of(entity: EntityClass): Table {
    const known = this.#tables.get(entity);
    if (known) return known;
    const table = describe(this.dataSource.getMetadata(entity as never), this.twins?.(entity) ?? {});
    this.#tables.set(entity, table);
    return table;
  }

  /**
   * A column of an entity by its property.
   * @throws when there is none: a mistake in a declaration, found when the schema is built, or in an action
   */
  column(entity: EntityClass, property: string): Column {
    const column = this.of(entity).columns.get(property);
    if (!column) throw new Error(`${entity.name} has no column ${property}.`);
    return column;
  }

  /** A row from the driver as an instance of its entity, so that its methods work and its GraphQL type is known. */
  hydrate<T extends object>(entity: EntityClass<T>, row: Record<string, unknown>): T {
    const { kinds } = this.of(entity);
    const kind = kinds ? kinds.classes.get(String(row[kinds.column.property])) : undefined;
    return Object.assign(Object.create((kind ?? entity).prototype) as T, row);
  }
}

function describe(metadata: EntityMetadata, twins: Readonly<Record<string, string>>): Table {
  const families = [metadata, ...metadata.childEntityMetadatas];
  const columns = new Map<string, Column>();
  const twinOf = (property: string): string | undefined =>
    metadata.columns.find(({ propertyName }) => propertyName === twins[property])?.databaseName;
  for (const column of families.flatMap((family) => family.columns)) {
    const type = `${column.type as string}${column.isArray ? '[]' : ''}`;
    columns.set(column.propertyName, {
      property: column.propertyName,
      name: quote(twinOf(column.propertyName) ?? column.databaseName),
      type,
      isNullable: column.isNullable,
    });
  }
  const discriminator = metadata.discriminatorColumn ?? metadata.parentEntityMetadata?.discriminatorColumn;
  const root = metadata.parentEntityMetadata ?? metadata;
  const kind: Column | undefined = discriminator && {
    property: discriminator.propertyName,
    name: quote(discriminator.databaseName),
    type: 'text',
    isNullable: false,
  };
  const name = metadata.tablePath.split('.').map(quote).join('.');
  const all = [...columns.values(), ...(kind && !columns.has(kind.property) ? [kind] : [])];
  const selected = all.map((column) => `t.${column.name} as "${column.property}"`);
  return {
    name,
    columns,
    wholeRows: `select ${selected.join(', ')} from ${name} t`,
    kinds: kind && {
      column: kind,
      classes: new Map(
        root.childEntityMetadatas.map((child) => [String(child.discriminatorValue), child.target as EntityClass]),
      ),
    },
    kind: metadata.parentEntityMetadata ? String(metadata.discriminatorValue) : undefined,
  };
}

type Twins = (entity: EntityClass) => Readonly<Record<string, string>>;

const twins = new Map<EntityClass, Readonly<Record<string, string>>>();

/**
 * Says which columns of an entity move with what not everybody sees of the record, and which move without.
 * @param pairs by property: the version of the whole record, and its twin that counts what everybody sees who sees the record at all
 */
export function defineTwins(entity: EntityClass, pairs: Readonly<Record<string, string>>): void {
  twins.set(entity, pairs);
}

function twinsOf(entity: EntityClass): Readonly<Record<string, string>> {
  return twins.get(entity) ?? {};
}

function quote(name: string): string {
  return `"${name}"`;
}
