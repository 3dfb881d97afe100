import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import type { EntityClass } from '../nodes';

/** Where a page stands in its list. */
@ObjectType({ description: 'Where a page stands in its list.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether some come before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first item; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last item; null on an empty page.' })
  endCursor!: string | null;
}

/** A page as its connection type shows it. */
export interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: object }[];
  readonly nodes: readonly object[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number | null;
  /** Of a log: where to go on. */
  readonly nextCursor?: string;
}

const connections = new Map<EntityClass, ClassType>();

/** The Relay connection type of a node type, made once. @param isLog of a log: it says where to go on, and nobody counts it */
export function connectionOf(node: EntityClass, isLog = false): ClassType {
  const known = connections.get(node);
  if (known) return known;
  const connection = makeConnection(node as ClassType, isLog);
  connections.set(node, connection);
  return connection;
}

/** Whether a type of this name is a page or an item of one. */
export function isConnection(name: string): boolean {
  return [...connections.keys()].some((node) => name === `${node.name}Connection` || name === `${node.name}Edge`);
}

function makeConnection(node: ClassType, isLog: boolean): ClassType {
  @ObjectType(`${node.name}Edge`, { description: 'One item of the list, with its place in it.', simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: 'The place of this item, for after and before.' })
    cursor!: string;

    @Field(() => node, { description: 'The item.' })
    node!: object;
  }

  // Not in the schema by itself, for nothing leads to it.
  @ObjectType(`${node.name}Items`, { description: 'Items of a list.', simpleResolvers: true })
  abstract class Items {
    @Field(() => [Edge], { description: 'The items with their cursors.' })
    edges!: Edge[];

    @Field(() => [node], { description: 'The items alone.' })
    nodes!: object[];

    @Field(() => PageInfo, { description: 'Where this page stands.' })
    pageInfo!: PageInfo;
  }
  return isLog ? stretchOf(node.name, Items) : listOf(node.name, Items);
}

type Items = abstract new () => object;

function listOf(name: string, items: Items): ClassType {
  @ObjectType(`${name}Connection`, { description: 'A page of a list.', simpleResolvers: true })
  class Connection extends items {
    @Field(() => Int, {
      nullable: true,
      description:
        'How many there are that you may see. Counted only when selected; null beyond a cap and for callers outside the program.',
    })
    totalCount!: number | null;
  }
  return Connection;
}

function stretchOf(name: string, items: Items): ClassType {
  @ObjectType(`${name}Connection`, { description: 'A stretch of a log.', simpleResolvers: true })
  class Connection extends items {
    @Field(() => String, { description: 'Never null, even on an empty page: the one string to remember.' })
    nextCursor!: string;
  }
  return Connection;
}
