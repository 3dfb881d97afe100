import { startTestApp, type TestApp } from '../../support/app';
import { aClinician } from '../../support/factories';
import {
  aCarePlan,
  aCareTeam,
  aCbtActivity,
  aCounselingActivity,
  aMatActivity,
  aSession,
  type CareTeam,
} from '../../support/factories/care-plans';

const RECORD = `mutation ($input: RecordSessionInput!) {
  recordSession(input: $input) { __typename
    ... on RecordSessionPayload { created session { id version occurredAt minutes attendance summary clinician { id } activity { __typename id } identifiers { system value } enteredInErrorAt } }
    ... on TransitionNotAllowed { from message } }
}`;
const attended = { occurredAt: '2026-03-02T17:00:00.000Z', minutes: 50, attendance: 'ATTENDED' };

describe('recordSession', () => {
  let app: TestApp;
  let team: CareTeam;
  let carePlanId: string;
  beforeAll(async () => {
    app = await startTestApp();
    team = await aCareTeam(app);
    carePlanId = await aCarePlan(app, { by: team.clinician, patientId: team.patientId, status: 'ACTIVE' });
  });
  afterAll(() => app.stop());
  const record = async (input: object) => (await team.clinician.data(RECORD, { input })).recordSession;

  it.each([
    ['CbtActivity', aCbtActivity],
    ['MatActivity', aMatActivity],
    ['CounselingActivity', aCounselingActivity],
  ])('records a session of a %s, held by the clinician who asks', async (__typename, make) => {
    const activityId = await make(team.clinician, carePlanId);
    expect(await record({ activityId, ...attended, summary: 'A good start' })).toMatchObject({
      created: true,
      session: {
        version: 1,
        ...attended,
        summary: 'A good start',
        clinician: { id: team.clinicianId },
        activity: { __typename, id: activityId },
        identifiers: [],
        enteredInErrorAt: null,
      },
    });
  });

  it('counts the attended sessions of CBT, and no other', async () => {
    const activityId = await aCbtActivity(team.clinician, carePlanId);
    for (const attendance of ['ATTENDED', 'NO_SHOW', 'ATTENDED', 'CANCELLED_BY_PATIENT', 'CANCELLED_BY_PROGRAM'])
      await aSession(team.clinician, activityId, { attendance });
    const { node } = await team.clinician.data(
      'query ($id: ID!) { node(id: $id) { ... on CbtActivity { completedSessions sessions { totalCount } } } }',
      { id: activityId },
    );
    expect(node).toEqual({ completedSessions: 2, sessions: { totalCount: 5 } });
  });

  it('answers with the session unchanged when the identifier is known', async () => {
    const identifier = { system: 'urn:example:visit', value: '1' };
    const activityId = await aCbtActivity(team.clinician, carePlanId);
    const first = await record({ activityId, ...attended, identifier });
    const again = await record({ activityId, ...attended, minutes: 10, identifier });
    expect(first.session.identifiers).toEqual([identifier]);
    expect(again).toMatchObject({ created: false, session: first.session });
  });

  it('records once when the same identifier comes several times at the same moment', async () => {
    const activityId = await aCbtActivity(team.clinician, carePlanId);
    const input = { activityId, ...attended, identifier: { system: 'urn:example:visit', value: 'race' } };
    const answers = await Promise.all(Array.from({ length: 6 }, () => record(input)));
    expect(new Set(answers.map(({ session }) => session.id)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
  });

  it('refuses an identifier that names a session of another activity', async () => {
    const identifier = { system: 'urn:example:visit', value: 'other' };
    await record({ activityId: await aCbtActivity(team.clinician, carePlanId), ...attended, identifier });
    const activityId = await aMatActivity(team.clinician, carePlanId);
    const answer = await team.clinician.send(RECORD, { input: { activityId, ...attended, identifier } });
    expect(answer.errors?.[0]?.extensions.code).toBe('CONFLICT');
  });

  it.each(['STOPPED', 'ENTERED_IN_ERROR'])('refuses an activity that is %s', async (to) => {
    const activityId = await aCbtActivity(team.clinician, carePlanId);
    await team.clinician.data('mutation ($input: MoveActivityInput!) { moveActivity(input: $input) { __typename } }', {
      input: { activityId, expectedVersion: 1, to, reason: 'For a reason.' },
    });
    expect(await record({ activityId, ...attended })).toMatchObject({ __typename: 'TransitionNotAllowed', from: to });
  });

  it.each(['COMPLETED', 'REVOKED'])('refuses an activity of a plan that is %s', async (to) => {
    const plan = await aCarePlan(app, { by: team.clinician, patientId: team.patientId, status: 'ACTIVE' });
    const activityId = await aCbtActivity(team.clinician, plan);
    await team.clinician.data('mutation ($input: MoveCarePlanInput!) { moveCarePlan(input: $input) { __typename } }', {
      input: { carePlanId: plan, expectedVersion: 2, to },
    });
    expect(await record({ activityId, ...attended })).toMatchObject({ __typename: 'TransitionNotAllowed', from: to });
  });

  it('takes what was called off ahead of time, and not who came', async () => {
    const activityId = await aCbtActivity(team.clinician, carePlanId);
    const ahead = { activityId, occurredAt: '2999-01-01T00:00:00Z', minutes: 0 };
    expect((await record({ ...ahead, attendance: 'CANCELLED_BY_PATIENT' })).created).toBe(true);
    const answer = await team.clinician.send(RECORD, { input: { ...ahead, attendance: 'ATTENDED' } });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ fields: [{ path: 'input.occurredAt' }] });
  });

  it.each([-1, 1441])('refuses %d minutes', async (minutes) => {
    const activityId = await aCbtActivity(team.clinician, carePlanId);
    const answer = await team.clinician.send(RECORD, { input: { activityId, ...attended, minutes } });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ fields: [{ path: 'input.minutes' }] });
  });

  it('finds no activity for a clinician of another team or another organization', async () => {
    const activityId = await aCbtActivity(team.clinician, carePlanId);
    const elsewhere = await aCareTeam(app, app.meadow);
    for (const caller of [await app.asClinician(await aClinician(app)), elsewhere.clinician]) {
      const answer = await caller.send(RECORD, { input: { activityId, ...attended } });
      expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
  });
});
