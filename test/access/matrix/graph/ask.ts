import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import { Context } from '../../../../src/access/context';
import { maskError } from '../../../../src/platform/graphql/mask-errors';
import { createExecutor } from '../../../../src/platform/graphql/plan';
import type { TestApp } from '../../../support/app';
import { type Actor, claimsOf } from '../actors';

/** An answer, as plain JSON. */
export interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly Failure[];
}

/** An error, as it leaves the server, and what it was before that. */
interface Failure {
  readonly message: string;
  readonly code: string;
  readonly path: string;
  readonly cause: string;
}

/** Asks one operation as somebody. */
export type Ask = (actor: Actor, document: string, variables?: Readonly<Record<string, unknown>>) => Promise<Answer>;

/**
 * Asks in process, by the product's own executor: the limits of HTTP on the size of documents are not the matter here, and a token
 * of each actor was verified elsewhere. A document is parsed once, and checked against the schema as Apollo would.
 */
export function askerOf(app: TestApp, schema: GraphQLSchema): Ask {
  const run = createExecutor(schema);
  const documents = new Map<string, DocumentNode>();
  return async (actor, text, variables = {}) => {
    const document = documents.get(text) ?? checked(schema, text);
    documents.set(text, document);
    const operation = getOperationAST(document);
    if (!operation) throw new Error('The document holds no operation.');
    const ctx = new Context(app.api.services, { requestId: 'matrix', claims: claimsOf(app, actor) });
    return answered(schema, ctx, () => run({ document, operation, variables: { ...variables }, ctx }));
  };
}

/** What was shown is written down before the answer leaves: where that fails, nothing leaves. */
async function answered(schema: GraphQLSchema, ctx: Context, answer: () => Promise<ExecutionResult>): Promise<Answer> {
  try {
    const result = await answer().finally(() => ctx.close());
    return plain(schema, result);
  } catch (error) {
    return plain(schema, {
      data: null,
      errors: [new GraphQLError('nothing leaves', { originalError: error as Error })],
    });
  }
}

function checked(schema: GraphQLSchema, text: string): DocumentNode {
  const document = parse(text);
  const [problem] = validate(schema, document);
  if (problem) throw new Error(`A document of the matrix is not valid: ${problem.message}\n${text}`);
  return document;
}

function plain(schema: GraphQLSchema, { data, errors = [] }: ExecutionResult): Answer {
  return {
    data: data ? JSON.parse(JSON.stringify(data)) : null,
    errors: errors.map((error) => {
      const { message, extensions, path = [] } = maskError(error, schema);
      return { message, code: String(extensions?.code), path: path.join('.'), cause: error.message };
    }),
  };
}

/** What of an answer leaves the server, as text; without cursors, which are sealed for whoever asks. */
export function bytesOf({ data, errors }: Answer): string {
  const told = errors.map(({ message, code, path }) => [message, code, path]);
  return JSON.stringify([data, told]).replace(/"(cursor|startCursor|endCursor|nextCursor)":"[^"]*"/g, '"$1":"…"');
}
