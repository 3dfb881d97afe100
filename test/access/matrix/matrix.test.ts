import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { buildGraph } from '../../../src/app/graph';
import { reportAccess } from '../../support/access-report';
import { STANDING_STILL, startTestApp, type TestApp, usualLog } from '../../support/app';
import { ACTORS } from './actors';
import { countCells } from './cells';
import { SUBSCRIPTIONS } from './events/probe-events';
import { type Measured, measure } from './measure';
import { unmatchedInputs } from './mutations/probe-mutations';
import { doneBeyondAllowed, neverDone, unauditedMutations, unruledMutations } from './rules/actions';
import { OF_TABLE } from './rules/kinds';
import * as rules from './rules/rules';
import { loadScenario } from './scenario/load-scenario';
import { differencesOf, readText, textOf } from './table-text';

jest.setTimeout(300_000);

const COMMITTED = join(__dirname, 'matrix.md');

/** Entries that nobody sees anything of, and why. */
const SEEN_BY_NOBODY = [
  // Mentors belong to no fellowship.
  'Query.peerMentors(filter.fellowships)',
];

let app: TestApp;
let schema: GraphQLSchema;
let measured: Measured;

beforeAll(async () => {
  [app, schema] = await Promise.all([startTestApp({}, usualLog(), STANDING_STILL), buildGraph()]);
  await loadScenario(app);
  measured = await measure(app, schema);
});
afterAll(() => app?.stop());

describe('the matrix', () => {
  it('is what was committed, byte for byte', () => {
    const text = textOf(measured.matrix);
    if (process.env.UPDATE_MATRIX) writeFileSync(COMMITTED, text);
    const committed = existsSync(COMMITTED) ? readFileSync(COMMITTED, 'utf8') : '';
    expect(differencesOf(readText(committed), measured.matrix)).toEqual([]);
    expect(text === committed).toBe(true);
  });

  it('covers every mutation and every table about patients', () => {
    const patientTables = measured.catalog.filter(({ knowsPatients, isView }) => knowsPatients && !isView);
    expect(unmatchedInputs(schema)).toEqual([]);
    expect(unruledMutations(Object.keys(schema.getMutationType()?.getFields() ?? {}))).toEqual([]);
    expect(patientTables.filter(({ total }) => total === 0).map(({ name }) => `${name} has no row of P`)).toEqual([]);
    expect(patientTables.map(({ name }) => name).filter((name) => !(name in OF_TABLE))).toEqual([]);
    expect(Object.keys(schema.getSubscriptionType()?.getFields() ?? {})).toEqual(Object.keys(SUBSCRIPTIONS));
  });

  it('finds a value of P in every field, by every filter and in every order', () => {
    expect(measured.sightings.unseen()).toEqual(SEEN_BY_NOBODY);
    expect(neverDone(measured.outcomes.cells)).toEqual([]);
  });

  it('is made of answers without errors, and leaves everything as it was', () => {
    expect(measured.sightings.failures).toEqual([]);
    expect(measured.outcomes.strange).toEqual([]);
    expect(measured.changed).toEqual([]);
  });

  it('is reported', () => {
    reportAccess('matrix', {
      cells: countCells(measured.matrix),
      actors: ACTORS.length,
      fields: measured.matrix.get('Fields')?.size ?? 0,
      filters: measured.matrix.get('Filters and orders')?.size ?? 0,
      events: measured.matrix.get('Events')?.size ?? 0,
      tables: measured.catalog.length,
      mutations: Object.keys(schema.getMutationType()?.getFields() ?? {}).length,
    });
    expect(countCells(measured.matrix)).toBeGreaterThan(10_000);
  });
});

describe('whatever the committed table says', () => {
  it.each(
    Object.entries(rules).filter(
      (rule): rule is [string, (matrix: Measured['matrix']) => string[]] => typeof rule[1] === 'function',
    ),
  )('%s', (_name, rule) => {
    expect(rule(measured.matrix)).toEqual([]);
  });

  it.each(rules.SAME_BYTES)('%s is answered about P as %s is, byte for byte', (one, others) => {
    expect(measured.sightings.differences(one, others)).toEqual([]);
  });

  it('no way to a record shows another than its id does', () => {
    expect(measured.sightings.contradictions(measured.specimens.ids)).toEqual([]);
  });

  it('nobody does what the design gives to others', () => {
    expect(doneBeyondAllowed(measured.outcomes.cells)).toEqual([]);
  });

  it('whoever sees nothing of P is told of P by no mutation', () => {
    expect(measured.outcomes.told).toEqual([]);
  });

  it('whatever is done leaves a line in the audit log', () => {
    expect(unauditedMutations(measured.outcomes.cells)).toEqual([]);
  });
});
