import { Extensions } from 'type-graphql';
import { forbidden } from '../platform/graphql/errors';
import type { Role } from './role';

/** What a policy answers: yes, or no with a sentence for the person. */
export type Ruling = true | string;

/** Goes on when the policy says yes. @throws FORBIDDEN with the policy's sentence */
export function authorize(ruling: Ruling): void {
  if (ruling !== true) throw forbidden(ruling);
}

/**
 * Opens a hand-written root field to these roles; a root field without is refused when the schema is built.
 * @param scope what a registered client needs beside its role: `Patient.c`
 */
export function Allow(roles: readonly Role[], scope?: string): MethodDecorator {
  return Extensions(scope === undefined ? { allow: roles } : { allow: roles, scope }) as MethodDecorator;
}
