import { type GraphQLField, type GraphQLSchema, getNamedType, isCompositeType, isObjectType } from 'graphql';
import { parseGlobalId, toGlobalId } from '../../../../src/platform/graphql/ids';
import { ACTORS, type Actor } from '../actors';
import { type Cells, setCell } from '../cells';
import { type Answer, type Ask, bytesOf } from '../graph/ask';
import { asObject } from '../graph/piece';
import { ERROR_CELLS } from '../graph/sightings';
import { fieldsOf, isLeaf, membersOf } from '../graph/types';
import { INPUTS, type Input } from './inputs';
import { DONE, UNAUDITED } from './undo-at-commit';

/** What refusals are called in the table. */
export const REFUSAL_CELLS: Readonly<Record<string, string>> = {
  TransitionNotAllowed: 'T',
  VersionConflict: 'V',
  PeerUnavailable: 'P',
  AlreadyLinked: 'L',
  ConsentRequired: 'K',
  ConsentIncomplete: 'I',
};

/** What became of each mutation, and where an answer told an absent record from a hidden one. */
export interface Outcomes {
  readonly cells: Cells;
  readonly told: readonly string[];
  /** Answers that no cell is made for. */
  readonly strange: readonly string[];
}

/** Mutations without an input, and inputs without a mutation. */
export function unmatchedInputs(schema: GraphQLSchema): string[] {
  const names = Object.keys(schema.getMutationType()?.getFields() ?? {});
  const sent = Object.keys(INPUTS).map(nameOf);
  return [
    ...names.filter((name) => !sent.includes(name)).map((name) => `The mutation ${name} has no input in inputs.ts.`),
    ...sent.filter((name) => !names.includes(name)).map((name) => `${name} in inputs.ts is no mutation.`),
  ];
}

/**
 * Tries every mutation as everybody. Who sees nothing of P tries it again with ids that nobody has: the answer is to be the same
 * bytes. Everything is undone at its commit.
 */
export async function probeMutations(
  schema: GraphQLSchema,
  ask: Ask,
  idsOfP: ReadonlySet<string>,
  seesP: (actor: Actor) => boolean,
): Promise<Outcomes> {
  const [cells, told, strange]: [Cells, string[], string[]] = [new Map(), [], []];
  for (const [title, given] of Object.entries(INPUTS)) {
    const field = schema.getMutationType()?.getFields()[nameOf(title)];
    if (!field) continue;
    const document = documentOf(schema, field);
    for (const actor of ACTORS) {
      const input = typeof given === 'function' ? given(actor.code) : given;
      const absent = withAbsentIds(input, idsOfP);
      const answer = await ask(actor, document, { input });
      const cell = cellOf(answer, field.name);
      setCell(cells, title, actor.code, cell);
      if (cell === '??') strange.push(`${actor.code}: ${title}: ${JSON.stringify(answer)}`);
      // Who may never do it is told so before anything is looked up; who did it, was in the right to know.
      const isOpen = actor.role !== undefined && (field.extensions.allow as readonly string[]).includes(actor.role);
      if (absent === undefined || seesP(actor) || !isOpen || cell === 'ok') continue;
      const other = await ask(actor, document, { input: absent });
      if (bytesOf(other) !== bytesOf(answer))
        told.push(`${actor.code}: ${title}: ${bytesOf(answer)} ${bytesOf(other)}`);
    }
  }
  return { cells, told, strange };
}

const nameOf = (title: string): string => title.split(' ', 1)[0] ?? '';

/** What is asked of the result: its kind, and whatever a refusal says. */
function documentOf(schema: GraphQLSchema, { name, type, args }: GraphQLField<unknown, unknown>): string {
  const result = getNamedType(type);
  if (!isCompositeType(result)) throw new Error(`The mutation ${name} answers with no object.`);
  const refusals = membersOf(schema, result).filter((member) =>
    member.getInterfaces().some((of) => of.name === 'Refusal'),
  );
  const parts = refusals.map((member) => {
    const inner = fieldsOf(member).map((field) =>
      isLeaf(field.type) ? field.name : `${field.name} { __typename ... on Node { id } }`,
    );
    return `... on ${member.name} { ${inner.map((text) => `${member.name}_${text.split(' ')[0]}: ${text}`).join(' ')} }`;
  });
  return `mutation ($input: ${String(args[0]?.type)}) { ${name}(input: $input) { __typename ${isObjectType(result) ? '' : parts.join(' ')} } }`;
}

function cellOf({ data, errors }: Answer, name: string): string {
  const [error] = errors;
  if (error?.cause === DONE) return 'ok';
  if (error?.cause === UNAUDITED) return '!!';
  if (error) return ERROR_CELLS[error.code] ?? '??';
  const type = String(asObject(data?.[name])?.__typename);
  return type.endsWith('Payload') ? '=' : (REFUSAL_CELLS[type] ?? '??');
}

/** The same input with ids of the same kinds that nobody has instead of those of P; undefined where it names no such record. */
function withAbsentIds(input: Input, idsOfP: ReadonlySet<string>): Input | undefined {
  const text = JSON.stringify(input);
  const other = JSON.stringify(input, (_, value) => {
    const parsed = typeof value === 'string' && idsOfP.has(value) ? parseGlobalId(value) : null;
    return parsed ? toGlobalId(parsed.prefix, '0198c0ff-ee00-7000-8000-000000000000') : value;
  });
  return other === text ? undefined : JSON.parse(other);
}
