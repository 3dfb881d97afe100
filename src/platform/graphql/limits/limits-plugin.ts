import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import {
  type DocumentNode,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { type PublicError, tooCostly } from '../errors';
import { checkVariables, type Variables } from './check-variables';
import { shapeProblem } from './document-shape';
import type { Limits } from './limits';
import { type Price, priceOf, refusePages } from './price';

interface LimitOptions {
  readonly limits: Limits;
  readonly maxPageSize: number;
}

/** What is known of a document that was asked before; Apollo hands out the same document for the same text. */
interface Examined {
  readonly shape: PublicError | undefined;
  readonly pricing: readonly string[];
  readonly prices: Map<string, Price>;
}

/** Prices remembered per document; a client that varies its page sizes without end starts over. */
const MAX_PRICES = 100;

/** An operation that was found to fit the schema; `operation` is missing where the document has several and none was named. */
interface Asked {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode | undefined;
  readonly variables: Variables;
}

/** Refuses what asks for too much before any resolver runs, and before the database hears of it. */
export function limitsPlugin(options: LimitOptions): ApolloServerPlugin<BaseContext> {
  const refuse = limitsOf(options);
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request }) {
          refuse({ schema, document, operation, variables: request.variables ?? {} });
        },
      };
    },
  };
}

/** @returns what refuses an operation that asks for too much: it throws QUERY_TOO_COSTLY or BAD_USER_INPUT */
export function limitsOf({ limits, maxPageSize }: LimitOptions): (asked: Asked) => void {
  const documents = new WeakMap<DocumentNode, Examined>();
  return ({ schema, document, operation, variables }) => {
    const examined = documents.get(document) ?? examine(document, limits);
    documents.set(document, examined);
    if (examined.shape) throw examined.shape;
    if (!operation) return;
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    // Only of what cannot be accepted is worked out where and why.
    if (!coerced) checkVariables(schema, operation, variables);
    const price = rememberedPrice(examined, schema, document, operation, variables, coerced ?? {}, maxPageSize);
    refusePages(price.pageProblems);
    if (price.records > limits.records) throw tooManyRecords(limits);
  };
}

function tooManyRecords({ records }: Limits): PublicError {
  const count = records.toLocaleString('en-US');
  return tooCostly(`The answer could hold more than ${count} records. Ask for smaller pages or fewer levels.`);
}

function examine(document: DocumentNode, limits: Limits): Examined {
  return { shape: shapeProblem(document, limits), pricing: pricingVariables(document), prices: new Map() };
}

function rememberedPrice(
  { pricing, prices }: Examined,
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  coerced: Variables,
  maxPageSize: number,
): Price {
  const key = JSON.stringify([operation.name?.value, ...pricing.map((name) => sizeOf(coerced[name]))]);
  const known = prices.get(key);
  if (known) return known;
  const price = priceOf({ schema, document, operationName: operation.name?.value, variables, maxPageSize });
  if (prices.size >= MAX_PRICES) prices.clear();
  prices.set(key, price);
  return price;
}

/** What a price depends on: of a list of ids only how long it is. */
function sizeOf(value: unknown): unknown {
  return Array.isArray(value) ? [value.length] : value;
}

/** The variables that decide a price: page sizes, ids, and whether a field is there at all. */
function pricingVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Argument({ name, value }) {
      if (value.kind === Kind.VARIABLE && ['first', 'last', 'ids', 'if'].includes(name.value))
        names.add(value.name.value);
    },
  });
  return [...names];
}
