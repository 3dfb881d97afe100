import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, type NonEmptyArray, type PubSub } from 'type-graphql';
import { guardRootFields } from '../access/root-fields';
import { checkArgument } from '../platform/graphql/inputs';
import { installPlan } from '../platform/graphql/plan';
import { resolvers } from './features';

let graph: Promise<GraphQLSchema> | undefined;

/** What the root types are: type-graphql has no place to say it. */
const ROOT_DESCRIPTIONS: Readonly<Record<string, string>> = {
  Query: 'What can be asked. An answer holds what you may see, and is silent about the rest.',
  Mutation: 'What can be done. Each changes everything it says, or nothing.',
  Subscription:
    'What can be followed. Each event is read under your permissions as they are by then, before it is sent.',
};

/** type-graphql wants one of whoever has subscriptions. Ours listen to the log of changes, which every server reads. */
export const NO_PUB_SUB: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new Error('Nothing is published here: a subscription says what it listens to.');
  },
};

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
    pubSub: NO_PUB_SUB,
  });
  for (const [name, description] of Object.entries(ROOT_DESCRIPTIONS)) {
    const type = schema.getType(name);
    if (type) type.description = description;
  }
  installPlan(schema);
  guardRootFields(schema);
  return schema;
}
