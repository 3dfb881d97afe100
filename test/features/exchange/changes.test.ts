import { Role } from '../../../src/access/role';
import { ALL_SCOPES } from '../../../src/app/personas';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { placed } from '../../support/changes';
import { aPatient } from '../../support/factories';
import { aCarePlan, aCareTeam, aGoal } from '../../support/factories/care-plans';

const CHANGES = `query Changes($after: String, $types: [ChangeType!], $first: Int) {
  changes(after: $after, types: $types, first: $first) {
    edges { cursor node { cursor } }
    nodes { cursor at type subjectId version patientId subject { __typename id ... on CarePlan { title } ... on Patient { preferredName } } }
    pageInfo { hasNextPage endCursor }
    nextCursor
  }
}`;

let app: TestApp;
let ehr: Caller;

beforeAll(async () => {
  app = await startTestApp();
  ehr = await app.asClient(Role.EHR_SYSTEM, ALL_SCOPES);
});
afterAll(() => app?.stop());

const changes = async (by: Caller, variables: object = {}) => {
  await placed(app);
  return (await by.data(CHANGES, variables)).changes;
};
const now = async (by: Caller): Promise<string> => {
  let { nextCursor, pageInfo } = await changes(by);
  while (pageInfo.hasNextPage) ({ nextCursor, pageInfo } = await changes(by, { after: nextCursor }));
  return nextCursor;
};

it('tells a record system what changed after a cursor, with the record as it is now', async () => {
  const { clinician, patientId } = await aCareTeam(app);
  const after = await now(ehr);
  const carePlanId = await aCarePlan(app, { patientId, by: clinician, title: 'One plan' });
  const goalId = await aGoal(clinician, carePlanId);
  const { nodes, nextCursor, edges } = await changes(ehr, { after });
  expect(nodes).toMatchObject([
    {
      type: 'CARE_PLAN',
      subjectId: carePlanId,
      version: 1,
      patientId,
      subject: { __typename: 'CarePlan', title: 'One plan' },
    },
    { type: 'GOAL', subjectId: goalId, version: 1, patientId, subject: { __typename: 'Goal', id: goalId } },
  ]);
  expect(edges.map(({ cursor }: { cursor: string }) => cursor)).toEqual(
    nodes.map(({ cursor }: { cursor: string }) => cursor),
  );
  expect(nextCursor).toBe(nodes[1].cursor);
  expect((await changes(ehr, { after: nextCursor })).nodes).toEqual([]);
  expect((await changes(ehr, { after: nextCursor })).nextCursor).toBe(nextCursor);
  expect((await changes(ehr, { after, types: ['GOAL'] })).nodes).toMatchObject([{ subjectId: goalId }]);
  expect((await changes(ehr, { after, first: 1 })).pageInfo.hasNextPage).toBe(true);
});

it('has a cursor before anything happened, and it is good later', async () => {
  const meadow = await app.asClient(Role.EHR_SYSTEM, ALL_SCOPES, app.meadow);
  const { nodes, nextCursor } = await changes(meadow);
  expect(nodes).toEqual([]);
  const patientId = await aPatient(app, { organization: app.meadow });
  expect((await changes(meadow, { after: nextCursor })).nodes).toMatchObject([
    { type: 'PATIENT', subjectId: patientId, version: null, subject: { id: patientId } },
  ]);
});
