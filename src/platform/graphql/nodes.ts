import { Extensions, Field, ID, InterfaceType, ObjectType } from 'type-graphql';

/** A class whose instances are rows. */
export type EntityClass<T extends object = object> = abstract new (...args: never[]) => T;

/** Whatever can be fetched again by its id alone. */
@InterfaceType({ description: 'A record that can be fetched again by its id.' })
export abstract class Node {
  @Field(() => ID, { description: 'Opaque, stable, and carrying the type: patient_0198c0ffee…' })
  id!: string;
}

const prefixes = new Map<EntityClass, string>();
const entities = new Map<string, EntityClass>();

interface NodeOptions {
  readonly description: string;
  /** Interfaces besides Node, from the most special to the most general. */
  readonly implements?: readonly EntityClass[];
}

/**
 * Makes an entity class a GraphQL object type that is a Node.
 * @param prefix how its ids begin, snake case: `care_plan`
 */
export function GraphNode(prefix: string, options: NodeOptions): ClassDecorator {
  return (target) => {
    const entity = target as unknown as EntityClass;
    if (entities.has(prefix)) throw new Error(`Two node types begin their ids with ${prefix}_.`);
    entities.set(prefix, entity);
    prefixes.set(entity, prefix);
    const interfaces = [...(options.implements ?? []), Node];
    ObjectType({ description: options.description, implements: interfaces, simpleResolvers: true })(target);
    Extensions({ idPrefix: prefix })(target);
  };
}

/** How ids of this node type begin, without the underscore. */
export function idPrefixOf(entity: EntityClass): string {
  const prefix = prefixes.get(entity);
  if (!prefix) throw new Error(`${entity.name} is not a node type.`);
  return prefix;
}

/** The node type whose ids begin with this prefix. */
export function nodeTypeOf(prefix: string): EntityClass | undefined {
  return entities.get(prefix);
}
