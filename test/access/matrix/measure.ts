import type { GraphQLSchema } from 'graphql';
import { Client } from 'pg';
import type { TestApp } from '../../support/app';
import { type Cells, cellOf, isSeen, type Matrix } from './cells';
import { probeCursors } from './cursors/probe-cursors';
import { holdChanges, probeEvents } from './events/probe-events';
import { askerOf } from './graph/ask';
import { probeGraph } from './graph/probe-graph';
import type { Sightings } from './graph/sightings';
import { gatherSpecimens, type Specimens } from './graph/specimens';
import { type Outcomes, probeMutations } from './mutations/probe-mutations';
import { contentsOf, undoAtCommit } from './mutations/undo-at-commit';
import { readCatalog, type TableFacts } from './tables/catalog';
import { probeTables } from './tables/probe-tables';

/** Everything that was measured over the scenario. */
export interface Measured {
  readonly matrix: Matrix;
  readonly catalog: readonly TableFacts[];
  readonly specimens: Specimens;
  readonly sightings: Sightings;
  readonly outcomes: Outcomes;
  /** Tables that mutations changed, though each was undone. */
  readonly changed: readonly string[];
}

/** Asks everything as everybody, over a loaded scenario. What it plants stays: the database is good for nothing else afterwards. */
export async function measure(app: TestApp, schema: GraphQLSchema): Promise<Measured> {
  const admin = new Client({ connectionString: app.databaseUrl });
  await admin.connect();
  try {
    await holdChanges(admin, app.harbor.uuid);
    const catalog = await readCatalog(admin, app.harbor.uuid);
    const tables = await undone(admin, () => probeTables(app, admin));
    const specimens = await gatherSpecimens(app, admin, schema);
    const ask = askerOf(app, schema);
    const sightings = await probeGraph(schema, ask, specimens);
    const fields = sightings.cells();
    const cursors = await probeCursors(schema, ask, specimens);
    const events = await probeEvents(app, admin, schema, ask);
    const before = await contentsOf(admin);
    await undoAtCommit(admin);
    const outcomes = await probeMutations(schema, ask, specimens.idsOfP, ({ code }) =>
      isSeen(cellOf(fields, 'Query.patient', code)),
    );
    const after = await contentsOf(admin);
    const changed = Object.keys(before).filter((table) => before[table] !== after[table]);
    const matrix: Matrix = new Map([
      ['Tables', tables],
      ['Fields', only(fields, (entry) => !entry.includes('('))],
      ['Filters and orders', only(fields, (entry) => entry.includes('('))],
      ['Cursors', cursors],
      ['Events', events],
      ['Mutations', outcomes.cells],
    ]);
    return { matrix, catalog, specimens, sightings, outcomes, changed };
  } finally {
    await admin.end();
  }
}

/** Work of the superuser in a transaction that is undone. */
export async function undone<T>(admin: Client, work: () => Promise<T>): Promise<T> {
  await admin.query('begin');
  try {
    return await work();
  } finally {
    await admin.query('rollback');
  }
}

function only(cells: Cells, isWanted: (entry: string) => boolean): Cells {
  return new Map([...cells].filter(([entry]) => isWanted(entry)));
}
