import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, type NonEmptyArray } from 'type-graphql';
import { guardRootFields } from '../access/root-fields';
import { checkArgument } from '../platform/graphql/inputs';
import { installReads } from '../platform/graphql/reads';
import { resolvers } from './features';

let graph: Promise<GraphQLSchema> | undefined;

/** The executable schema: every feature's types, the executor behind the declared reads, and the door before every root field. Built once a process. */
export function buildGraph(): Promise<GraphQLSchema> {
  graph ??= build();
  return graph;
}

async function build(): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [...resolvers] as unknown as NonEmptyArray<NewableFunction>,
    validateFn: checkArgument,
    // Types that stand behind an interface or a union only are found through their feature's resolvers.
    orphanedTypes: [],
  });
  installReads(schema);
  guardRootFields(schema);
  return schema;
}
