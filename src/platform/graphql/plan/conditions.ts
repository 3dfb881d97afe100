import { badInput } from '../errors';
import { uuidOf } from '../ids';
import { type EntityClass, idPrefixOf } from '../nodes';
import { type Condition, type Existence, filterConditions } from '../reads/conditions';
import { plainText } from '../reads/plain-text';
import type { SetRead } from '../reads/set-read';
import type { Compiler, Run } from './compiler';
import type { Args } from './source';

const LONGEST_SEARCH = 200;

/** A condition with the argument that it tests against. */
export interface Tested {
  readonly condition: Condition;
  /** The argument's value in the request that is compiled for: whether it is given decides the text. */
  readonly given: unknown;
  /** The argument's value at each request. */
  readonly valueAt: (run: Run) => unknown;
  /** The argument, for messages: `filter.status`. */
  readonly argument: string;
  /** The place that is at fault when the value cannot be tested with. */
  readonly path: string;
}

/** A condition that needs no argument. */
export function always(condition: Condition, path: string): Tested {
  return { condition, given: undefined, valueAt: () => undefined, argument: '', path };
}

/** Every condition of a set, with where its value comes from. */
export function conditionsOf(read: SetRead<object>, path: string, args: Args, index: number): Tested[] {
  const fixed = read.conditions.map((condition) => always(condition, path));
  const named = [...read.args].map(([name, { condition }]): Tested => {
    const valueAt = (run: Run): unknown => run.calls[index]?.args[name];
    return { condition, given: args[name], valueAt, argument: name, path };
  });
  const keys = read.filterInput ? [...filterConditions(read.filterInput(), read.target())] : [];
  const filtered = keys.map(([key, condition]): Tested => {
    const valueAt = (run: Run): unknown => filterOf(run.calls[index]?.args)[key];
    return { condition, given: filterOf(args)[key], valueAt, argument: `filter.${key}`, path };
  });
  return [...fixed, ...named, ...filtered];
}

function filterOf(args: Args | undefined): Args {
  return (args?.filter ?? {}) as Args;
}

/** Several conditions joined by and, over rows of the entity under this alias; `true` when none applies. */
export function conditionsSql(
  tested: readonly Tested[],
  entity: EntityClass,
  alias: string,
  compiler: Compiler,
): string {
  const parts = tested.flatMap((test) => conditionSql(test, entity, alias, compiler) ?? []);
  const { kind, kinds } = compiler.table(entity);
  if (kind !== undefined && kinds) parts.push(`${alias}.${kinds.column.name} = ${literal(kind)}`);
  return parts.length > 0 ? parts.join(' and ') : 'true';
}

/** A constant of the code's own as SQL. Nothing that a caller sent comes here. */
export function literal(constant: string): string {
  return `'${constant.replaceAll("'", "''")}'`;
}

/** Undefined when the argument was not given: null means not given. */
function conditionSql(tested: Tested, entity: EntityClass, alias: string, compiler: Compiler): string | undefined {
  const { condition, given, valueAt, argument, path } = tested;
  const column = (property: string): string => `${alias}.${compiler.tables.column(entity, property).name}`;
  const typeOf = (property: string): string => compiler.tables.column(entity, property).type;
  const add = (type: string, value: (run: Run) => unknown): string => compiler.parameter(path, type, value);
  switch (condition.test) {
    case 'is':
      if (condition.value === null) return `${column(condition.column)} is null`;
      return `${column(condition.column)} = ${add(typeOf(condition.column), () => condition.value)}`;
    case 'isOneOf':
      return `${column(condition.column)} = any(${add('text[]', () => condition.values)})`;
    case 'current': {
      const now = add('timestamptz', ({ ctx }) => ctx.now);
      return `${column(condition.from)} <= ${now} and (${column(condition.until)} is null or ${column(condition.until)} > ${now})`;
    }
    case 'hasCome':
      return `${column(condition.column)} <= ${add('timestamptz', ({ ctx }) => ctx.now)}`;
    case 'recent':
      return `${column(condition.column)} >= ${add('timestamptz', ({ ctx }) => ctx.now)} - interval '${24 * condition.days} hours'`;
  }
  if (given === undefined || given === null)
    return needsValue(condition) ? undefined : existsSql(tested, entity, alias, compiler);
  switch (condition.test) {
    case 'equals':
      return `${column(condition.column)} = ${add(typeOf(condition.column), (run) => plainText(valueAt(run), argument))}`;
    case 'oneOf':
      return `${column(condition.column)} = any(${add(`${typeOf(condition.column)}[]`, (run) => listOf(valueAt(run), argument))})`;
    case 'standsAs': {
      const { at, from, to } = condition.lapse;
      const now = add('timestamptz', ({ ctx }) => ctx.now);
      const has = `${column(condition.column)} = ${literal(from)} and ${column(at)} <= ${now}`;
      const status = `case when ${has} then ${literal(to)} else ${column(condition.column)} end`;
      return `${status} = any(${add('text[]', (run) => listOf(valueAt(run), argument))})`;
    }
    case 'refersTo': {
      const id = (run: Run): string => uuidOf(condition.types().map(idPrefixOf), String(valueAt(run)), argument);
      return `${column(condition.column)} = ${add('uuid', id)}`;
    }
    case 'since':
      return `${column(condition.column)} >= ${add(typeOf(condition.column), valueAt)}`;
    case 'before':
      return `${column(condition.column)} < ${add(typeOf(condition.column), valueAt)}`;
    case 'overlaps':
      return `${column(condition.column)} && ${add(typeOf(condition.column), (run) => listOf(valueAt(run), argument))}`;
    case 'startsWith': {
      // Everything begins with a blank search.
      const prefix = add('text', (run) => condition.fold(searchText(valueAt(run), argument)));
      return `(${condition.columns.map((name) => `${column(name)} ^@ ${prefix}`).join(' or ')})`;
    }
    case 'currentOrNot': {
      const now = add('timestamptz', ({ ctx }) => ctx.now);
      const isCurrent = `(${column(condition.from)} <= ${now} and (${column(condition.until)} is null or ${column(condition.until)} > ${now}))`;
      return given === false ? `not ${isCurrent}` : isCurrent;
    }
    case 'never':
      return given === false ? undefined : 'false';
    case 'includesText': {
      const part = add('text', (run) => searchText(valueAt(run), argument).toLowerCase());
      // Ordered columns have the collation "C", whose lower() knows no letter beyond ASCII.
      return `(${condition.columns.map((name) => `strpos(lower(${column(name)} collate "default"), ${part}) > 0`).join(' or ')})`;
    }
    case 'anyOf': {
      const parts = condition.conditions.map((part) =>
        conditionSql({ ...tested, condition: part }, entity, alias, compiler),
      );
      return parts.includes(undefined) ? undefined : `(${parts.join(' or ')})`;
    }
    default:
      return existsSql(tested, entity, alias, compiler);
  }
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

function existsSql(tested: Tested, outer: EntityClass, alias: string, compiler: Compiler): string | undefined {
  const { condition, given } = tested;
  if (condition.test !== 'exists' && condition.test !== 'existsOrNot') return undefined;
  const { from } = matching(tested, condition, outer, alias, compiler);
  const exists = `exists (select 1 ${from})`;
  return condition.test === 'existsOrNot' && given === false ? `not ${exists}` : exists;
}

/** The rows of another table that a test of existence is about: `from … where …`. */
export function matching(
  tested: Tested,
  condition: Existence,
  outer: EntityClass,
  alias: string,
  compiler: Compiler,
): { readonly inner: string; readonly from: string } {
  const entity = condition.entity();
  const inner = compiler.alias();
  const where = conditionsSql(
    condition.where.map((part) => ({ ...tested, condition: part })),
    entity,
    inner,
    compiler,
  );
  const key = compiler.tables.column(entity, condition.key).name;
  const own = condition.of === undefined ? '"id"' : compiler.tables.column(outer, condition.of).name;
  return {
    inner,
    from: `from ${compiler.table(entity).name} ${inner} where ${inner}.${key} = ${alias}.${own} and ${where}`,
  };
}

/** An argument's values; one alone is a list of it. */
export function listOf(value: unknown, argument: string): unknown[] {
  return (Array.isArray(value) ? value : [value]).map((item) => plainText(item, argument));
}

function searchText(value: unknown, argument: string): string {
  const text = String(plainText(value, argument)).trim();
  if (text.length <= LONGEST_SEARCH) return text;
  throw badInput({ path: argument, message: `"${argument}" may be at most ${LONGEST_SEARCH} characters long.` });
}
