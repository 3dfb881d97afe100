import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { narrowedPieces } from '../matrix/graph/narrowed-pieces';
import { makingOf, pieceOf, piecesOf } from '../matrix/graph/pieces';
import type { Specimens } from '../matrix/graph/specimens';
import { fieldsOf, nodeTypes } from '../matrix/graph/types';
import type { Question } from './everything-that-leaves';

const EXAMPLES = join(__dirname, '../../../examples');

/** Names of inputs that can be looked for: whatever is told apart by words. */
const SEARCHES = [
  'patientByIdentifier(system: "WORD", value: "WORD") { id }',
  'patientByIdentifier(system: "urn:example:mrn", value: "WORD") { id }',
  'possibleDuplicates(familyName: "WORD", birthDate: "1985-05-05") { id }',
  'possibleDuplicates(familyName: "WORD", birthDate: "WORD") { id }',
  'patient(id: "WORD") { id }',
  'patient(id: "patient_WORD") { id }',
  'node(id: "WORD") { id }',
  'nodes(ids: ["WORD"]) { id }',
  'patients(first: 1, after: "WORD") { nodes { id } }',
  'patients(first: "WORD") { nodes { id } }',
  'patients(filter: { status: WORD }) { nodes { id } }',
  'patients(filter: { updatedSince: "WORD" }) { nodes { id } }',
  'patients(orderBy: WORD) { nodes { id } }',
  'patient(id: ',
];

/** Documents that call something by a canary. */
const NAMES = [
  'patients(filter: { WORD: "other" }) { nodes { id } }',
  'patients { WORD }',
  'WORD',
  'viewer { ...WORD }',
  'viewer { role @WORD }',
];

/** The examples; every field of every record of P, and every root field, each by itself; and searches for canaries, good and bad. */
export function readings(schema: GraphQLSchema, { byType, ids }: Specimens, canaries: readonly string[]): Question[] {
  const making = makingOf(schema, ids);
  const ofRecords = nodeTypes(schema).flatMap(({ type }) =>
    piecesOf(making, type).map(({ text }) => ({
      query: `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type.name} { ${text} } } }`,
      variables: { ids: (byType.get(type.name) ?? []).slice(0, 5) },
    })),
  );
  const root = schema.getQueryType();
  const ofRoot = root
    ? fieldsOf(root).flatMap((field) => [pieceOf(making, root, field), ...narrowedPieces(making, root, field)])
    : [];
  return [
    ...readdirSync(EXAMPLES).map((name) => ({ query: readFileSync(join(EXAMPLES, name), 'utf8') })),
    ...ofRecords,
    ...ofRoot.map(({ text }) => ({ query: `{ ${text} }` })),
    ...NAMES.map((text, index) => ({ query: `{ ${text.replaceAll('WORD', wordOf(canaries, index))} }`, isName: true })),
    ...SEARCHES.map((text, index) => ({ query: `{ ${text.replaceAll('WORD', wordOf(canaries, index))} }` })),
  ];
}

const wordOf = (canaries: readonly string[], index: number): string => canaries[index % canaries.length] ?? '';
