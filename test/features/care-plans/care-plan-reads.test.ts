import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient } from '../../support/factories';
import {
  aCarePlan,
  aCareTeam,
  aCbtActivity,
  aGoal,
  aMatActivity,
  aSession,
  type CareTeam,
} from '../../support/factories/care-plans';

describe('reading care plans', () => {
  let app: TestApp;
  let team: CareTeam;
  let director: Caller;
  beforeAll(async () => {
    app = await startTestApp();
    director = app.as(Role.PROGRAM_DIRECTOR);
  });
  beforeEach(async () => {
    team = await aCareTeam(app);
  });
  afterAll(() => app.stop());
  const plan = (input: object = {}) => aCarePlan(app, { by: team.clinician, patientId: team.patientId, ...input });
  const plansOf = async (filter: object, caller = team.clinician): Promise<string[]> => {
    const data = await caller.data('query ($f: CarePlanFilter) { carePlans(filter: $f) { nodes { id } } }', {
      f: filter,
    });
    return data.carePlans.nodes.map(({ id }: { id: string }) => id);
  };

  it('lists the plans of a patient, the newest first, by page and by status', async () => {
    const ids = [await plan(), await plan({ status: 'ACTIVE' }), await plan({ status: 'ENTERED_IN_ERROR' })].reverse();
    const document = `query ($id: ID!, $status: [CarePlanStatus!], $first: Int, $after: String) {
      patient(id: $id) { carePlans(status: $status, first: $first, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } } }`;
    const read = async (variables: object) =>
      (await team.clinician.data(document, { id: team.patientId, ...variables })).patient.carePlans;
    expect((await read({})).nodes).toEqual(ids.map((id) => ({ id })));
    const first = await read({ first: 2 });
    expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const rest = await read({ first: 2, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...rest.nodes]).toEqual(ids.map((id) => ({ id })));
    expect((await read({ status: ['ACTIVE', 'DRAFT'] })).nodes).toEqual([{ id: ids[1] }, { id: ids[2] }]);
  });

  it('takes the newest plan in force for the active one, and null when there is none', async () => {
    const active = async () =>
      (
        await team.clinician.data('query ($id: ID!) { patient(id: $id) { activeCarePlan { id } } }', {
          id: team.patientId,
        })
      ).patient.activeCarePlan;
    await plan();
    expect(await active()).toBeNull();
    await plan({ status: 'ACTIVE' });
    const newest = await plan({ status: 'ACTIVE' });
    await plan({ status: 'ON_HOLD' });
    expect(await active()).toEqual({ id: newest });
  });

  it('filters by status', async () => {
    const active = await plan({ status: 'ACTIVE' });
    const held = await plan({ status: 'ON_HOLD' });
    await plan();
    expect(await plansOf({ status: ['ACTIVE', 'ON_HOLD'] })).toEqual([held, active]);
  });

  it('filters by the clinician who wrote the plan or carries an activity', async () => {
    const colleague = await aClinician(app);
    const carried = await plan();
    await aCbtActivity(team.clinician, carried, { clinicianId: colleague });
    const other = await plan();
    expect(await plansOf({ clinicianId: colleague })).toEqual([carried]);
    expect(await plansOf({ clinicianId: team.clinicianId })).toEqual([other, carried]);
  });

  it('refuses a filter by something that is no clinician', async () => {
    const answer = await team.clinician.send('query ($f: CarePlanFilter) { carePlans(filter: $f) { nodes { id } } }', {
      f: { clinicianId: team.patientId },
    });
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('filters a caseload by the status of plans', async () => {
    const second = await aPatient(app, { careTeam: [team.clinicianId] });
    await plan({ status: 'ACTIVE' });
    await aCarePlan(app, { by: team.clinician, patientId: second, status: 'ON_HOLD' });
    const caseload = async (planStatus: string | null) => {
      const data = await team.clinician.data(
        'query ($id: ID!, $s: CarePlanStatus) { clinician(id: $id) { caseload(filter: { planStatus: $s }) { nodes { id } } } }',
        { id: team.clinicianId, s: planStatus },
      );
      return data.clinician.caseload.nodes.map(({ id }: { id: string }) => id);
    };
    expect(await caseload('ACTIVE')).toEqual([team.patientId]);
    expect(await caseload('ON_HOLD')).toEqual([second]);
    expect(await caseload('COMPLETED')).toEqual([]);
    expect((await caseload(null)).sort()).toEqual([team.patientId, second].sort());
  });

  it('moves updatedAt, and what updatedSince finds, with everything that hangs on a plan', async () => {
    const carePlanId = await plan();
    const cbt = await aCbtActivity(team.clinician, carePlanId);
    const mat = await aMatActivity(team.clinician, carePlanId);
    const goalId = await aGoal(team.clinician, carePlanId);
    const session = await aSession(team.clinician, cbt);
    const changes: [string, string, object][] = [
      ['reviseCarePlan', 'ReviseCarePlan', { carePlanId, expectedVersion: 1, title: 'Other' }],
      ['moveCarePlan', 'MoveCarePlan', { carePlanId, expectedVersion: 2, to: 'ACTIVE' }],
      ['setGoal', 'SetGoal', { carePlanId, statement: 'New' }],
      ['reviseGoal', 'ReviseGoal', { goalId, expectedVersion: 1, statement: 'Other' }],
      ['moveGoal', 'MoveGoal', { goalId, expectedVersion: 2, to: 'ACTIVE' }],
      ['reviseCbtActivity', 'ReviseCbtActivity', { activityId: cbt, expectedVersion: 1, plannedSessions: 8 }],
      ['moveActivity', 'MoveActivity', { activityId: mat, expectedVersion: 1, to: 'IN_PROGRESS' }],
      ['recordDose', 'RecordDose', { activityId: mat, takenAt: '2026-03-02T08:00:00Z', taken: true }],
      [
        'recordSession',
        'RecordSession',
        { activityId: mat, occurredAt: '2026-03-02T08:00:00Z', minutes: 9, attendance: 'ATTENDED' },
      ],
      ['markEnteredInError', 'MarkEnteredInError', { id: session, reason: 'Twice.' }],
    ];
    for (const [name, type, input] of changes) {
      const before = await updatedAt(carePlanId);
      await team.clinician.data(`mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename } }`, {
        input,
      });
      const after = await updatedAt(carePlanId);
      expect({ name, moved: after > before }).toEqual({ name, moved: true });
      expect(await plansOf({ updatedSince: after })).toEqual([carePlanId]);
    }
    const instant = new Date(Date.parse(await updatedAt(carePlanId)) + 1);
    expect(await plansOf({ updatedSince: instant.toISOString() })).toEqual([]);
  });

  it('moves updatedAt for medication only before viewers who may know of medication', async () => {
    const carePlanId = await plan();
    const without = await app.asClient(Role.EHR_SYSTEM, ['system/CarePlan.rs', 'system/Patient.rs']);
    const before = await updatedAt(carePlanId, without);
    await aMatActivity(team.clinician, carePlanId);
    expect(await updatedAt(carePlanId, without)).toBe(before);
    const changed = await updatedAt(carePlanId, director);
    expect(changed > before).toBe(true);
    expect(await plansOf({ updatedSince: changed }, without)).not.toContain(carePlanId);
    expect(await plansOf({ updatedSince: changed }, director)).toContain(carePlanId);
  });

  it('lets the director see every plan, and a stranger none', async () => {
    const id = await plan();
    expect(await plansOf({}, director)).toContain(id);
    for (const caller of [
      app.as(Role.INTAKE),
      app.as(Role.PATIENT),
      app.as(Role.PRIVACY_OFFICER),
      app.as(Role.PEER_MENTOR),
    ])
      expect(await plansOf({}, caller)).toEqual([]);
    const administrator = await app.as(Role.ADMINISTRATOR).send('{ carePlans { nodes { id } } }');
    expect(administrator.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  async function updatedAt(id: string, caller: Caller = team.clinician): Promise<string> {
    const data = await caller.data('query ($id: ID!) { carePlan(id: $id) { updatedAt } }', { id });
    return data.carePlan.updatedAt;
  }
});
