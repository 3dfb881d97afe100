import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extendSchema, type GraphQLSchema, parse } from 'graphql';
import { Client } from 'pg';
import { buildSchema, type NonEmptyArray } from 'type-graphql';
import { guardRootFields } from '../../../src/access/root-fields';
import { resolvers } from '../../../src/app/features';
import { buildGraph, NO_PUB_SUB } from '../../../src/app/graph';
import { checkArgument } from '../../../src/platform/graphql/inputs';
import { installPlan } from '../../../src/platform/graphql/plan';
import { reportAccess } from '../../support/access-report';
import { STANDING_STILL, startTestApp, type TestApp, usualLog } from '../../support/app';
import type { Cells, Matrix, Section } from './cells';
import { askerOf } from './graph/ask';
import { makingOf, piecesOf } from './graph/pieces';
import { probeGraph } from './graph/probe-graph';
import { Sightings } from './graph/sightings';
import { gatherSpecimens, type Specimens } from './graph/specimens';
import { undone } from './measure';
import { unmatchedInputs } from './mutations/probe-mutations';
import { BREAK_A_RULE, CHANGE_THE_TABLE, type PlantedFault } from './planted-faults';
import { unruledMutations } from './rules/actions';
import { kindsOfEntry } from './rules/kinds';
import { alikeAsTheyShould, noMoreThanAllowed, nothingOfElsewhere, nothingWithoutToken } from './rules/rules';
import { P } from './scenario/ids';
import { loadScenario } from './scenario/load-scenario';
import { differencesOf, readText } from './table-text';
import { readCatalog } from './tables/catalog';
import { probeTables } from './tables/probe-tables';

jest.setTimeout(300_000);

const COMMITTED = readText(readFileSync(join(__dirname, 'matrix.md'), 'utf8'));

let app: TestApp;
let admin: Client;
let specimens: Specimens;
let caught = 0;

beforeAll(async () => {
  app = await startTestApp({}, usualLog(), STANDING_STILL);
  await loadScenario(app);
  admin = new Client({ connectionString: app.databaseUrl });
  await admin.connect();
  specimens = await gatherSpecimens(app, admin, await buildGraph());
});
afterAll(async () => {
  reportAccess('matrix', { planted: caught });
  await admin?.end();
  await app?.stop();
});

/** One part of the committed matrix, with another one in its place. */
const withPart = (section: Section, cells: Cells): Matrix => new Map([...COMMITTED, [section, cells]]);

/** What is to be seen of one table, with a fault planted, among all that was committed. */
async function tableWith({ sql, caught: words }: PlantedFault): Promise<Matrix> {
  const [wanted] = words.split(' ');
  const cells = await undone(admin, async () => {
    await admin.query(sql);
    return probeTables(app, admin, (table) => table === wanted);
  });
  return withPart('Tables', new Map([...(COMMITTED.get('Tables') ?? []), ...cells]));
}

function expectCaught(findings: readonly string[], words: string): void {
  expect(findings.filter((finding) => finding.includes(words))).not.toEqual([]);
  caught += 1;
}

it('finds the tables as they were committed, without a fault', async () => {
  const matrix = withPart('Tables', await undone(admin, () => probeTables(app, admin)));
  expect(differencesOf(COMMITTED, matrix)).toEqual([]);
  expect([...noMoreThanAllowed(matrix), ...alikeAsTheyShould(matrix), ...nothingOfElsewhere(matrix)]).toEqual([]);
});

it.each(BREAK_A_RULE)('a rule catches $what', async (fault) => {
  const matrix = await tableWith(fault);
  const findings = [noMoreThanAllowed, alikeAsTheyShould, nothingOfElsewhere, nothingWithoutToken].flatMap((rule) =>
    rule(matrix),
  );
  expectCaught(findings, fault.caught);
});

it.each(CHANGE_THE_TABLE)('the committed table catches $what', async (fault) => {
  expectCaught(differencesOf(COMMITTED, await tableWith(fault)), `Tables: ${fault.caught}`);
});

it('a table about patients that P has no row of is noticed', async () => {
  const catalog = await undone(admin, async () => {
    await admin.query('create table stray (organization_id uuid, patient_id uuid)');
    return readCatalog(admin, app.harbor.uuid);
  });
  const stray = catalog.find(({ name }) => name === 'stray');
  expect(stray).toMatchObject({ knowsPatients: true, total: 0 });
  caught += 1;
});

describe('the graph', () => {
  /** The graph with a root field opened to another role. */
  async function graphWith(name: string, role: string): Promise<GraphQLSchema> {
    const schema = await buildSchema({
      resolvers: [...resolvers] as unknown as NonEmptyArray<NewableFunction>,
      validateFn: checkArgument,
      orphanedTypes: [],
      pubSub: NO_PUB_SUB,
    });
    const field = schema.getQueryType()?.getFields()[name];
    if (!field) throw new Error(`There is no root field ${name}.`);
    field.extensions = { ...field.extensions, allow: [...(field.extensions.allow as string[]), role] };
    installPlan(schema);
    guardRootFields(schema);
    return schema;
  }

  const partOf = async (schema: GraphQLSchema, title: string): Promise<Sightings> =>
    probeGraph(schema, askerOf(app, schema), specimens, (candidate) => candidate === title);

  /** The committed fields, with what was measured anew in their place. */
  const fieldsWith = (sightings: Sightings): Matrix =>
    withPart('Fields', new Map([...(COMMITTED.get('Fields') ?? []), ...sightings.cells()]));

  it('a root field opened to another role is caught, by the table and where it shows P by a rule', async () => {
    const opened = await partOf(await graphWith('possibleDuplicates', 'PRIVACY_OFFICER'), 'Query.possibleDuplicates');
    expectCaught(differencesOf(COMMITTED, fieldsWith(opened)), 'Fields: Query.possibleDuplicates: PO');
    expectCaught(noMoreThanAllowed(fieldsWith(opened)), 'Query.possibleDuplicates is open to PO');
  });

  it('row security that is switched off is caught in the graph, too', async () => {
    const schema = await buildGraph();
    await admin.query('alter table safety_fact disable row level security');
    try {
      expectCaught(noMoreThanAllowed(fieldsWith(await partOf(schema, 'SafetyFact'))), 'SafetyFact.id is open to CN');
    } finally {
      await admin.query('alter table safety_fact enable row level security');
    }
    expect(noMoreThanAllowed(fieldsWith(await partOf(schema, 'SafetyFact')))).toEqual([]);
  });

  /** The entries that a type has in an extended graph; what is asked of it goes nowhere. */
  async function entriesWith(extension: string, type: string): Promise<Cells> {
    const schema = extendSchema(await buildGraph(), parse(extension));
    const extended = schema.getType(type);
    if (!extended || !('getFields' in extended) || !('getInterfaces' in extended))
      throw new Error(`${type} has no fields.`);
    const sightings = new Sightings();
    for (const piece of piecesOf(makingOf(schema, new Set()), extended)) piece.read({}, P, sightings.sinkOf('CT'));
    return sightings.cells();
  }

  it.each([
    ['field', 'extend type Patient { shoeSize: Int }', 'Patient', 'Fields', 'Patient.shoeSize'],
    ['edge', 'extend type Patient { friend: Patient }', 'Patient', 'Fields', 'Patient.friend'],
    ['root field', 'extend type Query { everybody: [Patient!]! }', 'Query', 'Fields', 'Query.everybody'],
    [
      'order',
      'extend enum PatientOrder { SHOE_SIZE }',
      'Query',
      'Filters and orders',
      'Query.patients(orderBy: SHOE_SIZE)',
    ],
  ] as const)('a new %s has no entry', async (_what, extension, type, section, entry) => {
    const cells = await entriesWith(extension, type);
    const part = new Map([...(COMMITTED.get(section) ?? []), [entry, cells.get(entry) ?? new Map()]]);
    expect(cells.has(entry)).toBe(true);
    expectCaught(differencesOf(COMMITTED, withPart(section, part)), `${entry} is new and has no entry`);
  });

  it('a new filter key needs a value, a new type a category, a new mutation an input and somebody who may', async () => {
    const extension = 'extend input PatientFilter { shoeSize: Int }';
    await expect(entriesWith(extension, 'Query')).rejects.toThrow(
      'PatientFilter.shoeSize) has no value that matches P',
    );
    expect(() => kindsOfEntry('Shoe.size')).toThrow('Shoe.size: say in');
    const schema = extendSchema(await buildGraph(), parse('extend type Mutation { shoe: Int }'));
    expect(unmatchedInputs(schema)).toEqual(['The mutation shoe has no input in inputs.ts.']);
    expect(unruledMutations(['shoe'])).toEqual(['shoe']);
    caught += 4;
  });
});
