import { startTestApp, type TestApp } from '../../support/app';
import { aClinician } from '../../support/factories';
import { aCarePlan, aCareTeam, type CareTeam } from '../../support/factories/care-plans';

const REVISE = `mutation ($input: ReviseCarePlanInput!) {
  reviseCarePlan(input: $input) { __typename
    ... on ReviseCarePlanPayload { carePlan { version title startsOn endsOn diagnoses { code } levelOfCare { code } } }
    ... on VersionConflict { currentVersion } ... on TransitionNotAllowed { from message } }
}`;
const coding = { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'F10.20', display: 'Alcohol dependence' };

describe('reviseCarePlan', () => {
  let app: TestApp;
  let team: CareTeam;
  const draft = (input: object = {}) => aCarePlan(app, { by: team.clinician, patientId: team.patientId, ...input });
  beforeAll(async () => {
    app = await startTestApp();
    team = await aCareTeam(app);
  });
  afterAll(() => app.stop());

  it('keeps what is left out, clears what is null and replaces lists', async () => {
    const carePlanId = await draft({
      title: 'Before',
      startsOn: '2026-03-01',
      endsOn: '2026-04-01',
      diagnoses: [coding],
    });
    const input = {
      carePlanId,
      expectedVersion: 1,
      endsOn: null,
      diagnoses: [],
      levelOfCare: { edition: 'THIRD', code: '3.5' },
    };
    const { reviseCarePlan } = await team.clinician.data(REVISE, { input });
    expect(reviseCarePlan.carePlan).toEqual({
      version: 2,
      title: 'Before',
      startsOn: '2026-03-01',
      endsOn: null,
      diagnoses: [],
      levelOfCare: { code: '3.5' },
    });
  });

  it('lets one of two changes at the same moment win, and tells the other the version', async () => {
    const carePlanId = await draft();
    const revise = (title: string) => team.clinician.data(REVISE, { input: { carePlanId, expectedVersion: 1, title } });
    const answers = await Promise.all([revise('One'), revise('Two')]);
    const names = answers.map(({ reviseCarePlan }) => reviseCarePlan.__typename).sort();
    expect(names).toEqual(['ReviseCarePlanPayload', 'VersionConflict']);
    const late = await revise('Three');
    expect(late.reviseCarePlan).toEqual({ __typename: 'VersionConflict', currentVersion: 2 });
  });

  it('refuses to change a plan that is closed', async () => {
    const carePlanId = await draft({ status: 'COMPLETED' });
    const { reviseCarePlan } = await team.clinician.data(REVISE, {
      input: { carePlanId, expectedVersion: 3, title: 'Late' },
    });
    expect(reviseCarePlan).toMatchObject({ __typename: 'TransitionNotAllowed', from: 'COMPLETED' });
  });

  it.each([
    ['a title that is cleared', { title: null }, 'input.title'],
    ['diagnoses that are cleared', { diagnoses: null }, 'input.diagnoses'],
    ['a last day before the first that was given before', { endsOn: '2026-02-01' }, 'input.endsOn'],
  ])('refuses %s', async (_case, change, path) => {
    const carePlanId = await draft({ startsOn: '2026-03-01' });
    const answer = await team.clinician.send(REVISE, { input: { carePlanId, expectedVersion: 1, ...change } });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
  });

  it('finds no plan for a clinician of another team or another organization', async () => {
    const carePlanId = await draft();
    const elsewhere = await aCareTeam(app, app.meadow);
    for (const caller of [await app.asClinician(await aClinician(app)), elsewhere.clinician]) {
      const answer = await caller.send(REVISE, { input: { carePlanId, expectedVersion: 1, title: 'No' } });
      expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
  });
});
