import { execute, type GraphQLSchema, parse } from 'graphql';
import { Context, type Services } from '../../access/context';
import { newId } from '../../platform/graphql/ids';
import type { Persona } from '../personas';

/** Runs operations of the graph in this process as somebody of the demo clinic. */
export type Actor = <T>(document: string, variables: object) => Promise<T>;

/**
 * Somebody of the demo clinic who acts through the product's own mutations, under row security like any caller.
 * @throws when an operation answers with errors: the demo would be incomplete
 */
export function actorOf(
  schema: GraphQLSchema,
  services: Services,
  issuer: string,
  organizationId: string,
  persona: Persona,
): Actor {
  const { subject, role, scopes } = persona;
  return async <T>(document: string, variables: object): Promise<T> => {
    const ctx = new Context(services, {
      requestId: newId(),
      claims: { issuer, subject, organizationId, role, scopes },
    });
    try {
      const { data, errors } = await execute({
        schema,
        document: parse(document),
        variableValues: { ...variables },
        contextValue: ctx,
      });
      if (errors?.[0] || !data) throw new Error(`The demo could not be seeded: ${errors?.[0]?.message ?? 'no data'}`);
      return data as T;
    } finally {
      await ctx.close();
    }
  };
}
