import { type DocumentNode, getOperationAST, parse } from 'graphql';
import { Context } from '../../access/context';
import type { Services } from '../../access/services';
import { newId } from '../../platform/graphql/ids';
import type { Executor } from '../../platform/graphql/plan';
import type { Persona } from '../personas';
import type { Turns } from './turns';

/** Runs operations of the graph in this process as somebody of the demo clinic. */
export type Actor = <T>(document: string, variables: object) => Promise<T>;

/** Somebody of one organization, by the name of the persona; at an instant that has passed, where the demo is to have a past. */
export type As = (persona: string, now?: Date) => Actor;

/** Where the demo's people act. */
export interface Stage {
  readonly execute: Executor;
  readonly services: Services;
  readonly turns: Turns;
  readonly issuer: string;
  readonly organizationId: string;
}

/**
 * Somebody of the demo clinic who acts through the product's own mutations, under row security like any caller.
 * @throws when an operation answers with errors: the demo would be incomplete
 */
export function actorOf(stage: Stage, { subject, role, scopes }: Persona, now?: Date): Actor {
  const { execute, services, turns, issuer, organizationId } = stage;
  const act = async <T>(document: string, variables: object): Promise<T> => {
    const ctx = new Context(services, {
      requestId: newId(),
      claims: { issuer, subject, organizationId, role, scopes },
      ...(now && { now }),
    });
    try {
      const parsedDocument = parsed(document);
      const operation = getOperationAST(parsedDocument);
      if (!operation) throw new Error('A document of the demo holds no operation.');
      const { data, errors } = await execute({
        document: parsedDocument,
        operation,
        variables: { ...variables },
        ctx,
      });
      if (errors?.[0] || !data) throw new Error(`The demo could not be seeded: ${errors?.[0]?.message ?? 'no data'}`);
      return data as T;
    } finally {
      await ctx.close();
    }
  };
  return (document, variables) => turns.take(() => act(document, variables));
}

const documents = new Map<string, DocumentNode>();

function parsed(text: string): DocumentNode {
  const document = documents.get(text) ?? parse(text);
  documents.set(text, document);
  return document;
}
