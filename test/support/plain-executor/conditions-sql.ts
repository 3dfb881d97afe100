import { badInput } from '../../../src/platform/graphql/errors';
import { uuidOf } from '../../../src/platform/graphql/ids';
import { type EntityClass, idPrefixOf } from '../../../src/platform/graphql/nodes';
import type { Condition } from '../../../src/platform/graphql/reads/conditions';
import type { ReadContext } from '../../../src/platform/graphql/reads/context';
import { plainText } from '../../../src/platform/graphql/reads/plain-text';

const LONGEST_SEARCH = 200;

/** The parameters of one statement, numbered as they are added. */
export class Parameters {
  readonly values: unknown[] = [];

  /** A placeholder for the value, cast to its PostgreSQL type. */
  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}

/** A condition with the value it tests against and the argument that the value came from. */
export interface Bound {
  readonly condition: Condition;
  readonly value?: unknown;
  readonly path: string;
}

/**
 * A condition as SQL over `alias`, or undefined when its argument was not given: null means not given.
 * @throws BAD_USER_INPUT when the value cannot be tested with
 */
export function conditionSql(
  bound: Bound,
  entity: EntityClass,
  alias: string,
  parameters: Parameters,
  ctx: ReadContext,
): string | undefined {
  const { condition, value, path } = bound;
  const column = (property: string): string => `${alias}.${ctx.tables.column(entity, property).name}`;
  const typeOf = (property: string): string => ctx.tables.column(entity, property).type;
  switch (condition.test) {
    case 'is':
      if (condition.value === null) return `${column(condition.column)} is null`;
      return `${column(condition.column)} = ${parameters.add(condition.value, typeOf(condition.column))}`;
    case 'isOneOf':
      return `${column(condition.column)} = any(${parameters.add(condition.values, 'text[]')})`;
    case 'current': {
      const now = parameters.add(ctx.now, 'timestamptz');
      return `${column(condition.from)} <= ${now} and (${column(condition.until)} is null or ${column(condition.until)} > ${now})`;
    }
    case 'hasCome':
      return `${column(condition.column)} <= ${parameters.add(ctx.now, 'timestamptz')}`;
    case 'recent':
      return `${column(condition.column)} >= ${parameters.add(ctx.now, 'timestamptz')} - ${parameters.add(condition.days * 24, 'int')} * interval '1 hour'`;
  }
  if (value === undefined || value === null)
    return needsValue(condition) ? undefined : existsSql(bound, entity, alias, parameters, ctx);
  switch (condition.test) {
    case 'equals':
      return `${column(condition.column)} = ${parameters.add(plainText(value, path), typeOf(condition.column))}`;
    case 'oneOf':
      return `${column(condition.column)} = any(${parameters.add(listOf(value, path), `${typeOf(condition.column)}[]`)})`;
    case 'standsAs': {
      const { at, from, to } = condition.lapse;
      const isOver = `${column(at)} is not null and ${column(at)} <= ${parameters.add(ctx.now, 'timestamptz')}`;
      const lapsed = `${column(condition.column)} = ${parameters.add(from, 'text')} and ${isOver}`;
      const wanted = parameters.add(listOf(value, path), 'text[]');
      return `(case when ${lapsed} then ${parameters.add(to, 'text')} else ${column(condition.column)} end) = any(${wanted})`;
    }
    case 'refersTo':
      return `${column(condition.column)} = ${parameters.add(uuidOf(condition.types().map(idPrefixOf), String(value), path), 'uuid')}`;
    case 'since':
      return `${column(condition.column)} >= ${parameters.add(value, typeOf(condition.column))}`;
    case 'before':
      return `${column(condition.column)} < ${parameters.add(value, typeOf(condition.column))}`;
    case 'overlaps':
      return `${column(condition.column)} && ${parameters.add(listOf(value, path), typeOf(condition.column))}`;
    case 'startsWith': {
      const prefix = condition.fold(searchText(value, path));
      if (prefix === '') return undefined;
      const placeholder = parameters.add(prefix, 'text');
      return `(${condition.columns.map((name) => `${column(name)} ^@ ${placeholder}`).join(' or ')})`;
    }
    case 'currentOrNot': {
      const now = parameters.add(ctx.now, 'timestamptz');
      const isOver = `${column(condition.until)} is not null and ${column(condition.until)} <= ${now}`;
      const isNot = `${column(condition.from)} > ${now} or ${isOver}`;
      return value === false ? `(${isNot})` : `not (${isNot})`;
    }
    case 'never':
      return value === false ? undefined : 'false';
    case 'includesText': {
      const placeholder = parameters.add(searchText(value, path).toLowerCase(), 'text');
      // Ordered columns have the collation "C", whose lower() knows no letter beyond ASCII.
      return `(${condition.columns.map((name) => `strpos(lower(${column(name)} collate "default"), ${placeholder}) > 0`).join(' or ')})`;
    }
    case 'anyOf': {
      const parts = condition.conditions.map((part) =>
        conditionSql({ ...bound, condition: part }, entity, alias, parameters, ctx),
      );
      return parts.includes(undefined) ? undefined : `(${parts.join(' or ')})`;
    }
    default:
      return existsSql(bound, entity, alias, parameters, ctx);
  }
}

/** Several conditions joined by and; `true` when none applies. */
export function conditionsSql(
  bounds: readonly Bound[],
  entity: EntityClass,
  alias: string,
  parameters: Parameters,
  ctx: ReadContext,
): string {
  const parts = bounds.flatMap((bound) => conditionSql(bound, entity, alias, parameters, ctx) ?? []);
  const { kind, kinds } = ctx.tables.of(entity);
  if (kind !== undefined && kinds) parts.push(`${alias}.${kinds.column.name} = ${parameters.add(kind, 'text')}`);
  return parts.length > 0 ? parts.join(' and ') : 'true';
}

/** An existence test without any test that wants a value stands for itself; every other one needs its argument. */
function needsValue(condition: Condition): boolean {
  if (condition.test === 'existsOrNot') return true;
  return condition.test !== 'exists' || condition.where.some((inner) => !isConstant(inner));
}

function isConstant(condition: Condition): boolean {
  return (
    ['is', 'isOneOf', 'current', 'hasCome', 'recent'].includes(condition.test) ||
    (condition.test === 'exists' && !needsValue(condition))
  );
}

function existsSql(
  bound: Bound,
  outer: EntityClass,
  alias: string,
  parameters: Parameters,
  ctx: ReadContext,
): string | undefined {
  const { condition, value, path } = bound;
  if (condition.test !== 'exists' && condition.test !== 'existsOrNot') return undefined;
  const entity = condition.entity();
  const inner = `${alias}e`;
  const where = conditionsSql(
    condition.where.map((part) => ({ condition: part, value, path })),
    entity,
    inner,
    parameters,
    ctx,
  );
  const key = ctx.tables.column(entity, condition.key).name;
  const own = condition.of === undefined ? '"id"' : ctx.tables.column(outer, condition.of).name;
  const exists = `exists (select 1 from ${ctx.tables.of(entity).name} ${inner} where ${inner}.${key} = ${alias}.${own} and ${where})`;
  return condition.test === 'existsOrNot' && value === false ? `not ${exists}` : exists;
}

function listOf(value: unknown, path: string): unknown[] {
  return (Array.isArray(value) ? value : [value]).map((item) => plainText(item, path));
}

function searchText(value: unknown, path: string): string {
  const text = String(plainText(value, path)).trim();
  if (text.length <= LONGEST_SEARCH) return text;
  throw badInput({ path, message: `"${path}" may be at most ${LONGEST_SEARCH} characters long.` });
}
