import { Role } from '../../../src/access/role';
import { startTestApp, type TestApp } from '../../support/app';
import { aClinician } from '../../support/factories';
import { aCarePlan, aCareTeam, type CareTeam } from '../../support/factories/care-plans';

const SHARED = '__typename id version status startsOn endsOn clinician { id } carePlan { id } identifiers { system }';
const KINDS = [
  {
    name: 'addCbtActivity',
    input: { focus: ['COPING_WITH_CRAVING', 'REFUSAL_SKILLS'], plannedSessions: 12, homework: 'Keep a diary' },
    shown: { __typename: 'CbtActivity', completedSessions: 0 },
    fields: '... on CbtActivity { focus plannedSessions completedSessions homework }',
    prefix: 'cbt_activity_',
  },
  {
    name: 'addMatActivity',
    input: {
      medication: 'NALTREXONE_ORAL',
      rxNorm: '1483744',
      display: 'Naltrexone 50 mg tablet',
      dose: '50 mg',
      route: 'oral',
      schedule: 'once a day',
      nextDoseOn: '2026-03-02',
    },
    shown: { __typename: 'MatActivity', doses: { nodes: [] } },
    fields: '... on MatActivity { medication rxNorm display dose route schedule nextDoseOn doses { nodes { id } } }',
    prefix: 'mat_activity_',
  },
  {
    name: 'addCounselingActivity',
    input: { format: 'FAMILY', approach: 'COMMUNITY_REINFORCEMENT', frequency: 'once a week' },
    shown: { __typename: 'CounselingActivity' },
    fields: '... on CounselingActivity { format approach frequency }',
    prefix: 'counseling_activity_',
  },
];
const documentOf = ({ name, fields }: { name: string; fields: string }) =>
  `mutation ($input: A${name.slice(1)}Input!) { ${name}(input: $input) { activity { ${SHARED} ${fields} } } }`;

describe.each(KINDS)('$name', (kind) => {
  let app: TestApp;
  let team: CareTeam;
  let carePlanId: string;
  const add = documentOf(kind);
  beforeAll(async () => {
    app = await startTestApp();
    team = await aCareTeam(app);
    carePlanId = await aCarePlan(app, { by: team.clinician, patientId: team.patientId });
  });
  afterAll(() => app.stop());

  it('adds an activity with what it was given, not started', async () => {
    const colleague = await aClinician(app, { role: 'NURSE_PRACTITIONER' });
    const days = { startsOn: '2026-03-01', endsOn: '2026-06-01' };
    const input = { carePlanId, clinicianId: colleague, ...days, ...kind.input };
    const { activity } = (await team.clinician.data(add, { input }))[kind.name];
    expect(activity).toMatchObject({
      ...kind.input,
      ...kind.shown,
      ...days,
      version: 1,
      status: 'NOT_STARTED',
      clinician: { id: colleague },
      carePlan: { id: carePlanId },
      identifiers: [],
    });
    expect(activity.id.startsWith(kind.prefix)).toBe(true);
  });

  it('answers for the activity by id, by node and within its plan', async () => {
    const own = await aCarePlan(app, { by: team.clinician, patientId: team.patientId });
    const { activity } = (await team.clinician.data(add, { input: { carePlanId: own, ...kind.input } }))[kind.name];
    const data = await team.clinician.data(
      'query ($id: ID!, $plan: ID!) { node(id: $id) { __typename id } carePlan(id: $plan) { activities { __typename id } } }',
      { id: activity.id, plan: own },
    );
    const shown = { __typename: kind.shown.__typename, id: activity.id };
    expect(data).toEqual({ node: shown, carePlan: { activities: [shown] } });
  });

  it.each(['COMPLETED', 'REVOKED', 'ENTERED_IN_ERROR'])('refuses a plan that is %s', async (status) => {
    const closed = await aCarePlan(app, { by: team.clinician, patientId: team.patientId, status });
    const answer = await team.clinician.send(add, { input: { carePlanId: closed, ...kind.input } });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'input.carePlanId' }],
    });
  });

  it('never leaves an activity behind in a plan that is revoked as a mistake at the same moment', async () => {
    const plan = await aCarePlan(app, { by: team.clinician, patientId: team.patientId });
    await Promise.all([
      team.clinician.send(add, { input: { carePlanId: plan, ...kind.input } }),
      team.clinician.send(
        'mutation ($input: MarkEnteredInErrorInput!) { markEnteredInError(input: $input) { __typename } }',
        { input: { id: plan, reason: 'Meant for somebody else.' } },
      ),
    ]);
    const { carePlan } = await team.clinician.data(
      'query ($id: ID!) { carePlan(id: $id) { status activities { status } } }',
      { id: plan },
    );
    expect(carePlan.status).toBe('ENTERED_IN_ERROR');
    expect(carePlan.activities.filter(({ status }: { status: string }) => status !== 'ENTERED_IN_ERROR')).toEqual([]);
  });

  it('refuses a clinician who no longer works here, or never did, alike', async () => {
    const gone = await aClinician(app);
    await app
      .as(Role.ADMINISTRATOR)
      .data('mutation ($input: DeactivateClinicianInput!) { deactivateClinician(input: $input) { __typename } }', {
        input: { clinicianId: gone, expectedVersion: 1 },
      });
    const foreign = await aClinician(app, { organization: app.meadow });
    const answers = await Promise.all(
      [gone, foreign].map((clinicianId) =>
        team.clinician.send(add, { input: { carePlanId, clinicianId, ...kind.input } }),
      ),
    );
    for (const answer of answers)
      expect(answer.errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: [{ path: 'input.clinicianId' }],
      });
    expect(answers[0]?.text).toBe(answers[1]?.text);
  });

  it('refuses a last day before the first', async () => {
    const input = { carePlanId, ...kind.input, startsOn: '2026-03-02', endsOn: '2026-03-01' };
    const answer = await team.clinician.send(add, { input });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'input.endsOn' }],
    });
  });

  it('is closed to everybody but clinicians', async () => {
    for (const role of [Role.PROGRAM_DIRECTOR, Role.INTAKE, Role.PATIENT, Role.PEER_MENTOR, Role.ADMINISTRATOR]) {
      const answer = await app.as(role).send(add, { input: { carePlanId, ...kind.input } });
      expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('finds no plan for a clinician of another team or another organization', async () => {
    const elsewhere = await aCareTeam(app, app.meadow);
    for (const caller of [await app.asClinician(await aClinician(app)), elsewhere.clinician]) {
      const answer = await caller.send(add, { input: { carePlanId, ...kind.input } });
      expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
  });
});
