import {
  type GraphQLInputObjectType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isNonNullType,
} from 'graphql';
import type { Channel, Try } from './a-try';
import { idsFor, leastInput, valuesFor } from './values';

/** Records that a mutation is about, rather than ones that it brings together. */
const SUBJECTS =
  /^(id|subjectId|patientId|carePlanId|activityId|goalId|sessionId|peerLinkId|peerContactId|careTeamMemberId|returnToUseId|followUpId)$/;

/** Mutations that would take the ground from under the tries after them. */
const LEFT_OUT = ['importMeetings'];

/** Every mutation, with every id that might be hidden in every place for an id, and every name in every place for a name. */
export function mutationTries(schema: GraphQLSchema, clues: readonly string[], except: readonly string[] = []): Try[] {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  return fields
    .filter(({ name }) => !LEFT_OUT.includes(name) && !except.includes(name))
    .flatMap((field) => {
      const type = getNamedType(field.args.find(({ name }) => name === 'input')?.type ?? field.type);
      if (!isInputObjectType(type)) return [];
      const document = `mutation ($input: ${type.name}!) { ${field.name}(input: $input) { __typename ${refusals(schema, getNamedType(field.type).name)} } }`;
      return inputsOf(schema, type, clues).map(({ input, channel }) => ({ channel, document, variables: { input } }));
    })
    .flatMap((one, index) =>
      // The key of another, and the same key again with the same words.
      index % 7 === 0 ? [one, ...again(one, index)] : [one],
    );
}

function again(one: Try, index: number): Try[] {
  const keyed = { ...one, channel: 'idempotency' as const, idempotencyKey: `key-${index}` };
  return [keyed, keyed];
}

interface Input {
  readonly channel: Channel;
  readonly input: Record<string, unknown>;
}

/** The least input, and it with one more thing said, or one said otherwise. */
function inputsOf(schema: GraphQLSchema, type: GraphQLInputObjectType, clues: readonly string[]): Input[] {
  const least = leastInput(schema, type, '', clues) as Record<string, unknown>;
  return Object.values(type.getFields()).flatMap(({ name, type: of }): Input[] => {
    const named = getNamedType(of);
    const tried = (channel: Channel, values: readonly unknown[]): Input[] =>
      values.map((value) => ({ channel, input: { ...least, [name]: value } }));
    if (named.name === 'ID') {
      const ids = idsFor(name, clues);
      return tried(
        SUBJECTS.test(name) ? 'mutation' : 'foreign key',
        String(of).startsWith('[') ? ids.map((id) => [id]) : ids,
      );
    }
    if (named.name === 'IdentifierInput') return tried('uniqueness', identifiers(clues));
    if (/^(subject|clientId|issuer)$/.test(name)) {
      const taken = tried('uniqueness', valuesFor(name, of, clues));
      // A login is bound to somebody: also to one whom the asker may bind.
      if (!('holderId' in least)) return taken;
      const holders = idsFor('holderId', clues);
      return taken.flatMap(({ channel, input }) =>
        holders.map((holderId) => ({ channel, input: { ...input, holderId } })),
      );
    }
    return isNonNullType(of) ? [] : tried('mutation', valuesOf(schema, name, of, clues).slice(0, 1));
  });
}

function valuesOf(
  schema: GraphQLSchema,
  name: string,
  of: Parameters<typeof valuesFor>[1],
  clues: readonly string[],
): unknown[] {
  return isInputObjectType(getNamedType(of)) ? [leastInput(schema, of, name, clues)] : valuesFor(name, of, clues);
}

/** What other systems call people: names that are taken, names among the clues, and one that nobody has. */
function identifiers(clues: readonly string[]): object[] {
  const words = clues.filter((clue) => !/_[0-9a-f]{32}$/.test(clue));
  return ['alex-1', 'bo-1', ...words, 'nobody-1'].map((value) => ({ system: 'urn:example:mrn', value }));
}

/** What a refusal says, wherever the result may be one. */
function refusals(schema: GraphQLSchema, result: string): string {
  const type = schema.getType(result);
  const members = type && 'getTypes' in type ? type.getTypes().map(({ name }) => name) : [];
  const says: Record<string, string> = {
    VersionConflict: 'message currentVersion',
    TransitionNotAllowed: 'message from to allowed',
    AlreadyLinked: 'message peerLink { id }',
  };
  return members.map((name) => `... on ${name} { ${says[name] ?? '__typename'} }`).join(' ');
}
