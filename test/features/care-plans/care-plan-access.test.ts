import { Client } from 'pg';
import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician } from '../../support/factories';
import {
  aCarePlan,
  aCareTeam,
  aCbtActivity,
  aDose,
  aGoal,
  aMatActivity,
  aSafetyFact,
  aSession,
  type CareTeam,
} from '../../support/factories/care-plans';
import { uuidOf } from '../../support/uuid-of';

const ATTACH =
  'mutation ($input: AttachIdentifierInput!) { attachIdentifier(input: $input) { subject { id ... on CarePlan { identifiers { value } } } } }';

describe('who sees care', () => {
  let app: TestApp;
  let team: CareTeam;
  let ids: Record<'plan' | 'goal' | 'cbt' | 'mat' | 'cbtSession' | 'matSession' | 'dose' | 'fact', string>;
  beforeAll(async () => {
    app = await startTestApp();
    team = await aCareTeam(app);
    const by = team.clinician;
    const plan = await aCarePlan(app, { by, patientId: team.patientId, status: 'ACTIVE' });
    const cbt = await aCbtActivity(by, plan);
    const mat = await aMatActivity(by, plan);
    ids = {
      plan,
      cbt,
      mat,
      goal: await aGoal(by, plan),
      cbtSession: await aSession(by, cbt),
      matSession: await aSession(by, mat),
      dose: await aDose(by, mat),
      fact: await aSafetyFact(by, team.patientId),
    };
  });
  afterAll(() => app.stop());
  const ehr = (...scopes: string[]) => app.asClient(Role.EHR_SYSTEM, ['system/Patient.cruds', ...scopes]);
  const seen = async (caller: Caller): Promise<string[]> => {
    const { nodes } = await caller.data('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: Object.values(ids),
    });
    return Object.keys(ids).filter((_name, index) => nodes[index] !== null);
  };

  it('shows the care team and the director everything', async () => {
    expect(await seen(team.clinician)).toEqual(Object.keys(ids));
    expect(await seen(app.as(Role.PROGRAM_DIRECTOR))).toEqual(Object.keys(ids));
  });

  it('shows nothing to others of the organization', async () => {
    const others = [await app.asClinician(await aClinician(app)), await ehr()];
    const roles = [Role.INTAKE, Role.PRIVACY_OFFICER, Role.PEER_MENTOR, Role.PATIENT, Role.ADMINISTRATOR];
    for (const caller of [...others, ...roles.map((role) => app.as(role))]) expect(await seen(caller)).toEqual([]);
  });

  it('shows nothing to another organization, by any path', async () => {
    const elsewhere = await aCareTeam(app, app.meadow);
    for (const caller of [elsewhere.clinician, app.as(Role.PROGRAM_DIRECTOR, { organization: app.meadow })]) {
      expect(await seen(caller)).toEqual([]);
      const data = await caller.data(
        'query ($id: ID!, $c: ID!) { carePlan(id: $id) { id } carePlans(filter: { clinicianId: $c }) { totalCount nodes { id } } }',
        { id: ids.plan, c: team.clinicianId },
      );
      expect(data).toEqual({ carePlan: null, carePlans: { totalCount: 0, nodes: [] } });
    }
  });

  it('shows the plan without its medication to a system that may not know of medication', async () => {
    const system = await ehr('system/CarePlan.rs');
    expect(await seen(system)).toEqual(['plan', 'goal', 'cbt', 'cbtSession'].sort(inOrder));
    const data = await system.data(
      'query ($id: ID!, $p: ID!) { carePlan(id: $id) { activities { id } } patient(id: $p) { safetyFacts { id } } }',
      { id: ids.plan, p: team.patientId },
    );
    expect(data).toEqual({ carePlan: { activities: [{ id: ids.cbt }] }, patient: { safetyFacts: null } });
  });

  it('shows the medication without its plan to a system that may know of nothing else', async () => {
    const system = await ehr('system/MedicationRequest.rs');
    expect(await seen(system)).toEqual(['mat', 'matSession', 'dose', 'fact'].sort(inOrder));
    const data = await system.data(
      `query ($id: ID!, $p: ID!) { node(id: $id) { ... on MatActivity { status carePlan { id } sessions { nodes { id } } doses { nodes { id } } } }
        patient(id: $p) { safetyFacts { id } activeCarePlan { id } carePlans { totalCount nodes { id } } } carePlans { nodes { id } } }`,
      { id: ids.mat, p: team.patientId },
    );
    expect(data).toEqual({
      node: {
        status: 'NOT_STARTED',
        carePlan: null,
        sessions: { nodes: [{ id: ids.matSession }] },
        doses: { nodes: [{ id: ids.dose }] },
      },
      patient: { safetyFacts: [{ id: ids.fact }], activeCarePlan: null, carePlans: { totalCount: 0, nodes: [] } },
      carePlans: { nodes: [] },
    });
  });

  it('finds no plan by a clinician who carries only a medication that the viewer may not know of', async () => {
    const prescriber = await aClinician(app, { role: 'PHYSICIAN' });
    await aMatActivity(team.clinician, ids.plan, { clinicianId: prescriber });
    const find = async (caller: Caller) =>
      (
        await caller.data('query ($c: ID!) { carePlans(filter: { clinicianId: $c }) { nodes { id } } }', {
          c: prescriber,
        })
      ).carePlans.nodes;
    expect(await find(await ehr('system/CarePlan.rs'))).toEqual([]);
    expect(await find(team.clinician)).toEqual([{ id: ids.plan }]);
  });

  it('tells the front desk that it may not know, and a clinician that nothing is known', async () => {
    const document = 'query ($id: ID!) { patient(id: $id) { safetyFacts { id } } }';
    const intake = await app.as(Role.INTAKE).data(document, { id: team.patientId });
    expect(intake.patient.safetyFacts).toBeNull();
    const fresh = await aCareTeam(app);
    const clinician = await fresh.clinician.data(document, { id: fresh.patientId });
    expect(clinician.patient.safetyFacts).toEqual([]);
  });

  describe('identifiers', () => {
    it.each(['plan', 'cbt', 'mat', 'cbtSession', 'matSession'] as const)('are attached to a %s once', async (kind) => {
      const system = await ehr('system/CarePlan.rus', 'system/MedicationRequest.rus');
      const input = { subjectId: ids[kind], identifier: { system: `urn:example:${kind}`, value: '7' } };
      const { attachIdentifier } = await system.data(ATTACH, { input });
      expect(attachIdentifier.subject.id).toBe(ids[kind]);
      expect((await system.send(ATTACH, { input })).errors?.[0]?.extensions.code).toBe('CONFLICT');
      const { node } = await system.data(
        'query ($id: ID!) { node(id: $id) { ... on CarePlan { identifiers { value } } ... on CareActivity { identifiers { value } } ... on Session { identifiers { value } } } }',
        { id: ids[kind] },
      );
      expect(node.identifiers).toContainEqual({ value: '7' });
    });

    it('never tell of a medication that the caller may not know of', async () => {
      const identifier = { system: 'urn:example:silence', value: '1' };
      const knowing = await ehr('system/MedicationRequest.ru');
      await knowing.data(ATTACH, { input: { subjectId: ids.mat, identifier } });
      const other = await ehr('system/CarePlan.ru');
      const hidden = await other.send(ATTACH, { input: { subjectId: ids.mat, identifier } });
      expect(hidden.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      await other.data(ATTACH, { input: { subjectId: ids.cbt, identifier } });
    });

    it('need the scope to write what they belong to', async () => {
      const system = await ehr('system/CarePlan.rs', 'system/MedicationRequest.rs');
      for (const subjectId of [ids.plan, ids.cbt, ids.mat, ids.matSession]) {
        const input = { subjectId, identifier: { system: 'urn:example:scope', value: '1' } };
        expect((await system.send(ATTACH, { input })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      }
    });

    it('find nothing to attach to for those who may not see the record', async () => {
      const input = { subjectId: ids.plan, identifier: { system: 'urn:example:desk', value: '1' } };
      for (const caller of [app.as(Role.INTAKE), app.as(Role.INTAKE, { organization: app.meadow })])
        expect((await caller.send(ATTACH, { input })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    });
  });

  describe('the database', () => {
    let owner: Client;
    beforeAll(async () => {
      owner = new Client({ connectionString: app.databaseUrl });
      await owner.connect();
    });
    afterAll(() => owner.end());
    const planted = (statement: string, ...values: string[]) => owner.query(statement, values).catch((error) => error);

    it('keeps the category of a session by the kind of its activity', async () => {
      const session = await aSession(team.clinician, ids.mat);
      const error = await planted("update session set kind = 'CBT' where id = $1", uuidOf(session));
      expect(error).toMatchObject({ constraint: 'session_activity' });
    });

    it('keeps a dose from hanging on anything but a medication', async () => {
      const error = await planted('update dose set activity_id = $2 where id = $1', uuidOf(ids.dose), uuidOf(ids.cbt));
      expect(error).toMatchObject({ constraint: 'dose_activity' });
    });

    it('keeps what hangs on a plan with the patient of the plan', async () => {
      const other = uuidOf((await aCareTeam(app)).patientId);
      const rows = [
        ['care_activity', await aCbtActivity(team.clinician, ids.plan), 'care_activity_care_plan'],
        ['goal', ids.goal, 'goal_care_plan'],
        ['session', await aSession(team.clinician, ids.cbt), 'session_activity'],
      ] as const;
      for (const [table, id, constraint] of rows) {
        const error = await planted(`update ${table} set patient_id = $2 where id = $1`, uuidOf(id), other);
        expect(error).toMatchObject({ constraint });
      }
    });

    it('keeps an activity from having what belongs to another kind', async () => {
      const error = await planted("update care_activity set dose = '50 mg' where id = $1", uuidOf(ids.cbt));
      expect(error).toMatchObject({ constraint: 'care_activity_mat' });
    });
  });

  function inOrder(one: string, other: string): number {
    const names = Object.keys(ids);
    return names.indexOf(one) - names.indexOf(other);
  }
});
