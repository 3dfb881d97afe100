import { randomUUID } from 'node:crypto';
import { execute, type GraphQLSchema, getOperationAST, parse } from 'graphql';
import { buildSchema, type NonEmptyArray } from 'type-graphql';
import type { Context } from '../../src/access/context';
import { guardRootFields } from '../../src/access/root-fields';
import { resolvers } from '../../src/app/features';
import { buildGraph, NO_PUB_SUB } from '../../src/app/graph';
import { checkArgument } from '../../src/platform/graphql/inputs';
import { createExecutor } from '../../src/platform/graphql/plan';
import type { TestApp } from '../support/app';
import { installReads } from '../support/plain-executor/install';
import { actorNamed, claimsOf } from './actors';
import { CORPUS_NOW } from './data-set/rows';
import { ListeningContext } from './listening-context';
import type { Answer, Operation } from './operation';

/** An executor with the schema that it executes over. */
export interface SchemaExecutor {
  readonly schema: GraphQLSchema;
  readonly execute: (operation: Operation, ctx?: ListeningContext) => Promise<Answer>;
}

/** The oracle: graphql-js over a schema of its own, with plain loaders behind the declared reads. */
export async function plainExecutor(app: TestApp): Promise<SchemaExecutor> {
  const schema = await buildSchema({
    resolvers: [...resolvers] as unknown as NonEmptyArray<NewableFunction>,
    validateFn: checkArgument,
    orphanedTypes: [],
    pubSub: NO_PUB_SUB,
  });
  installReads(schema);
  guardRootFields(schema);
  return overSchema(app, schema);
}

/**
 * What is to be proved: the product's own way of answering. Each operation is asked twice, for a document is executed by graphql-js
 * the first time and by graphql-jit from then on. The second answer counts; the first has to be the same.
 */
export async function planExecutor(app: TestApp): Promise<SchemaExecutor> {
  const schema = await buildGraph();
  const run = createExecutor(schema);
  return {
    schema,
    execute: async (operation, ctx = contextFor(app, operation)) => {
      const document = parse(operation.document);
      const asked = getOperationAST(document);
      if (!asked) throw new Error('The document holds no operation.');
      const answer = async (context: Context): Promise<Answer> => {
        try {
          const variables = { ...operation.variables };
          const { data, errors } = await run({ document, operation: asked, variables, ctx: context });
          return { data, errors };
        } finally {
          await context.close();
        }
      };
      const first = await answer(contextFor(app, operation));
      const second = await answer(ctx);
      const [once, again] = [textOf(first), textOf(second)];
      if (once !== again) throw new Error(`graphql-js and graphql-jit disagree:\n${once}\n${again}`);
      return second;
    },
  };
}

function textOf({ data, errors = [] }: Answer): string {
  return JSON.stringify([data, errors.map((error) => JSON.stringify(error)).sort()]);
}

/** A context of the corpus: its instant, and the claims of whoever asks. */
export function contextFor(app: TestApp, operation: Operation, requestId: string = randomUUID()): ListeningContext {
  const claims = claimsOf(app, actorNamed(operation.role));
  return new ListeningContext(app.api.services, { requestId, claims, now: CORPUS_NOW });
}

function overSchema(app: TestApp, schema: GraphQLSchema): SchemaExecutor {
  return {
    schema,
    execute: async (operation, ctx = contextFor(app, operation)) => {
      try {
        await ctx.meet();
        const { data, errors } = await execute({
          schema,
          document: parse(operation.document),
          variableValues: { ...operation.variables },
          contextValue: ctx,
        });
        // Later errors of siblings are added to the same list.
        return { data, errors: errors && [...errors] };
      } finally {
        await ctx.quiet();
        await ctx.close();
      }
    },
  };
}
