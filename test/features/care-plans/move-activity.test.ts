import { startTestApp, type TestApp } from '../../support/app';
import { aClinician } from '../../support/factories';
import {
  aCarePlan,
  aCareTeam,
  aCbtActivity,
  aCounselingActivity,
  aMatActivity,
  type CareTeam,
} from '../../support/factories/care-plans';

const MOVE = `mutation ($input: MoveActivityInput!) {
  moveActivity(input: $input) { __typename
    ... on MoveActivityPayload { activity { __typename version status statusReason } }
    ... on VersionConflict { currentVersion } ... on TransitionNotAllowed { from to allowed } }
}`;

describe('moveActivity', () => {
  let app: TestApp;
  let team: CareTeam;
  let carePlanId: string;
  beforeAll(async () => {
    app = await startTestApp();
    team = await aCareTeam(app);
    carePlanId = await aCarePlan(app, { by: team.clinician, patientId: team.patientId, status: 'ACTIVE' });
  });
  afterAll(() => app.stop());
  const move = async (activityId: string, expectedVersion: number, to: string, reason?: string) => {
    const data = await team.clinician.data(MOVE, { input: { activityId, expectedVersion, to, reason } });
    return data.moveActivity;
  };

  it.each([
    ['CbtActivity', aCbtActivity],
    ['MatActivity', aMatActivity],
    ['CounselingActivity', aCounselingActivity],
  ])('moves a %s from its appointment to its end', async (__typename, make) => {
    const id = await make(team.clinician, carePlanId);
    await move(id, 1, 'SCHEDULED');
    await move(id, 2, 'IN_PROGRESS');
    const { activity } = await move(id, 3, 'COMPLETED', 'All sessions held.');
    expect(activity).toEqual({ __typename, version: 4, status: 'COMPLETED', statusReason: 'All sessions held.' });
  });

  it('refuses a step that the statuses do not have, and names those there are', async () => {
    expect(await move(await aCbtActivity(team.clinician, carePlanId), 1, 'COMPLETED')).toEqual({
      __typename: 'TransitionNotAllowed',
      from: 'NOT_STARTED',
      to: 'COMPLETED',
      allowed: ['SCHEDULED', 'IN_PROGRESS', 'STOPPED', 'ENTERED_IN_ERROR'],
    });
  });

  it('lets one of two moves at the same moment win', async () => {
    const id = await aCbtActivity(team.clinician, carePlanId);
    const moves = await Promise.all([move(id, 1, 'STOPPED'), move(id, 1, 'IN_PROGRESS')]);
    expect(moves.map(({ __typename }) => __typename).sort()).toEqual(['MoveActivityPayload', 'VersionConflict']);
  });

  it('tells a caller who read an older version', async () => {
    const id = await aCbtActivity(team.clinician, carePlanId);
    await move(id, 1, 'IN_PROGRESS');
    expect(await move(id, 1, 'STOPPED')).toEqual({ __typename: 'VersionConflict', currentVersion: 2 });
  });

  it('asks why an activity is a mistake', async () => {
    const activityId = await aCbtActivity(team.clinician, carePlanId);
    const answer = await team.clinician.send(MOVE, {
      input: { activityId, expectedVersion: 1, to: 'ENTERED_IN_ERROR' },
    });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'input.reason' }],
    });
  });

  it('ends what a closed plan has left behind', async () => {
    const plan = await aCarePlan(app, { by: team.clinician, patientId: team.patientId, status: 'ACTIVE' });
    const id = await aMatActivity(team.clinician, plan);
    await team.clinician.data('mutation ($input: MoveCarePlanInput!) { moveCarePlan(input: $input) { __typename } }', {
      input: { carePlanId: plan, expectedVersion: 2, to: 'COMPLETED' },
    });
    expect((await move(id, 1, 'STOPPED')).activity.status).toBe('STOPPED');
  });

  it('finds no activity for a clinician of another team or another organization', async () => {
    const activityId = await aMatActivity(team.clinician, carePlanId);
    const elsewhere = await aCareTeam(app, app.meadow);
    for (const caller of [await app.asClinician(await aClinician(app)), elsewhere.clinician]) {
      const answer = await caller.send(MOVE, { input: { activityId, expectedVersion: 1, to: 'STOPPED' } });
      expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
  });
});
