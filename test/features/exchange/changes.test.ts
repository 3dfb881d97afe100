import { Role } from '../../../src/access/role';
import { ALL_SCOPES } from '../../../src/app/personas';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { placed } from '../../support/changes';
import { asAdmin } from '../../support/database';
import { aPatient } from '../../support/factories';
import { aCarePlan, aCareTeam, aGoal, aMatActivity, aSession } from '../../support/factories/care-plans';
import { aClient, aConsent } from '../../support/factories/consents';
import { anEmployedMentor, answer, aPeerLink, FOR_PATIENT } from '../../support/factories/peer-links';
import { badInputAt, refusalOf } from '../../support/refusals';
import { statementsOf } from '../../support/statements';
import { uuidOf } from '../../support/uuid-of';

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

it('goes on from a cursor under any types, with any token of the same caller', async () => {
  const { clinician, patientId } = await aCareTeam(app);
  const { nextCursor } = await changes(ehr, { types: ['GOAL'] });
  await aCarePlan(app, { patientId, by: clinician });
  const renewed = app.as(Role.EHR_SYSTEM, { subject: ehr.subject, scopes: ALL_SCOPES });
  const found = await changes(renewed, { after: nextCursor, types: ['CARE_PLAN'] });
  expect(found.nodes.length).toBeGreaterThan(0);
});

it('takes no cursor of another caller, and no more than 200 at once', async () => {
  const cursor = await now(ehr);
  const other = await app.asClient(Role.EHR_SYSTEM, ALL_SCOPES);
  expect(refusalOf(await other.send(CHANGES, { after: cursor }))).toEqual(badInputAt('after'));
  expect(refusalOf(await ehr.send(CHANGES, { first: 201 }))).toEqual(badInputAt('first'));
});

it('is not for the administrator', async () => {
  expect(refusalOf(await app.as(Role.ADMINISTRATOR).send(CHANGES)).code).toBe('FORBIDDEN');
});

it('holds 200 where nobody says how many', async () => {
  const { clinician, patientId } = await aCareTeam(app);
  const after = await now(ehr);
  const id = uuidOf(await aCarePlan(app, { patientId, by: clinician }));
  await asAdmin(app.databaseUrl, async (admin) => {
    for (let count = 0; count < 205; count += 1)
      await admin.query('update care_plan set version = version + 1 where id = $1', [id]);
  });
  const page = await changes(ehr, { after });
  expect([page.nodes.length, page.pageInfo.hasNextPage]).toEqual([200, true]);
  expect((await changes(ehr, { after: page.nextCursor })).nodes).toHaveLength(6);
});

describe('an event', () => {
  const typesSince = async (by: Caller, after: string): Promise<string[]> =>
    (await changes(by, { after })).nodes.map(({ type }: { type: string }) => type);

  it('of a part of a patient is for whoever sees that part', async () => {
    const { clinician, patientId } = await aCareTeam(app);
    const client = await aClient(app, { scopes: ['system/Patient.rs', 'system/CarePlan.rs'] });
    await aConsent(clinician, { patientId, recipient: { partnerAppId: client.id }, categories: ['CARE_PLAN'] });
    const [after, ofApp] = [await now(clinician), await now(client.caller)];
    await app
      .as(Role.INTAKE)
      .data('mutation ($input: RevisePatientInput!) { revisePatient(input: $input) { __typename } }', {
        input: {
          patientId,
          expectedVersion: 1,
          contactPoints: [{ channel: 'PHONE', value: '555 0100', mayLeaveMessage: false, sayWhoWeAre: false }],
        },
      });
    expect(await typesSince(clinician, after)).toEqual(['PATIENT']);
    expect(await typesSince(client.caller, ofApp)).toEqual([]);
  });

  it('of days that the patient hides, or shows again, is for whoever sees recovery', async () => {
    const { clinician, patientId } = await aCareTeam(app);
    const self = await app.asHolder(Role.PATIENT, patientId);
    const client = await aClient(app, { scopes: ['system/CarePlan.rs', 'system/Recovery.rs'] });
    await aConsent(clinician, { patientId, recipient: { partnerAppId: client.id }, categories: ['CARE_PLAN'] });
    const [after, ofApp] = [await now(ehr), await now(client.caller)];
    for (const hidden of [true, true, false]) {
      const input = { patientId, hidden };
      await self.data('mutation ($input: HideDayCountsInput!) { hideDayCounts(input: $input) { __typename } }', {
        input,
      });
    }
    expect((await changes(ehr, { after })).nodes).toMatchObject([
      { type: 'PATIENT', subjectId: patientId, version: null },
      { type: 'PATIENT', subjectId: patientId, version: null },
    ]);
    expect(await typesSince(client.caller, ofApp)).toEqual([]);
  });

  it('of what is withheld is none: the cursor stays where it was, to the letter', async () => {
    const { clinician, patientId } = await aCareTeam(app);
    const client = await aClient(app);
    await aConsent(clinician, { patientId, recipient: { partnerAppId: client.id }, categories: ['CARE_PLAN'] });
    const carePlanId = await aCarePlan(app, { patientId, by: clinician });
    const after = await now(client.caller);
    const before = await client.caller.send(
      'query ($after: String) { changes(after: $after) { nodes { type } pageInfo { hasNextPage } nextCursor } }',
      { after },
    );
    await aSession(clinician, await aMatActivity(clinician, carePlanId));
    await placed(app);
    const later = await client.caller.send(
      'query ($after: String) { changes(after: $after) { nodes { type } pageInfo { hasNextPage } nextCursor } }',
      { after },
    );
    expect(later.text).toBe(before.text);
  });

  it('of a link is for the mentor from the patient’s yes on', async () => {
    const { clinician, patientId } = await aCareTeam(app);
    const peerMentorId = await anEmployedMentor(app);
    const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
    const after = await now(mentor);
    const { id } = await aPeerLink(clinician, { patientId, peerMentorId });
    expect(await typesSince(mentor, after)).toEqual([]);
    await answer(clinician, id, 'ACCEPT', FOR_PATIENT);
    expect((await typesSince(mentor, after)).sort()).toEqual(['ACCESS_BEGAN', 'PEER_LINK', 'PEER_LINK']);
  });

  it('is written down with its category where an outsider is told of it, and of no more', async () => {
    const { clinician, patientId } = await aCareTeam(app);
    const client = await aClient(app, { scopes: ['system/Patient.rs', 'system/CarePlan.rs', 'system/PeerSupport.rs'] });
    await aConsent(clinician, {
      patientId,
      recipient: { partnerAppId: client.id },
      categories: ['CARE_PLAN', 'CONTACT'],
    });
    const after = await now(client.caller);
    await aCarePlan(app, { patientId, by: clinician });
    await placed(app);
    const { text } = await client.caller.send(
      'query Sync($after: String) { changes(after: $after) { nodes { type } } }',
      { after },
    );
    expect(JSON.parse(text)).toMatchObject({
      data: { changes: { nodes: [{ type: 'CARE_PLAN' }] } },
      extensions: { part2: { disclosureIds: [expect.any(String)] } },
    });
    const { rows } = await asAdmin(app.databaseUrl, (admin) =>
      admin.query(
        "select app.categories(parts[1]) as categories from api_disclosure where operation = 'Sync' and patient_ids = array[$1::uuid]",
        [uuidOf(patientId)],
      ),
    );
    expect(rows).toEqual([{ categories: ['CARE_PLAN'] }]);
  });

  it('of a record that is gone is left out', async () => {
    const { clinician, patientId } = await aCareTeam(app);
    const after = await now(ehr);
    const carePlanId = await aCarePlan(app, { patientId, by: clinician });
    await aGoal(clinician, carePlanId);
    await placed(app);
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query('delete from goal where care_plan_id = $1', [uuidOf(carePlanId)]),
    );
    expect(await typesSince(ehr, after)).toEqual(['CARE_PLAN']);
  });
});

it('is one statement, whatever is selected of the records', async () => {
  const { clinician, patientId } = await aCareTeam(app);
  const after = await now(ehr);
  const carePlanId = await aCarePlan(app, { patientId, by: clinician });
  for (let count = 0; count < 5; count += 1) await aGoal(clinician, carePlanId);
  await placed(app);
  expect(await statementsOf(app, ehr, CHANGES, { after })).toBe(1);
});
