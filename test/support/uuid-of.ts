import { parseGlobalId } from '../../src/platform/graphql/ids';

/** The UUID in a global id. @throws when it is none */
export function uuidOf(id: string): string {
  const parsed = parseGlobalId(id);
  if (!parsed) throw new Error(`${id} is no global id.`);
  return parsed.uuid;
}
