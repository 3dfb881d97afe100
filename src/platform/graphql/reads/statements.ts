import type { EntityClass } from '../nodes';
import { hasIdAmong } from './by-id';
import type { ReadContext } from './context';

/** A statement with its parameters. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Whole rows of an entity by id. */
export function rowsByIdStatement(entity: EntityClass, ids: readonly string[], ctx: ReadContext): Statement {
  return {
    text: `${ctx.tables.of(entity).wholeRows} where ${hasIdAmong(entity, 't', '$1::uuid[]')}${kindSql(entity, ctx)}`,
    values: [ids],
  };
}

/** Whole rows of an entity whose columns have these values; null means absent. In the order of their ids. */
export function rowsWhereStatement(entity: EntityClass, equals: Record<string, unknown>, ctx: ReadContext): Statement {
  const values: unknown[] = [];
  const tests = Object.entries(equals).map(([property, value]) => {
    const { name, type } = ctx.tables.column(entity, property);
    return value === null ? `t.${name} is null` : `t.${name} = $${values.push(value)}::${type}`;
  });
  const where = tests.length > 0 ? tests.join(' and ') : 'true';
  return { text: `${ctx.tables.of(entity).wholeRows} where ${where}${kindSql(entity, ctx)} order by t."id"`, values };
}

/** Only rows of the entity's own kind, where it is one kind of an inherited table. The kind is a constant of the code's own. */
function kindSql(entity: EntityClass, ctx: ReadContext): string {
  const { kind, kinds } = ctx.tables.of(entity);
  return kind === undefined || !kinds ? '' : ` and t.${kinds.column.name} = '${kind.replaceAll("'", "''")}'`;
}
