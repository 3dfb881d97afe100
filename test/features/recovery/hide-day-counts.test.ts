import { Role } from '../../../src/access/role';
import { awardDueMilestones } from '../../../src/features/recovery';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aPatient } from '../../support/factories';
import { aCareTeam, type CareTeam } from '../../support/factories/care-plans';
import { aClient, aConsent } from '../../support/factories/consents';
import { anActiveLink, anEmployedMentor } from '../../support/factories/peer-links';
import { aMilestone, aRecoveryPeriod, BEGIN_PERIOD, daysAgo, recoveryOf } from '../../support/factories/recovery';

const HIDE = `mutation ($input: HideDayCountsInput!) { hideDayCounts(input: $input) {
  patient { recovery { hidesDayCounts cumulativeDays } } } }`;
const SEEN = `query ($id: ID!) { patient(id: $id) {
  milestones { nodes { id kind encouragements { message } } } recoveryPeriods { nodes { id startedOn } } } }`;
const ENCOURAGE = 'mutation ($input: EncourageInput!) { encourage(input: $input) { encouragement { id } } }';
const NODE = 'query ($id: ID!) { node(id: $id) { id } }';
const NO_DAYS = {
  basis: 'ABSTINENCE',
  hidesDayCounts: true,
  currentPeriodStartedOn: null,
  currentDays: null,
  cumulativeDays: null,
  longestDays: null,
  nextMilestone: null,
};

let app: TestApp;
let team: CareTeam;
let self: Caller;
/** Everybody who may see recovery, with and without returns to use. */
let viewers: Caller[];
beforeAll(async () => {
  app = await startTestApp();
  team = await aCareTeam(app);
  const { patientId, clinician } = team;
  self = await app.asHolder(Role.PATIENT, patientId);
  const peerMentorId = await anEmployedMentor(app);
  await anActiveLink(app, clinician, { patientId, peerMentorId });
  const client = await aClient(app, { scopes: ['system/Recovery.rs', 'system/ReturnToUse.rs'] });
  await aConsent(self, {
    patientId,
    recipient: { partnerAppId: client.id },
    categories: ['RECOVERY', 'RETURN_TO_USE'],
  });
  viewers = [
    clinician,
    app.as(Role.PROGRAM_DIRECTOR),
    await app.asHolder(Role.PEER_MENTOR, peerMentorId),
    client.caller,
    await app.asClient(Role.EHR_SYSTEM, ['system/Recovery.rs', 'system/ReturnToUse.rs']),
  ];
  await aRecoveryPeriod(self, patientId, 40);
  await aMilestone(self, patientId);
  await awardDueMilestones(app.api.services.dataSource, new Date());
  const milestoneId = (await milestonesOf(self)).find(({ kind }) => kind === 'DAYS_30')?.id;
  await clinician.data(ENCOURAGE, { input: { patientId, milestoneId, message: 'Thirty days!' } });
});
afterAll(() => app.stop());

interface Seen {
  readonly id: string;
  readonly kind: string;
  readonly encouragements: { readonly message: string }[];
}
const seenBy = async (by: Caller) => (await by.data(SEEN, { id: team.patientId })).patient;
const milestonesOf = async (by: Caller): Promise<Seen[]> => (await seenBy(by)).milestones.nodes;
const hide = (hidden: boolean, by = self, patientId = team.patientId) =>
  by.send(HIDE, { input: { patientId, hidden } });

it('shows days to everybody who may know of recovery, until the patient hides them', async () => {
  for (const viewer of [self, ...viewers]) {
    expect(await recoveryOf(viewer, team.patientId)).toMatchObject({ hidesDayCounts: false, cumulativeDays: 40 });
    expect((await milestonesOf(viewer)).map(({ kind }) => kind)).toEqual(['PERSONAL', 'DAYS_30']);
  }
});

it('hides days, beginnings, what comes next and what counts days, from everybody but the patient', async () => {
  const period = (await seenBy(self)).recoveryPeriods.nodes[0];
  const milestone = (await milestonesOf(self)).find(({ kind }) => kind === 'DAYS_30');
  const { data } = await hide(true);
  expect(data.hideDayCounts.patient.recovery).toEqual({ hidesDayCounts: true, cumulativeDays: 40 });
  for (const viewer of viewers) {
    expect(await recoveryOf(viewer, team.patientId)).toEqual(NO_DAYS);
    const seen = await seenBy(viewer);
    expect(seen.recoveryPeriods.nodes).toEqual([]);
    expect(seen.milestones.nodes).toMatchObject([{ kind: 'PERSONAL' }]);
    for (const id of [period.id, milestone?.id]) expect((await viewer.data(NODE, { id })).node).toBeNull();
  }
  expect(await recoveryOf(self, team.patientId)).toMatchObject({ currentDays: 40, cumulativeDays: 40 });
  expect(await milestonesOf(self)).toMatchObject([
    { kind: 'PERSONAL' },
    { kind: 'DAYS_30', encouragements: [{ message: 'Thirty days!' }] },
  ]);
});

it('hides what is counted from then on, too', async () => {
  await hide(true);
  await aRecoveryPeriod(self, team.patientId, 3);
  await aRecoveryPeriod(self, team.patientId, 1);
  for (const viewer of viewers) expect(await recoveryOf(viewer, team.patientId)).toEqual(NO_DAYS);
  expect(await recoveryOf(self, team.patientId)).toMatchObject({ cumulativeDays: 40, currentDays: 1 });
});

it('lets nobody find out by trying to begin a period, and nobody encourage what is hidden', async () => {
  await hide(true);
  const milestone = (await milestonesOf(self)).find(({ kind }) => kind === 'DAYS_30');
  for (const days of [0, 10, 60]) {
    const { errors } = await team.clinician.send(BEGIN_PERIOD, {
      input: { patientId: team.patientId, basis: 'ABSTINENCE', startedOn: daysAgo(days) },
    });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  }
  const input = { patientId: team.patientId, milestoneId: milestone?.id, message: 'Well done.' };
  expect((await team.clinician.send(ENCOURAGE, { input })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});

it('awards milestones all the same, to be seen by the patient', async () => {
  const patientId = await aPatient(app, { careTeam: [team.clinicianId] });
  const patient = await app.asHolder(Role.PATIENT, patientId);
  await hide(true, patient, patientId);
  await aRecoveryPeriod(patient, patientId, 31);
  await awardDueMilestones(app.api.services.dataSource, new Date());
  const read = 'query ($id: ID!) { patient(id: $id) { milestones { totalCount } } }';
  expect((await patient.data(read, { id: patientId })).patient.milestones.totalCount).toBe(1);
  expect((await team.clinician.data(read, { id: patientId })).patient.milestones.totalCount).toBe(0);
});

it('shows them again', async () => {
  await hide(true);
  await hide(false);
  for (const viewer of viewers)
    expect(await recoveryOf(viewer, team.patientId)).toMatchObject({ hidesDayCounts: false, cumulativeDays: 40 });
  expect((await milestonesOf(team.clinician)).find(({ kind }) => kind === 'DAYS_30')?.encouragements).toHaveLength(1);
});

it('says the last word of two that are said at the same moment, in every row', async () => {
  await Promise.all([hide(true), hide(false), hide(true), hide(false)]);
  const { hidesDayCounts } = (await recoveryOf(self, team.patientId)) ?? {};
  const seen = await recoveryOf(team.clinician, team.patientId);
  expect(seen?.hidesDayCounts).toBe(hidesDayCounts);
  expect(seen?.cumulativeDays).toBe(hidesDayCounts ? null : 40);
  expect((await milestonesOf(team.clinician)).length).toBe(hidesDayCounts ? 1 : 2);
});

it('is for the patient alone to say', async () => {
  for (const by of [team.clinician, app.as(Role.PROGRAM_DIRECTOR)])
    expect((await hide(false, by)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const stranger = await app.asHolder(Role.PATIENT, await aPatient(app));
  expect((await hide(false, stranger)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});
