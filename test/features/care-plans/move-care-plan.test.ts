import { startTestApp, type TestApp } from '../../support/app';
import { aClinician } from '../../support/factories';
import { aCarePlan, aCareTeam, aCbtActivity, aMatActivity, type CareTeam } from '../../support/factories/care-plans';

const MOVE = `mutation ($input: MoveCarePlanInput!) {
  moveCarePlan(input: $input) { __typename
    ... on MoveCarePlanPayload { carePlan { version status statusReason patient { status } activities { __typename status statusReason version } } }
    ... on VersionConflict { currentVersion } ... on TransitionNotAllowed { from to allowed } }
}`;

describe('moveCarePlan', () => {
  let app: TestApp;
  let team: CareTeam;
  beforeAll(async () => {
    app = await startTestApp();
  });
  beforeEach(async () => {
    team = await aCareTeam(app);
  });
  afterAll(() => app.stop());
  const draft = (status = 'DRAFT') => aCarePlan(app, { by: team.clinician, patientId: team.patientId, status });
  const move = async (carePlanId: string, expectedVersion: number, to: string, reason?: string) => {
    const data = await team.clinician.data(MOVE, { input: { carePlanId, expectedVersion, to, reason } });
    return data.moveCarePlan;
  };

  it('takes a registered patient into care when a plan comes into force', async () => {
    const moved = await move(await draft(), 1, 'ACTIVE', 'Agreed together.');
    expect(moved.carePlan).toMatchObject({
      version: 2,
      status: 'ACTIVE',
      statusReason: 'Agreed together.',
      patient: { status: 'ACTIVE' },
    });
  });

  it('goes to hold and back, and to its end', async () => {
    const carePlanId = await draft('ACTIVE');
    const statuses = [];
    for (const [index, to] of ['ON_HOLD', 'ACTIVE', 'ON_HOLD', 'COMPLETED'].entries())
      statuses.push((await move(carePlanId, 2 + index, to)).carePlan.status);
    expect(statuses).toEqual(['ON_HOLD', 'ACTIVE', 'ON_HOLD', 'COMPLETED']);
  });

  it('refuses a step that the statuses do not have, and names those there are', async () => {
    expect(await move(await draft(), 1, 'COMPLETED')).toEqual({
      __typename: 'TransitionNotAllowed',
      from: 'DRAFT',
      to: 'COMPLETED',
      allowed: ['ACTIVE', 'REVOKED', 'ENTERED_IN_ERROR'],
    });
  });

  it('lets one of two moves at the same moment win', async () => {
    const carePlanId = await draft('ACTIVE');
    const names = (await Promise.all([move(carePlanId, 2, 'COMPLETED'), move(carePlanId, 2, 'REVOKED')])).map(
      ({ __typename }) => __typename,
    );
    expect(names.sort()).toEqual(['MoveCarePlanPayload', 'VersionConflict']);
  });

  it('tells a caller who read an older version', async () => {
    const carePlanId = await draft('ACTIVE');
    expect(await move(carePlanId, 1, 'COMPLETED')).toEqual({ __typename: 'VersionConflict', currentVersion: 2 });
  });

  it('marks a mistake with its reason, and every activity with it', async () => {
    const carePlanId = await draft('ACTIVE');
    await aCbtActivity(team.clinician, carePlanId);
    await aMatActivity(team.clinician, carePlanId);
    const { carePlan } = await move(carePlanId, 2, 'ENTERED_IN_ERROR', 'Meant for somebody else.');
    expect(carePlan).toMatchObject({ status: 'ENTERED_IN_ERROR', statusReason: 'Meant for somebody else.' });
    const marked = { status: 'ENTERED_IN_ERROR', statusReason: 'Meant for somebody else.', version: 2 };
    expect(carePlan.activities).toEqual([
      { __typename: 'CbtActivity', ...marked },
      { __typename: 'MatActivity', ...marked },
    ]);
  });

  it('asks why a plan is a mistake', async () => {
    const input = { carePlanId: await draft(), expectedVersion: 1, to: 'ENTERED_IN_ERROR' };
    const answer = await team.clinician.send(MOVE, { input });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'input.reason' }],
    });
  });

  it('leaves activities as they are when the plan is completed', async () => {
    const carePlanId = await draft('ACTIVE');
    await aMatActivity(team.clinician, carePlanId);
    const { carePlan } = await move(carePlanId, 2, 'COMPLETED');
    expect(carePlan.activities).toEqual([expect.objectContaining({ status: 'NOT_STARTED', version: 1 })]);
  });

  it('finds no plan for a clinician of another team or another organization', async () => {
    const carePlanId = await draft();
    const elsewhere = await aCareTeam(app, app.meadow);
    for (const caller of [await app.asClinician(await aClinician(app)), elsewhere.clinician]) {
      const answer = await caller.send(MOVE, { input: { carePlanId, expectedVersion: 1, to: 'ACTIVE' } });
      expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
  });
});
