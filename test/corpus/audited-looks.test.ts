import './as-in-production';
import {
  type FieldNode,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  getOperationAST,
  getVariableValues,
  Kind,
  parse,
  print,
  visit,
} from 'graphql';
import { Role } from '../../src/access/role';
import { asAdmin } from '../support/database';
import { ACTORS } from './actors';
import { operationsOf } from './compare/compare-generated';
import { eachInFlight } from './compare/each-in-flight';
import { type CorpusApp, startCorpusApp } from './corpus-app';
import { CORPUS_SEED } from './corpus-plan';
import { contextFor, type SchemaExecutor } from './executors';
import type { Operation } from './operation';

/** Whose looks are audited: the director's at every patient, the front desk's for duplicates. */
const AUDITED = ACTORS.filter(({ role }) => role === Role.PROGRAM_DIRECTOR || role === Role.INTAKE);
const SOME = 300;

/** A page of which no row is selected: a plan reads none of it, loaders do all the same. It tells of nobody. */
const BARE_PAGE = /\{(\s*(\w+: )?(__typename|totalCount)( @\w+\([^)]*\))*)+\s*\}/;

let corpus: CorpusApp;
beforeAll(async () => {
  corpus = await startCorpusApp();
}, 60_000);
afterAll(() => corpus.app.stop());

/** Asks, with the number of the operation in the request id, so that the audit log can be asked too. */
async function ask({ execute }: SchemaExecutor, side: string, operation: Operation, index: number): Promise<boolean> {
  const { errors } = await execute(operation, contextFor(corpus.app, operation, `${side}-${index}`));
  return errors === undefined;
}

/** The document with __typename in the place of what it leaves out: a page whose rows are left out is as bare. */
function decided(operation: Operation | undefined): string {
  if (!operation) return '';
  const document = parse(operation.document);
  const { variableDefinitions = [] } = getOperationAST(document) ?? {};
  const { coerced = {} } = getVariableValues(corpus.plan.schema, variableDefinitions, { ...operation.variables });
  const isLeftOut = (field: FieldNode): boolean =>
    getDirectiveValues(GraphQLSkipDirective, field, coerced)?.if === true ||
    getDirectiveValues(GraphQLIncludeDirective, field, coerced)?.if === false;
  const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
  return print(visit(document, { Field: (field) => (isLeftOut(field) ? typename : undefined) }));
}

/** What was written down of one side, patient by patient, by the number of the operation. */
async function written(side: string): Promise<Map<number, string[]>> {
  const { rows } = await asAdmin(corpus.app.databaseUrl, (admin) =>
    admin.query<{ number: number; lines: string[] }>(
      `select split_part(request_id, '-', 2)::int as number,
         array_agg(concat_ws(' ', kind, subject_type, patient_id, looked_at) order by kind, patient_id, looked_at) as lines
       from audit_event left join lateral unnest(patient_ids) as looked_at on true where request_id ^@ $1 group by request_id`,
      [`${side}-`],
    ),
  );
  return new Map(rows.map(({ number, lines }) => [number, lines]));
}

it('writes down the same looks as plain loaders do', async () => {
  const operations = operationsOf(corpus, CORPUS_SEED + 7, SOME, AUDITED);
  // Where something fails, how far its siblings had read is nobody's promise.
  const sound: number[] = [];
  await eachInFlight(operations, 6, async (operation, index) => {
    const isSound = await ask(corpus.plain, 'plain', operation, index);
    await ask(corpus.plan, 'plan', operation, index);
    if (isSound) sound.push(index);
  });
  const [plain, plan] = [await written('plain'), await written('plan')];
  const looked = sound.filter((index) => plain.has(index));
  expect(looked.length).toBeGreaterThan(SOME / 4);
  // That there is another page is told of its first row, which a plan notes, and loaders do not.
  const isOnlyMore = (index: number): boolean => {
    const asked = operations[index]?.document.match(/hasNextPage|hasPreviousPage/g)?.length ?? 0;
    const extra = (plan.get(index)?.length ?? 0) - (plain.get(index)?.length ?? 0);
    const keepsAll = (plain.get(index) ?? []).every((line) => plan.get(index)?.includes(line));
    return keepsAll && extra > 0 && asked > 0;
  };
  const isOnlyLess = (index: number): boolean =>
    BARE_PAGE.test(decided(operations[index])) &&
    (plan.get(index) ?? []).every((line) => plain.get(index)?.includes(line));
  const different = sound.filter(
    (index) =>
      JSON.stringify(plan.get(index)) !== JSON.stringify(plain.get(index)) && !isOnlyLess(index) && !isOnlyMore(index),
  );
  const shown = different.map((index) => [operations[index], plain.get(index), plan.get(index)]);
  expect(shown.slice(0, 2)).toEqual([]);
}, 60_000);
