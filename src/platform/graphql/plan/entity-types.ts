import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
} from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { getMetadataArgsStorage } from 'typeorm';
import type { EntityClass } from '../nodes';

/** Which GraphQL types are rows of which entities. */
export class EntityTypes {
  readonly #names = new Map<EntityClass, string>();
  readonly #entities = new Map<string, EntityClass>();

  constructor(private readonly schema: GraphQLSchema) {
    const tables = new Set(getMetadataArgsStorage().tables.map(({ target }) => target));
    const { objectTypes, interfaceTypes } = getMetadataStorage();
    for (const { name, target } of [...objectTypes, ...interfaceTypes]) {
      if (!schema.getType(name) || !tables.has(target)) continue;
      const entity = target as EntityClass;
      this.#names.set(entity, name);
      this.#entities.set(name, entity);
    }
  }

  /** The entity behind a type; undefined when it has none. An interface over several tables has none. */
  entityOf(type: GraphQLNamedType): EntityClass | undefined {
    return this.#entities.get(type.name);
  }

  /** The type that rows of the entity are shown as; undefined when they are not shown. */
  typeOf(entity: EntityClass): GraphQLNamedType | undefined {
    const name = this.#names.get(entity);
    return name === undefined ? undefined : this.schema.getType(name);
  }

  /** The object types that rows of the entity can be of; none when they are not shown. */
  objectTypesOf(entity: EntityClass): readonly GraphQLObjectType[] {
    const type = this.typeOf(entity);
    if (isObjectType(type)) return [type];
    return type && isAbstractType(type) ? this.schema.getPossibleTypes(type) : [];
  }

  /** Whether some value of the type is a row of an entity. */
  isShown(type: GraphQLNamedType): boolean {
    if (isAbstractType(type)) return this.schema.getPossibleTypes(type).some((member) => this.isShown(member));
    return this.#entities.has(type.name);
  }
}
