import { type GraphQLSchema, getNamedType, isInterfaceType, isObjectType } from 'graphql';
import type { Draft } from './draft';

/** An id that was chosen, and the GraphQL type of whatever has it, when somebody sees that. */
export interface ChosenId {
  readonly id: string;
  readonly type: string | undefined;
}

/**
 * An id of one of these kinds: mostly of a record that whoever asks can see, sometimes of a hidden one or of none.
 * @param mayBeFaulty whether an id of another kind, or none at all, may come
 */
export function idOf(draft: Draft, prefixes: readonly string[], mayBeFaulty = true): ChosenId {
  const { choice } = draft;
  if (mayBeFaulty && draft.fault(0.04)) return { id: choice.pick(['zzz', '', otherKind(prefixes)]), type: undefined };
  const seen = prefixes.filter((prefix) => draft.ids(prefix).visible.length > 0);
  const prefix = choice.pick(nearest(draft, seen.length > 0 ? seen : prefixes));
  const { visible, hidden } = draft.ids(prefix);
  const type = typeOfPrefix(draft.schema, prefix);
  if (visible.length > 0 && choice.chance(0.93)) return { id: choice.pick(visible), type };
  if (hidden.length > 0 && choice.chance(0.6)) return { id: choice.pick(hidden), type };
  return { id: `${prefix}_0198c0ffee0070008000000000000000`, type };
}

/** Those whose records lead to what the operation is to touch, mostly. */
function nearest({ schema, aim, choice }: Draft, prefixes: readonly string[]): readonly string[] {
  const typed = prefixes.map((prefix) => ({ prefix, type: typeOfPrefix(schema, prefix) ?? '' }));
  const near = aim.nearest(typed.map(({ type }) => type));
  if (near.length === prefixes.length || choice.chance(0.15)) return prefixes;
  return typed.filter(({ type }) => near.includes(type)).map(({ prefix }) => prefix);
}

function otherKind(prefixes: readonly string[]): string {
  return `${prefixes.includes('patient') ? 'clinician' : 'patient'}_0198c0ffee0070008000000000000000`;
}

/** Every prefix of ids that this type, or what implements it, has. */
export function prefixesOf(schema: GraphQLSchema, name: string): string[] {
  const type = schema.getType(name);
  const members = isInterfaceType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
  return members.flatMap(({ extensions }) => (typeof extensions.idPrefix === 'string' ? [extensions.idPrefix] : []));
}

/** The node type behind a field: of a connection, what its nodes are. */
export function nodeTypeNamed(schema: GraphQLSchema, name: string): string {
  const type = schema.getType(name);
  const nodes = isObjectType(type) && name.endsWith('Connection') ? type.getFields().nodes : undefined;
  return nodes ? getNamedType(nodes.type).name : name;
}

function typeOfPrefix(schema: GraphQLSchema, prefix: string): string | undefined {
  return Object.values(schema.getTypeMap()).find(({ extensions }) => extensions.idPrefix === prefix)?.name;
}
