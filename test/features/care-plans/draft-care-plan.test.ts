import { Role } from '../../../src/access/role';
import { startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient } from '../../support/factories';
import { aCarePlan, aCareTeam, type CareTeam } from '../../support/factories/care-plans';

const DRAFT = `mutation ($input: DraftCarePlanInput!) {
  draftCarePlan(input: $input) { created carePlan { id version title status startsOn endsOn diagnoses { system code display } levelOfCare { edition code }
    author { id } patient { id } identifiers { system value } goals { id } activities { id } createdAt updatedAt } }
}`;

describe('draftCarePlan', () => {
  let app: TestApp;
  let team: CareTeam;
  beforeAll(async () => {
    app = await startTestApp();
    team = await aCareTeam(app);
  });
  afterAll(() => app.stop());

  it('drafts a plan with what it was given, written by the clinician who asks', async () => {
    const diagnoses = [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'F10.20', display: 'Alcohol dependence' }];
    const input = {
      patientId: team.patientId,
      title: 'Steady ground',
      startsOn: '2026-03-01',
      endsOn: '2026-09-01',
      diagnoses,
      levelOfCare: { edition: 'FOURTH', code: '2.1' },
    };
    const { draftCarePlan } = await team.clinician.data(DRAFT, { input });
    expect(draftCarePlan).toMatchObject({
      created: true,
      carePlan: {
        version: 1,
        title: 'Steady ground',
        status: 'DRAFT',
        startsOn: '2026-03-01',
        endsOn: '2026-09-01',
        diagnoses,
        levelOfCare: { edition: 'FOURTH', code: '2.1' },
        author: { id: team.clinicianId },
        patient: { id: team.patientId },
        identifiers: [],
        goals: [],
        activities: [],
      },
    });
    expect(Date.parse(draftCarePlan.carePlan.updatedAt)).toBeGreaterThanOrEqual(
      Date.parse(draftCarePlan.carePlan.createdAt),
    );
  });

  it('needs no more than a title', async () => {
    const { draftCarePlan } = await team.clinician.data(DRAFT, {
      input: { patientId: team.patientId, title: 'Plain' },
    });
    expect(draftCarePlan.carePlan).toMatchObject({ startsOn: null, endsOn: null, diagnoses: [], levelOfCare: null });
  });

  it('answers with the plan unchanged when the identifier names a plan of this patient', async () => {
    const input = { patientId: team.patientId, title: 'Named', identifier: { system: 'urn:example:plan', value: '1' } };
    const first = await team.clinician.data(DRAFT, { input });
    const again = await team.clinician.data(DRAFT, { input: { ...input, title: 'Other' } });
    expect(first.draftCarePlan.carePlan.identifiers).toEqual([input.identifier]);
    expect(again.draftCarePlan).toEqual({ created: false, carePlan: first.draftCarePlan.carePlan });
  });

  it('drafts once when the same identifier comes several times at the same moment', async () => {
    const input = {
      patientId: team.patientId,
      title: 'Race',
      identifier: { system: 'urn:example:plan', value: 'race' },
    };
    const answers = await Promise.all(Array.from({ length: 6 }, () => team.clinician.data(DRAFT, { input })));
    expect(new Set(answers.map(({ draftCarePlan }) => draftCarePlan.carePlan.id)).size).toBe(1);
    expect(answers.filter(({ draftCarePlan }) => draftCarePlan.created)).toHaveLength(1);
  });

  it('refuses an identifier that names a plan of another patient of the same clinician', async () => {
    const identifier = { system: 'urn:example:plan', value: 'seen' };
    const other = await aPatient(app, { careTeam: [team.clinicianId] });
    await aCarePlan(app, { by: team.clinician, patientId: other, identifier });
    const answer = await team.clinician.send(DRAFT, { input: { patientId: team.patientId, title: 'New', identifier } });
    expect(answer.errors?.[0]?.extensions.code).toBe('CONFLICT');
  });

  it('never tells by an identifier of a plan that the clinician may not see', async () => {
    const identifier = { system: 'urn:example:plan', value: 'unseen' };
    await aCarePlan(app, { identifier });
    const { draftCarePlan } = await team.clinician.data(DRAFT, {
      input: { patientId: team.patientId, title: 'New', identifier },
    });
    expect(draftCarePlan.created).toBe(true);
  });

  it('refuses a last day before the first, by name and without the value', async () => {
    const input = { patientId: team.patientId, title: 'Backwards', startsOn: '2026-05-02', endsOn: '2026-05-01' };
    const answer = await team.clinician.send(DRAFT, { input });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'input.endsOn' }],
    });
    expect(answer.text).not.toContain('2026-05-01');
  });

  it.each(Object.values(Role).filter((role) => role !== Role.CLINICIAN))('is closed to %s', async (role) => {
    const scopes = ['system/CarePlan.cruds'];
    const caller =
      role === Role.EHR_SYSTEM || role === Role.PARTNER_APP ? await app.asClient(role, scopes) : app.as(role);
    const answer = await caller.send(DRAFT, { input: { patientId: team.patientId, title: 'No' } });
    expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('answers alike for a patient of another team, of another organization and of nobody', async () => {
    const elsewhere = await aCareTeam(app, app.meadow);
    const stranger = await app.asClinician(await aClinician(app));
    const absent = `patient_${'0'.repeat(12)}7${'0'.repeat(3)}8${'0'.repeat(15)}`;
    const texts = [
      await stranger.send(DRAFT, { input: { patientId: team.patientId, title: 'No' } }),
      await team.clinician.send(DRAFT, { input: { patientId: elsewhere.patientId, title: 'No' } }),
      await team.clinician.send(DRAFT, { input: { patientId: absent, title: 'No' } }),
    ].map((answer) => {
      expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      return answer.text;
    });
    expect(new Set(texts).size).toBe(1);
  });

  it('has one effect under an idempotency key', async () => {
    const input = { patientId: team.patientId, title: 'Once' };
    const send = () => team.clinician.send(DRAFT, { input }, { idempotencyKey: 'draft-once' });
    const answers = await Promise.all([send(), send(), send()]);
    expect(new Set(answers.map(({ data }) => data?.draftCarePlan.carePlan.id)).size).toBe(1);
    expect(answers.every(({ data }) => data?.draftCarePlan.created)).toBe(true);
  });
});
