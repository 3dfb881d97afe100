import { Role } from '../../../src/access/role';
import { startTestApp, type TestApp } from '../../support/app';
import { aCarePlan, aCareTeam, type CareTeam } from '../../support/factories/care-plans';

const DISCHARGE = `mutation ($input: DischargePatientInput!) {
  dischargePatient(input: $input) { ... on DischargePatientPayload { patient { status } carePlans { id status version statusReason } } }
}`;

describe('care plans at discharge', () => {
  let app: TestApp;
  let team: CareTeam;
  beforeAll(async () => {
    app = await startTestApp();
  });
  beforeEach(async () => {
    team = await aCareTeam(app);
  });
  afterAll(() => app.stop());
  const plan = (status: string) => aCarePlan(app, { by: team.clinician, patientId: team.patientId, status });
  const discharge = async (as: string, caller = team.clinician) => {
    const { patient } = await caller.data('query ($id: ID!) { patient(id: $id) { version } }', { id: team.patientId });
    const input = { patientId: team.patientId, expectedVersion: patient.version, as };
    return (await caller.data(DISCHARGE, { input })).dischargePatient;
  };

  it.each([
    ['ALUMNUS', 'COMPLETED'],
    ['COMPLETED', 'COMPLETED'],
    ['TRANSFERRED', 'REVOKED'],
    ['LEFT_EARLY', 'REVOKED'],
    ['LOST_TO_CONTACT', 'REVOKED'],
    ['ADMINISTRATIVE', 'REVOKED'],
    ['DECEASED', 'REVOKED'],
  ])('close when the patient is discharged as %s: what was in force is %s', async (as, status) => {
    const active = await plan('ACTIVE');
    const held = await plan('ON_HOLD');
    const { carePlans } = await discharge(as);
    expect(carePlans).toEqual([
      { id: active, status, version: 3, statusReason: 'Care here ended.' },
      { id: held, status, version: 4, statusReason: 'Care here ended.' },
    ]);
  });

  it('give up a draft, and leave what was closed before as it was', async () => {
    const before = [await plan('COMPLETED'), await plan('ENTERED_IN_ERROR')];
    const draft = await plan('DRAFT');
    const { carePlans } = await discharge('ALUMNUS');
    expect(carePlans).toEqual([
      { id: before[0], status: 'COMPLETED', version: 3, statusReason: 'As planned.' },
      { id: before[1], status: 'ENTERED_IN_ERROR', version: 2, statusReason: 'As planned.' },
      { id: draft, status: 'REVOKED', version: 2, statusReason: 'Care here ended.' },
    ]);
  });

  it('leave the plans of others alone', async () => {
    const other = await aCareTeam(app);
    const id = await aCarePlan(app, { by: other.clinician, patientId: other.patientId, status: 'ACTIVE' });
    await plan('ACTIVE');
    await discharge('COMPLETED');
    const data = await other.clinician.data('query ($id: ID!) { carePlan(id: $id) { status } }', { id });
    expect(data.carePlan.status).toBe('ACTIVE');
  });

  it('show the director what became of them, and tell a sync that they changed', async () => {
    const id = await plan('ACTIVE');
    const { carePlan } = await team.clinician.data('query ($id: ID!) { carePlan(id: $id) { updatedAt } }', { id });
    const { carePlans } = await discharge('LEFT_EARLY', app.as(Role.PROGRAM_DIRECTOR));
    expect(carePlans).toEqual([expect.objectContaining({ id, status: 'REVOKED' })]);
    const after = await team.clinician.data('query ($id: ID!) { carePlan(id: $id) { updatedAt } }', { id });
    expect(Date.parse(after.carePlan.updatedAt)).toBeGreaterThan(Date.parse(carePlan.updatedAt));
  });

  it('close whatever moves at the same moment', async () => {
    const carePlanId = await plan('DRAFT');
    const move = team.clinician.send(
      'mutation ($input: MoveCarePlanInput!) { moveCarePlan(input: $input) { __typename } }',
      {
        input: { carePlanId, expectedVersion: 1, to: 'ACTIVE' },
      },
    );
    const [moved, discharged] = await Promise.all([move, discharge('ALUMNUS')]);
    expect(moved.errors).toBeUndefined();
    // The move may have come first and admitted the patient: then the discharge was refused, and is asked for again.
    if (!discharged.patient) await discharge('ALUMNUS');
    const after = await team.clinician.data('query ($id: ID!) { carePlan(id: $id) { status patient { status } } }', {
      id: carePlanId,
    });
    expect(after.carePlan.patient.status).toBe('ALUMNUS');
    expect(['COMPLETED', 'REVOKED']).toContain(after.carePlan.status);
  });

  it('come into force again only once the patient came back', async () => {
    await discharge('LEFT_EARLY');
    const carePlanId = await plan('DRAFT');
    const activate = async () => {
      const data = await team.clinician.data(
        `mutation ($input: MoveCarePlanInput!) { moveCarePlan(input: $input) { __typename
          ... on TransitionNotAllowed { from to allowed } } }`,
        { input: { carePlanId, expectedVersion: 1, to: 'ACTIVE' } },
      );
      return data.moveCarePlan;
    };
    expect(await activate()).toEqual({
      __typename: 'TransitionNotAllowed',
      from: 'DRAFT',
      to: 'ACTIVE',
      allowed: expect.not.arrayContaining(['ACTIVE']),
    });
    const { patient } = await team.clinician.data('query ($id: ID!) { patient(id: $id) { version } }', {
      id: team.patientId,
    });
    await team.clinician.data(
      'mutation ($input: ReadmitPatientInput!) { readmitPatient(input: $input) { __typename } }',
      {
        input: { patientId: team.patientId, expectedVersion: patient.version },
      },
    );
    expect((await activate()).__typename).toBe('MoveCarePlanPayload');
  });
});
