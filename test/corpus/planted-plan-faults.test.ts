import './as-in-production';
import { randomUUID } from 'node:crypto';
import { getOperationAST, parse } from 'graphql';
import { Context } from '../../src/access/context';
import { createExecutor, type PlannedStatement } from '../../src/platform/graphql/plan';
import type { Row } from '../../src/platform/graphql/reads';
import { actorNamed, claimsOf } from './actors';
import { operationsOf } from './compare/compare-generated';
import type { Answers } from './compare/compare-operations';
import { Comparison } from './compare/compare-operations';
import { differenceOf } from './compare/difference';
import { eachInFlight } from './compare/each-in-flight';
import { type CorpusApp, startCorpusApp } from './corpus-app';
import { CORPUS_SEED } from './corpus-plan';
import { CORPUS_NOW } from './data-set/rows';
import type { Answer, Operation } from './operation';
import { Coverage } from './touched/coverage';
import { WRITTEN_OPERATIONS } from './written-operations';

/** A mistake that a planner could make, as what it would do to the text of a statement. */
interface PlanFault {
  readonly name: string;
  readonly plant: (sql: string) => string;
}

const FAULTS: readonly PlanFault[] = [
  { name: 'a dropped alias', plant: (sql) => sql.replace(/ as "(\w+)\$[\w-]{12}"/g, ' as "$1"') },
  { name: 'a missed null', plant: (sql) => sql.replaceAll(' is null', ' is not null') },
  { name: 'a wrong order', plant: (sql) => sql.replaceAll(' desc', '') },
  { name: 'ties in any order', plant: (sql) => sql.replace(/, t\d+\."id"(?: desc)?( limit)/g, '$1') },
  { name: 'a cursor that counts its own row', plant: (sql) => sql.replaceAll(') > (', ') >= (') },
  { name: 'a page without its last row', plant: (sql) => sql.replace(/ limit (\$\d+::int)/g, ' limit $1 - 2') },
  {
    name: 'everybody for their parent',
    plant: (sql) => sql.replace(/where (t\d+\."patient_id") = (t\d+\."\w+")/g, 'where $1 is not null'),
  },
  {
    name: 'a kind for another',
    plant: (sql) => sql.replaceAll("'CBT' then 'CbtActivity'", "'CBT' then 'CounselingActivity'"),
  },
  { name: 'a field for one kind only', plant: (sql) => sql.replaceAll(`in ('CBT')`, `in ('COUNSELING')`) },
  { name: 'a filter that is left out', plant: (sql) => sql.replace(/ = any\(\$\d+::text\[\]\)/g, ' is not null') },
  { name: 'a total of one page', plant: (sql) => sql.replaceAll('limit 100001', 'limit 1') },
  { name: 'an empty list that is null', plant: (sql) => sql.replaceAll("coalesce(json_agg(x), '[]')", 'json_agg(x)') },
];

/** Enough to meet each fault. */
const SOME = 250;

/** Reads with the fault in every statement, and remembers whether it found a hold. */
class FaultyContext extends Context {
  isPlanted = false;

  constructor(
    { app }: CorpusApp,
    operation: Operation,
    private readonly fault: PlanFault,
  ) {
    super(app.api.services, {
      requestId: randomUUID(),
      claims: claimsOf(app, actorNamed(operation.role)),
      now: CORPUS_NOW,
    });
  }

  override read(statement: PlannedStatement): Promise<Row[]> {
    const text = this.fault.plant(statement.text);
    this.isPlanted ||= text !== statement.text;
    return super.read({ ...statement, text });
  }
}

let corpus: CorpusApp;
let answered: readonly Answers[];
beforeAll(async () => {
  corpus = await startCorpusApp();
  const sound = new Comparison(corpus, new Coverage());
  const operations = [...operationsOf(corpus, CORPUS_SEED, SOME), ...WRITTEN_OPERATIONS];
  const answers: Answers[] = [];
  await eachInFlight(operations, 6, async (operation, index) => {
    answers[index] = await sound.answers(operation);
  });
  answered = answers;
}, 120_000);
afterAll(() => corpus.app.stop());

async function faultyAnswer(operation: Operation, fault: PlanFault): Promise<Answer | undefined> {
  const document = parse(operation.document);
  const asked = getOperationAST(document);
  if (!asked) throw new Error('The document holds no operation.');
  const ctx = new FaultyContext(corpus, operation, fault);
  const run = createExecutor(corpus.plan.schema);
  try {
    const { data, errors } = await run({ document, operation: asked, variables: { ...operation.variables }, ctx });
    return ctx.isPlanted ? { data, errors } : undefined;
  } finally {
    await ctx.close();
  }
}

it.each(FAULTS)(
  'catches $name in the statement',
  async (fault) => {
    let planted = 0;
    for (const { operation, plain } of answered) {
      const answer = await faultyAnswer(operation, fault);
      if (!answer) continue;
      planted += 1;
      if (differenceOf(operation, plain, answer, corpus.plain.schema) !== undefined) return;
    }
    throw new Error(`It was planted into ${planted} statements, and nothing noticed.`);
  },
  60_000,
);
