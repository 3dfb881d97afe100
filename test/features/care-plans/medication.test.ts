import { startTestApp, type TestApp } from '../../support/app';
import { aClinician } from '../../support/factories';
import {
  aCarePlan,
  aCareTeam,
  aDose,
  aMatActivity,
  aSafetyFact,
  type CareTeam,
} from '../../support/factories/care-plans';

const DOSE = `mutation ($input: RecordDoseInput!) {
  recordDose(input: $input) { activity { id version nextDoseOn } dose { id takenAt taken recordedBy { id } activity { id } } }
}`;
const FACT = `mutation ($input: RecordSafetyFactInput!) {
  recordSafetyFact(input: $input) { safetyFact { id kind value observedOn source enteredInErrorAt } }
}`;
const fact = { kind: 'CREATININE_CLEARANCE', value: '45 mL/min', observedOn: '2026-03-01', source: 'laboratory' };

describe('medication', () => {
  let app: TestApp;
  let team: CareTeam;
  let activityId: string;
  beforeAll(async () => {
    app = await startTestApp();
  });
  beforeEach(async () => {
    team = await aCareTeam(app);
    const carePlanId = await aCarePlan(app, { by: team.clinician, patientId: team.patientId });
    activityId = await aMatActivity(team.clinician, carePlanId, { nextDoseOn: '2026-03-02' });
  });
  afterAll(() => app.stop());
  const taken = { takenAt: '2026-03-02T08:00:00.000Z', taken: true };
  const strangers = async () => [
    await app.asClinician(await aClinician(app)),
    (await aCareTeam(app, app.meadow)).clinician,
  ];

  describe('recordDose', () => {
    it('records a dose and the day of the next one', async () => {
      const { recordDose } = await team.clinician.data(DOSE, {
        input: { activityId, ...taken, nextDoseOn: '2026-03-03' },
      });
      expect(recordDose).toMatchObject({
        activity: { id: activityId, version: 2, nextDoseOn: '2026-03-03' },
        dose: { ...taken, recordedBy: { id: team.clinicianId }, activity: { id: activityId } },
      });
    });

    it('keeps the next day when it is left out, and clears it when it is null', async () => {
      const kept = await team.clinician.data(DOSE, { input: { activityId, ...taken, taken: false } });
      expect(kept.recordDose.activity).toMatchObject({ version: 1, nextDoseOn: '2026-03-02' });
      const cleared = await team.clinician.data(DOSE, { input: { activityId, ...taken, nextDoseOn: null } });
      expect(cleared.recordDose.activity).toMatchObject({ version: 2, nextDoseOn: null });
    });

    it('lists the doses of a medication, the latest first', async () => {
      for (const day of ['02', '04', '03'])
        await aDose(team.clinician, activityId, { takenAt: `2026-03-${day}T08:00:00Z` });
      const { node } = await team.clinician.data(
        'query ($id: ID!) { node(id: $id) { ... on MatActivity { doses(first: 2) { totalCount nodes { takenAt } } } } }',
        { id: activityId },
      );
      expect(node.doses).toEqual({
        totalCount: 3,
        nodes: [{ takenAt: '2026-03-04T08:00:00.000Z' }, { takenAt: '2026-03-03T08:00:00.000Z' }],
      });
    });

    it('keeps every dose, and counts every version, when several come at the same moment', async () => {
      const input = { activityId, ...taken, nextDoseOn: '2026-03-09' };
      await Promise.all(Array.from({ length: 4 }, () => team.clinician.data(DOSE, { input })));
      const { node } = await team.clinician.data(
        'query ($id: ID!) { node(id: $id) { ... on MatActivity { version doses { totalCount } } } }',
        { id: activityId },
      );
      expect(node).toEqual({ version: 5, doses: { totalCount: 4 } });
    });

    it('refuses a dose that is still to come', async () => {
      const answer = await team.clinician.send(DOSE, {
        input: { activityId, takenAt: '2999-01-01T00:00:00Z', taken: true },
      });
      expect(answer.errors?.[0]?.extensions).toMatchObject({ fields: [{ path: 'input.takenAt' }] });
    });

    it('refuses a medication that is closed', async () => {
      await team.clinician.data(
        'mutation ($input: MoveActivityInput!) { moveActivity(input: $input) { __typename } }',
        {
          input: { activityId, expectedVersion: 1, to: 'STOPPED' },
        },
      );
      const answer = await team.clinician.send(DOSE, { input: { activityId, ...taken } });
      expect(answer.errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: [{ path: 'input.activityId' }],
      });
    });

    it('finds no medication for a clinician of another team or another organization', async () => {
      for (const caller of await strangers()) {
        const answer = await caller.send(DOSE, { input: { activityId, ...taken } });
        expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      }
    });
  });

  describe('recordSafetyFact', () => {
    it('records a fact beside those known before, the latest first', async () => {
      await aSafetyFact(team.clinician, team.patientId, { observedOn: '2026-02-01' });
      const { recordSafetyFact } = await team.clinician.data(FACT, { input: { patientId: team.patientId, ...fact } });
      expect(recordSafetyFact.safetyFact).toMatchObject({ ...fact, enteredInErrorAt: null });
      const { patient } = await team.clinician.data(
        'query ($id: ID!) { patient(id: $id) { safetyFacts { kind observedOn } } }',
        { id: team.patientId },
      );
      expect(patient.safetyFacts).toEqual([
        { kind: 'CREATININE_CLEARANCE', observedOn: '2026-03-01' },
        { kind: 'OPIOID_USE', observedOn: '2026-02-01' },
      ]);
    });

    it('refuses a day that is still to come', async () => {
      const input = { patientId: team.patientId, ...fact, observedOn: '2999-01-01' };
      const answer = await team.clinician.send(FACT, { input });
      expect(answer.errors?.[0]?.extensions).toMatchObject({ fields: [{ path: 'input.observedOn' }] });
      expect(answer.text).not.toContain('2999');
    });

    it('finds no patient for a clinician of another team or another organization', async () => {
      for (const caller of await strangers()) {
        const answer = await caller.send(FACT, { input: { patientId: team.patientId, ...fact } });
        expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      }
    });
  });
});
