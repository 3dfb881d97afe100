import { forbidden } from '../platform/graphql/errors';
import { Role } from './role';
import type { Viewer } from './viewer';

/** Systems act by registered scopes beside their role. */
export const SYSTEMS: readonly Role[] = [Role.PARTNER_APP, Role.EHR_SYSTEM];

/**
 * SMART App Launch 2 system scopes: `system/CarePlan.rs` is read and search of care plans.
 * Letters are create, read, update, delete, search, in this order.
 */
const LETTERS = 'cruds';
const SYSTEM_SCOPE = /^system\/([A-Za-z]+)\.(c?r?u?d?s?)$/;

/** Whether the text is a scope that can be registered. */
export function isSystemScope(scope: string): boolean {
  const match = SYSTEM_SCOPE.exec(scope);
  return match !== null && match[2] !== '';
}

/** The scopes in both lists, letter by letter: a token narrows what was registered, and never widens it. */
export function narrowScopes(token: readonly string[], registered: readonly string[]): string[] {
  const allowed = lettersByResource(registered);
  return [...lettersByResource(token)].flatMap(([resource, letters]) => {
    const both = [...LETTERS].filter((letter) => letters.has(letter) && allowed.get(resource)?.has(letter)).join('');
    return both === '' ? [] : [`system/${resource}.${both}`];
  });
}

/**
 * Goes on when the viewer is a person, or a system that holds the scope.
 * @param scope resource and letter: `Patient.c`
 * @throws FORBIDDEN naming the scope
 */
export function requireScope(viewer: Viewer, scope: string): void {
  const [resource = '', letter = ''] = scope.split('.');
  if (!SYSTEMS.includes(viewer.role) || holdsScope(viewer.scopes, resource, letter)) return;
  throw forbidden(`This needs the scope system/${scope}.`);
}

/**
 * A consent lets a system read (42 CFR 2.31); writing into the program's records needs an agreement with the program.
 * @throws FORBIDDEN
 */
export function requireAgreement(viewer: Viewer): void {
  if (!SYSTEMS.includes(viewer.role) || !viewer.isOutsider) return;
  throw forbidden('Writing needs an agreement with the program; a consent lets you read.');
}

/** Whether the scopes hold this letter for this resource: `holdsScope(scopes, 'Patient', 'c')`. */
export function holdsScope(scopes: readonly string[], resource: string, letter: string): boolean {
  return lettersByResource(scopes).get(resource)?.has(letter) ?? false;
}

function lettersByResource(scopes: readonly string[]): Map<string, Set<string>> {
  const resources = new Map<string, Set<string>>();
  for (const scope of scopes) {
    const [, resource, letters] = SYSTEM_SCOPE.exec(scope) ?? [];
    if (resource === undefined || letters === undefined) continue;
    const known = resources.get(resource) ?? new Set<string>();
    resources.set(resource, known);
    for (const letter of letters) known.add(letter);
  }
  return resources;
}
