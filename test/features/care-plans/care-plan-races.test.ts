import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aCarePlan, aCareTeam, aCbtActivity, aMatActivity, type CareTeam } from '../../support/factories/care-plans';

const ROUNDS = 5;

describe('many writers on one plan', () => {
  let app: TestApp;
  let team: CareTeam;
  beforeAll(async () => {
    app = await startTestApp();
    team = await aCareTeam(app);
  });
  afterAll(() => app.stop());

  it('never wait for each other in a circle, and leave nothing in force under a plan that is a mistake', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const plan = await aCarePlan(app, { by: team.clinician, patientId: team.patientId, status: 'ACTIVE' });
      const cbt = await aCbtActivity(team.clinician, plan);
      const mat = await aMatActivity(team.clinician, plan);
      const codes = (await Promise.all(everyWrite(team.clinician, plan, cbt, mat))).map(
        ({ errors }) => errors?.[0]?.extensions.code ?? 'none',
      );
      expect(codes.filter((code) => code !== 'none' && code !== 'BAD_USER_INPUT')).toEqual([]);
      const { carePlan } = await team.clinician.data(
        'query ($id: ID!) { carePlan(id: $id) { status activities { status } } }',
        { id: plan },
      );
      const mistake = { status: 'ENTERED_IN_ERROR' };
      expect(carePlan).toEqual({ ...mistake, activities: [mistake, mistake] });
    }
  });

  function everyWrite(by: Caller, carePlanId: string, cbt: string, mat: string) {
    const write = (name: string, type: string, input: object) =>
      by.send(`mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename } }`, { input });
    const session = { occurredAt: '2026-03-02T08:00:00Z', minutes: 50, attendance: 'ATTENDED' };
    const dose = { activityId: mat, takenAt: '2026-03-02T08:00:00Z', taken: true };
    return [
      write('moveActivity', 'MoveActivity', { activityId: cbt, expectedVersion: 1, to: 'IN_PROGRESS' }),
      write('reviseMatActivity', 'ReviseMatActivity', { activityId: mat, expectedVersion: 1, dose: '25 mg' }),
      write('markEnteredInError', 'MarkEnteredInError', { id: carePlanId, reason: 'Meant for somebody else.' }),
      write('markEnteredInError', 'MarkEnteredInError', { id: cbt, reason: 'Meant for somebody else.' }),
      write('recordSession', 'RecordSession', { activityId: cbt, ...session }),
      write('recordSession', 'RecordSession', { activityId: mat, ...session }),
      write('recordDose', 'RecordDose', { ...dose, nextDoseOn: '2026-03-03' }),
      write('recordDose', 'RecordDose', { ...dose, nextDoseOn: '2026-03-04' }),
      write('setGoal', 'SetGoal', { carePlanId, statement: 'Sleep' }),
    ];
  }
});
