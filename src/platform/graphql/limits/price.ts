import {
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isUnionType,
} from 'graphql';
import { type ComplexityEstimatorArgs, getComplexity } from 'graphql-query-complexity';
import { badInput, type FieldProblem } from '../errors';
import { DEFAULT_PAGE_SIZE } from '../reads/page-arguments';
import type { Variables } from './check-variables';

/** What an operation could cost. */
export interface Price {
  /** Records that the answer would hold, were every page full. */
  readonly records: number;
  readonly pageProblems: readonly FieldProblem[];
}

interface Priced {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Variables;
  /** The longest page where a field has no cap of its own in `extensions.maxPageSize`, or of a list without pages in `extensions.longestList`. */
  readonly maxPageSize: number;
}

/** How long a list without pages is taken to be: only small bounded lists have none. */
const PLAIN_LIST_SIZE = 10;

/**
 * Prices an operation from its arguments alone. A record (a type with an id) costs one, and a list multiplies what it holds
 * by its page size; what is stored inside a record is free.
 */
export function priceOf({ schema, document, operationName, variables, maxPageSize }: Priced): Price {
  const pageProblems: FieldProblem[] = [];
  const estimate = ({ type, field, args, childComplexity }: ComplexityEstimatorArgs): number => {
    if (field.name.startsWith('__')) return 0;
    const sizes = sizesOf(field, maxPageSize);
    const problem = pageProblem(field.name, args, sizes);
    if (problem) pageProblems.push(problem);
    const own = isRecord(schema, field.type) ? 1 : 0;
    return (own + childComplexity) * itemsOf(type, field, args, sizes.most);
  };
  const records = getComplexity({
    schema,
    query: document,
    variables: { ...variables },
    estimators: [estimate],
    ...(operationName === undefined ? {} : { operationName }),
  });
  return { records, pageProblems };
}

/** @throws BAD_USER_INPUT naming the arguments that ask for impossible pages */
export function refusePages(problems: readonly FieldProblem[]): void {
  // A fragment that is spread twice is priced twice, and so are its problems.
  const [first, ...others] = new Map(problems.map((problem) => [problem.message, problem])).values();
  if (first) throw badInput(first, ...others);
}

interface Sizes {
  readonly least: number;
  readonly most: number;
}

function sizesOf({ extensions }: GraphQLField<unknown, unknown>, maxPageSize: number): Sizes {
  const { longestList, maxPageSize: own } = extensions;
  if (typeof longestList === 'number') return { least: 1, most: longestList };
  return { least: 0, most: typeof own === 'number' ? Math.max(own, maxPageSize) : maxPageSize };
}

function pageProblem(
  field: string,
  { first, last }: Record<string, unknown>,
  { least, most }: Sizes,
): FieldProblem | undefined {
  if (typeof first === 'number' && typeof last === 'number') {
    return { path: 'last', message: `Give "first" or "last" of "${field}", not both.` };
  }
  for (const [path, size] of Object.entries({ first, last })) {
    if (typeof size !== 'number' || (size >= least && size <= most)) continue;
    return { path, message: `"${path}" of "${field}" must be between ${least} and ${most}.` };
  }
  return undefined;
}

/** How many times the answer could repeat what stands beneath a field. */
function itemsOf(
  parent: GraphQLCompositeType,
  field: GraphQLField<unknown, unknown>,
  { first, last, ids }: Record<string, unknown>,
  cap: number,
): number {
  const size = first ?? last;
  if (typeof size === 'number') return Math.max(size, 1);
  // Records asked for one by one are as many as their ids.
  if (Array.isArray(ids)) return Math.max(ids.length, 1);
  if (isConnection(getNamedType(field.type))) return Math.min(DEFAULT_PAGE_SIZE, cap);
  // The connection has multiplied already.
  return isListType(getNullableType(field.type)) && !isConnection(parent) ? PLAIN_LIST_SIZE : 1;
}

function isConnection(type: GraphQLOutputType): boolean {
  return hasField(type, 'pageInfo');
}

function isRecord(schema: GraphQLSchema, type: GraphQLOutputType): boolean {
  const named = getNamedType(type);
  if (hasField(named, 'id')) return true;
  return isAbstractType(named) && schema.getPossibleTypes(named).some((member) => hasField(member, 'id'));
}

function hasField(type: GraphQLOutputType, name: string): boolean {
  return isCompositeType(type) && !isUnionType(type) && Object.hasOwn(type.getFields(), name);
}
