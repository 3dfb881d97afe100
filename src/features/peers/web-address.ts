import { badInput } from '../../platform/graphql/errors';

/**
 * Refuses an address that a person could not safely follow.
 * @param schemes which are accepted, as `https:`
 * @throws BAD_USER_INPUT naming `path`
 */
export function requireWebAddress(url: string | null | undefined, path: string, schemes: readonly string[]): void {
  if (!url || schemes.some((scheme) => url.startsWith(`${scheme}//`))) return;
  throw badInput({
    path,
    message: `"${path}" must begin with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}.`,
  });
}
