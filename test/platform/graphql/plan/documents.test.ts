import { getOperationAST, parse } from 'graphql';
import { Context } from '../../../../src/access/context';
import { Role } from '../../../../src/access/role';
import { buildGraph } from '../../../../src/app/graph';
import { createExecutor, type Executor } from '../../../../src/platform/graphql/plan';
import { startTestApp, type TestApp } from '../../../support/app';
import { aCarePlan, aCareTeam } from '../../../support/factories/care-plans';

let app: TestApp;
let patientId: string;
beforeAll(async () => {
  app = await startTestApp();
  const team = await aCareTeam(app);
  ({ patientId } = team);
  for (const title of ['First', 'Second', 'Third']) await aCarePlan(app, { patientId, by: team.clinician, title });
});
afterAll(() => app.stop());

/** Asks one parsed document again and again, as a server does whose cache has it. */
async function asker(text: string): Promise<(variables?: object, run?: Executor, name?: string) => Promise<unknown>> {
  const own = createExecutor(await buildGraph());
  const document = parse(text);
  return async (variables = {}, run = own, name = undefined) => {
    const operation = getOperationAST(document, name);
    if (!operation) throw new Error('There is no operation.');
    const ctx = new Context(app.api.services, {
      requestId: 'request-1',
      claims: {
        issuer: app.issuer.issuer,
        subject: 'director',
        organizationId: app.harbor.uuid,
        role: Role.PROGRAM_DIRECTOR,
        scopes: [],
      },
    });
    try {
      const { data, errors } = await run({ document, operation, variables: { id: patientId, ...variables }, ctx });
      expect(errors).toBeUndefined();
      return JSON.parse(JSON.stringify(data)).patient;
    } finally {
      await ctx.close();
    }
  };
}

const titles = (...names: string[]) => ({ nodes: names.map((title) => ({ title })) });

it('reads each alias with its own arguments, in every variant of a document', async () => {
  const ask = await asker(`query ($id: ID!, $more: Boolean!) {
    patient(id: $id) {
      last: carePlans(last: 1) @include(if: $more) { nodes { title } }
      two: carePlans(first: 2) { nodes { title } }
      one: carePlans(first: 1) @skip(if: $more) { nodes { title } }
    }
  }`);
  for (let round = 0; round < 3; round += 1) {
    expect(await ask({ more: true })).toEqual({ last: titles('First'), two: titles('Third', 'Second') });
    expect(await ask({ more: false })).toEqual({ two: titles('Third', 'Second'), one: titles('Third') });
  }
});

it('answers the same when the plan of a document was forgotten', async () => {
  const ask = await asker(`query ($id: ID!, $is: Boolean!) { patient(id: $id) { ...Plans } }
    fragment Plans on Patient { a: carePlans(first: 1) { nodes { title id @skip(if: $is) } } b: carePlans(last: 1) { nodes { title } } }`);
  const expected = { a: titles('Third'), b: titles('First') };
  const schema = await buildGraph();
  // Another executor has never seen the document; its nodes have been seen before.
  for (let times = 0; times < 3; times += 1) {
    const run = createExecutor(schema);
    expect(await ask({ is: true }, run)).toEqual(expected);
    expect(await ask({ is: true }, run)).toEqual(expected);
  }
});

it('tells operations of a document apart that share a fragment and name their variables in another order', async () => {
  const ask = await asker(`query Early($id: ID!, $first: Int, $last: Int) { patient(id: $id) { ...Plans } }
    query Late($id: ID!, $last: Int, $first: Int) { patient(id: $id) { ...Plans } }
    fragment Plans on Patient { plans: carePlans(first: $first, last: $last) { nodes { title } } }`);
  for (let times = 0; times < 3; times += 1) {
    expect(await ask({ first: 1 }, undefined, 'Early')).toEqual({ plans: titles('Third') });
    expect(await ask({ last: 1 }, undefined, 'Late')).toEqual({ plans: titles('First') });
    expect(await ask({ last: 1 }, undefined, 'Early')).toEqual({ plans: titles('First') });
    expect(await ask({ first: 1 }, undefined, 'Late')).toEqual({ plans: titles('Third') });
  }
});
