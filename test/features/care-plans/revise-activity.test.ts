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

const FIELDS = `__typename ... on ReviseActivityPayload { activity { version startsOn endsOn clinician { id }
  ... on CbtActivity { focus plannedSessions homework } ... on MatActivity { dose route schedule nextDoseOn } ... on CounselingActivity { format approach frequency } } }
  ... on VersionConflict { currentVersion } ... on TransitionNotAllowed { from allowed }`;
const documentOf = (kind: string) =>
  `mutation ($input: Revise${kind}ActivityInput!) { revise: revise${kind}Activity(input: $input) { ${FIELDS} } }`;
const KINDS = [
  {
    kind: 'Cbt',
    make: aCbtActivity,
    given: { homework: 'Diary' },
    change: { focus: ['PROBLEM_SOLVING'], homework: null },
    after: { focus: ['PROBLEM_SOLVING'], homework: null, plannedSessions: 12 },
    cleared: { focus: null },
    path: 'input.focus',
  },
  {
    kind: 'Mat',
    make: aMatActivity,
    given: { nextDoseOn: '2026-03-02' },
    change: { dose: '25 mg', nextDoseOn: null },
    after: { dose: '25 mg', nextDoseOn: null, route: 'oral', schedule: 'once a day' },
    cleared: { dose: null },
    path: 'input.dose',
  },
  {
    kind: 'Counseling',
    make: aCounselingActivity,
    given: { endsOn: '2026-06-01' },
    change: { format: 'GROUP', endsOn: null },
    after: { format: 'GROUP', approach: 'MOTIVATIONAL_INTERVIEWING', frequency: 'once a week' },
    cleared: { frequency: null },
    path: 'input.frequency',
  },
];

describe.each(KINDS)('revising a $kind activity', ({ kind, make, given, change, after, cleared, path }) => {
  let app: TestApp;
  let team: CareTeam;
  let carePlanId: string;
  const revise = documentOf(kind);
  beforeAll(async () => {
    app = await startTestApp();
    team = await aCareTeam(app);
    carePlanId = await aCarePlan(app, { by: team.clinician, patientId: team.patientId });
  });
  afterAll(() => app.stop());

  it('keeps what is left out, clears what is null and replaces lists', async () => {
    const activityId = await make(team.clinician, carePlanId, { clinicianId: team.clinicianId, ...given });
    const data = await team.clinician.data(revise, { input: { activityId, expectedVersion: 1, ...change } });
    expect(data.revise.activity).toMatchObject({
      version: 2,
      endsOn: null,
      clinician: { id: team.clinicianId },
      ...after,
    });
  });

  it('lets one of two changes at the same moment win', async () => {
    const activityId = await make(team.clinician, carePlanId);
    const input = { activityId, expectedVersion: 1, ...change };
    const answers = await Promise.all([team.clinician.data(revise, { input }), team.clinician.data(revise, { input })]);
    const names = answers.map((answer) => answer.revise.__typename).sort();
    expect(names).toEqual(['ReviseActivityPayload', 'VersionConflict']);
  });

  it('refuses to change an activity that is closed', async () => {
    const activityId = await make(team.clinician, carePlanId);
    await team.clinician.data('mutation ($input: MoveActivityInput!) { moveActivity(input: $input) { __typename } }', {
      input: { activityId, expectedVersion: 1, to: 'STOPPED' },
    });
    const data = await team.clinician.data(revise, { input: { activityId, expectedVersion: 2, ...change } });
    expect(data.revise).toEqual({ __typename: 'TransitionNotAllowed', from: 'STOPPED', allowed: ['ENTERED_IN_ERROR'] });
  });

  it('refuses to clear what every such activity has', async () => {
    const activityId = await make(team.clinician, carePlanId);
    const answer = await team.clinician.send(revise, { input: { activityId, expectedVersion: 1, ...cleared } });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
  });

  it('refuses a clinician of another organization', async () => {
    const activityId = await make(team.clinician, carePlanId);
    const clinicianId = await aClinician(app, { organization: app.meadow });
    const answer = await team.clinician.send(revise, { input: { activityId, expectedVersion: 1, clinicianId } });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ fields: [{ path: 'input.clinicianId' }] });
  });

  it('refuses the id of another kind of activity', async () => {
    const other = kind === 'Cbt' ? aMatActivity : aCbtActivity;
    const activityId = await other(team.clinician, carePlanId);
    const answer = await team.clinician.send(revise, { input: { activityId, expectedVersion: 1, ...change } });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ fields: [{ path: 'input.activityId' }] });
  });

  it('finds no activity for a clinician of another team or another organization', async () => {
    const activityId = await make(team.clinician, carePlanId);
    const elsewhere = await aCareTeam(app, app.meadow);
    for (const caller of [await app.asClinician(await aClinician(app)), elsewhere.clinician]) {
      const answer = await caller.send(revise, { input: { activityId, expectedVersion: 1, ...change } });
      expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
  });
});
