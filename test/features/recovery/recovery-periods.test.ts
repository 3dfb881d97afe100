import { Role } from '../../../src/access/role';
import { awardDueMilestones } from '../../../src/features/recovery';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient } from '../../support/factories';
import { aCareTeam, type CareTeam } from '../../support/factories/care-plans';
import {
  aRecoveryPeriod,
  BEGIN_PERIOD,
  dayMilestonesOf,
  daysAgo,
  endPeriod,
  recoveryOf,
} from '../../support/factories/recovery';

let app: TestApp;
let team: CareTeam;
let self: Caller;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  team = await aCareTeam(app);
  self = await app.asHolder(Role.PATIENT, team.patientId);
});
afterAll(() => app.stop());

const begin = (by: Caller, days: number, input = {}) => aRecoveryPeriod(by, team.patientId, days, input);

it('counts days', async () => {
  expect(await recoveryOf(self, team.patientId)).toBeNull();
  await begin(self, 40);
  expect(await recoveryOf(self, team.patientId)).toMatchObject({ currentDays: 40 });
  await awardDueMilestones(app.api.services.dataSource, new Date());
  expect(await dayMilestonesOf(self, team.patientId)).toEqual([`DAYS_30 ${daysAgo(10)}`]);
});
