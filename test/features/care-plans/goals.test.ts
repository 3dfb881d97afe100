import { startTestApp, type TestApp } from '../../support/app';
import { aClinician } from '../../support/factories';
import { aCarePlan, aCareTeam, aGoal, type CareTeam } from '../../support/factories/care-plans';

const SET = `mutation ($input: SetGoalInput!) {
  setGoal(input: $input) { goal { id version statement inOwnWords status targetOn carePlan { id } } }
}`;
const REVISE = `mutation ($input: ReviseGoalInput!) {
  reviseGoal(input: $input) { __typename ... on ReviseGoalPayload { goal { version statement inOwnWords targetOn } }
    ... on VersionConflict { currentVersion } ... on TransitionNotAllowed { from allowed } }
}`;
const MOVE = `mutation ($input: MoveGoalInput!) {
  moveGoal(input: $input) { __typename ... on MoveGoalPayload { goal { version status } }
    ... on VersionConflict { currentVersion } ... on TransitionNotAllowed { from to allowed } }
}`;

describe('goals', () => {
  let app: TestApp;
  let team: CareTeam;
  let carePlanId: string;
  beforeAll(async () => {
    app = await startTestApp();
    team = await aCareTeam(app);
    carePlanId = await aCarePlan(app, { by: team.clinician, patientId: team.patientId });
  });
  afterAll(() => app.stop());
  const move = async (goalId: string, expectedVersion: number, to: string) =>
    (await team.clinician.data(MOVE, { input: { goalId, expectedVersion, to } })).moveGoal;
  const revise = async (goalId: string, expectedVersion: number, change: object) =>
    (await team.clinician.data(REVISE, { input: { goalId, expectedVersion, ...change } })).reviseGoal;

  it('are proposed, in the order they were set', async () => {
    const plan = await aCarePlan(app, { by: team.clinician, patientId: team.patientId });
    const said = { statement: 'Sleep', inOwnWords: 'I want to sleep again', targetOn: '2026-06-01' };
    const { setGoal } = await team.clinician.data(SET, { input: { carePlanId: plan, ...said } });
    expect(setGoal.goal).toMatchObject({
      ...said,
      version: 1,
      status: 'PROPOSED',
      carePlan: { id: plan },
    });
    const second = await aGoal(team.clinician, plan);
    const { carePlan } = await team.clinician.data('query ($id: ID!) { carePlan(id: $id) { goals { id } } }', {
      id: plan,
    });
    expect(carePlan.goals).toEqual([{ id: setGoal.goal.id }, { id: second }]);
  });

  it.each(['COMPLETED', 'REVOKED', 'ENTERED_IN_ERROR'])('cannot be set under a plan that is %s', async (status) => {
    const closed = await aCarePlan(app, { by: team.clinician, patientId: team.patientId, status });
    const answer = await team.clinician.send(SET, { input: { carePlanId: closed, statement: 'Late' } });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'input.carePlanId' }],
    });
  });

  it('are reworded: what is left out stays, and null clears', async () => {
    const goalId = await aGoal(team.clinician, carePlanId, { inOwnWords: 'Mine', targetOn: '2026-06-01' });
    const { goal } = await revise(goalId, 1, { statement: 'New', inOwnWords: null });
    expect(goal).toEqual({ version: 2, statement: 'New', inOwnWords: null, targetOn: '2026-06-01' });
  });

  it('refuse to lose their statement', async () => {
    const goalId = await aGoal(team.clinician, carePlanId);
    const answer = await team.clinician.send(REVISE, { input: { goalId, expectedVersion: 1, statement: null } });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ fields: [{ path: 'input.statement' }] });
  });

  it('may be taken up again when they were not reached', async () => {
    const goalId = await aGoal(team.clinician, carePlanId);
    await move(goalId, 1, 'ACTIVE');
    await move(goalId, 2, 'NOT_ACHIEVED');
    expect((await move(goalId, 3, 'ACTIVE')).goal).toEqual({ version: 4, status: 'ACTIVE' });
  });

  it('stay as they are once they are reached', async () => {
    const goalId = await aGoal(team.clinician, carePlanId);
    await move(goalId, 1, 'ACTIVE');
    await move(goalId, 2, 'ACHIEVED');
    expect(await revise(goalId, 3, { statement: 'Other' })).toEqual({
      __typename: 'TransitionNotAllowed',
      from: 'ACHIEVED',
      allowed: [],
    });
    expect(await move(goalId, 3, 'ACTIVE')).toMatchObject({ __typename: 'TransitionNotAllowed', to: 'ACTIVE' });
  });

  it('let one of two changes at the same moment win', async () => {
    const goalId = await aGoal(team.clinician, carePlanId);
    const answers = await Promise.all([move(goalId, 1, 'ACTIVE'), revise(goalId, 1, { statement: 'Other' })]);
    const names = answers.map(({ __typename }) => __typename);
    expect(names.filter((name) => name === 'VersionConflict')).toHaveLength(1);
    expect(await move(goalId, 1, 'CANCELLED')).toEqual({ __typename: 'VersionConflict', currentVersion: 2 });
  });

  it('are out of sight for a clinician of another team or another organization', async () => {
    const goalId = await aGoal(team.clinician, carePlanId);
    const elsewhere = await aCareTeam(app, app.meadow);
    for (const caller of [await app.asClinician(await aClinician(app)), elsewhere.clinician]) {
      const answers = [
        await caller.send(SET, { input: { carePlanId, statement: 'No' } }),
        await caller.send(REVISE, { input: { goalId, expectedVersion: 1, statement: 'No' } }),
        await caller.send(MOVE, { input: { goalId, expectedVersion: 1, to: 'ACTIVE' } }),
      ];
      expect(answers.map((answer) => answer.errors?.[0]?.extensions.code)).toEqual(Array(3).fill('NOT_FOUND'));
    }
  });
});
