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
async function asker(text: string): Promise<(variables?: object, run?: Executor) => Promise<unknown>> {
  const own = createExecutor(await buildGraph());
  const document = parse(text);
  return async (variables = {}, run = own) => {
    const operation = getOperationAST(document);
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

it('tells operations of a document apart that show records by one fragment and name their variables in another order', async () => {
  const { clinician, patientId: own } = await aCareTeam(app);
  const document = `mutation Early($input: DraftCarePlanInput!, $first: Int, $last: Int) { draftCarePlan(input: $input) { ...Shown } }
    mutation Late($input: DraftCarePlanInput!, $last: Int, $first: Int) { draftCarePlan(input: $input) { ...Shown } }
    fragment Shown on DraftCarePlanPayload { carePlan { patient { carePlans(first: $first, last: $last) { nodes { title } } } } }`;
  const draft = async (operationName: string, title: string, place: object): Promise<unknown> => {
    const variables = { input: { patientId: own, title }, ...place };
    const { data } = await clinician.send(document, variables, { operationName });
    return data.draftCarePlan.carePlan.patient.carePlans;
  };
  expect(await draft('Early', 'A', { first: 1 })).toEqual(titles('A'));
  expect(await draft('Late', 'B', { last: 1 })).toEqual(titles('A'));
  expect(await draft('Early', 'C', { last: 1 })).toEqual(titles('A'));
  expect(await draft('Late', 'D', { first: 1 })).toEqual(titles('D'));
});
