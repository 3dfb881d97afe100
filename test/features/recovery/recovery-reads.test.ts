import { Role } from '../../../src/access/role';
import { awardDueMilestones } from '../../../src/features/recovery';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aPatient } from '../../support/factories';
import { aCareTeam, type CareTeam } from '../../support/factories/care-plans';
import { aClient, aConsent } from '../../support/factories/consents';
import { anActiveLink, anEmployedMentor } from '../../support/factories/peer-links';
import {
  aCheckIn,
  aMilestone,
  aRecoveryPeriod,
  daysAgo,
  endPeriod,
  recoveryOf,
} from '../../support/factories/recovery';

const EVERYTHING = `{
  recovery { basis hidesDayCounts currentPeriodStartedOn currentDays cumulativeDays longestDays nextMilestone { kind years reachedOn daysAway } }
  recoveryPeriods { totalCount nodes { startedOn endedOn patient { id } } }
  milestones { totalCount nodes { kind encouragements { from message } patient { id } } }
  encouragements { nodes { message } }
  checkIns { nodes { mood craving patient { id } } } }`;

let app: TestApp;
let team: CareTeam;
let self: Caller;
beforeAll(async () => {
  // In development, answers say what they cost.
  app = await startTestApp({ NODE_ENV: 'development' });
  team = await aCareTeam(app);
  const second = await aPatient(app, { careTeam: [team.clinicianId] });
  for (const patientId of [team.patientId, second]) {
    const patient = await app.asHolder(Role.PATIENT, patientId);
    await aRecoveryPeriod(patient, patientId, 50);
    await aRecoveryPeriod(patient, patientId, 20);
    await aMilestone(patient, patientId);
    await aCheckIn(patient, patientId);
    if (patientId === team.patientId) self = patient;
  }
  await awardDueMilestones(app.api.services.dataSource, new Date());
});
afterAll(() => app.stop());

it('reads all of it, of every patient of a list, in one statement', async () => {
  for (const document of [
    `{ patients { nodes ${EVERYTHING} } }`,
    `{ viewer { clinician { caseload { nodes ${EVERYTHING} } } } }`,
  ]) {
    const { data, errors, headers } = await team.clinician.send(document);
    expect(errors).toBeUndefined();
    const { nodes } = data.patients ?? data.viewer.clinician.caseload;
    expect(nodes).toHaveLength(2);
    for (const node of nodes)
      expect(node).toMatchObject({
        recovery: {
          currentDays: 20,
          cumulativeDays: 50,
          longestDays: 30,
          nextMilestone: { kind: 'DAYS_60', daysAway: 10 },
        },
        recoveryPeriods: { totalCount: 2 },
        milestones: { nodes: [{ kind: 'PERSONAL' }, { kind: 'DAYS_30' }] },
        checkIns: { nodes: [{ mood: 4 }] },
      });
    expect(headers['x-plan']).toBe('1 statement, 1 round trip');
  }
});

it('answers a check-in in as few round trips as its rules need', async () => {
  const document =
    'mutation ($input: CheckInInput!) { checkIn(input: $input) { checkIn { mood patient { id } } supportMessage } }';
  const input = { patientId: team.patientId, mood: 3, craving: 2 };
  const plans = [];
  for (const wantsContact of [false, true])
    plans.push((await self.send(document, { input: { ...input, wantsContact } })).headers['x-plan']);
  // The call that was opened is read as well, so that the answer says by when.
  expect(plans).toEqual(['6 statements, 4 round trips', '7 statements, 5 round trips']);
});

describe('a viewer who may know of recovery, and not of returns to use,', () => {
  const RECOVERY_ALONE = {
    basis: 'ABSTINENCE',
    hidesDayCounts: false,
    currentPeriodStartedOn: null,
    currentDays: null,
    cumulativeDays: 50,
    longestDays: null,
    nextMilestone: null,
  };

  it('sees cumulative days, and neither when a period began, how long it lasted, nor what comes next while one is under way', async () => {
    const peerMentorId = await anEmployedMentor(app);
    await anActiveLink(app, team.clinician, { patientId: team.patientId, peerMentorId });
    const client = await aClient(app, { scopes: ['system/Recovery.rs', 'system/ReturnToUse.rs'] });
    const about = { patientId: team.patientId, recipient: { partnerAppId: client.id } };
    await aConsent(self, { ...about, categories: ['RECOVERY'] });
    for (const viewer of [await app.asHolder(Role.PEER_MENTOR, peerMentorId), client.caller]) {
      expect(await recoveryOf(viewer, team.patientId)).toEqual(RECOVERY_ALONE);
      const { patient } = await viewer.data(
        'query ($id: ID!) { patient(id: $id) { recoveryPeriods { nodes { id } } } }',
        {
          id: team.patientId,
        },
      );
      expect(patient.recoveryPeriods.nodes).toEqual([]);
    }
    await aConsent(self, { ...about, categories: ['RETURN_TO_USE'] });
    expect(await recoveryOf(client.caller, team.patientId)).toMatchObject({ currentDays: 20, longestDays: 30 });
  });

  it('is answered alike whether a period is under way or ended with a return to use', async () => {
    const [going, ended] = [await aPatient(app), await aPatient(app)];
    for (const patientId of [going, ended])
      await aRecoveryPeriod(await app.asHolder(Role.PATIENT, patientId), patientId, 12);
    await endPeriod(app, ended, daysAgo(1));
    const client = await aClient(app, { scopes: ['system/Recovery.rs'] });
    for (const patientId of [going, ended])
      await aConsent(await app.asHolder(Role.PATIENT, patientId), {
        patientId,
        recipient: { partnerAppId: client.id },
        categories: ['RECOVERY'],
      });
    const seen = await recoveryOf(client.caller, going);
    expect(seen).toMatchObject({ cumulativeDays: 12, nextMilestone: null });
    expect(await recoveryOf(client.caller, ended)).toEqual(seen);
  });

  it('is written down as shown what they were shown, category by category', async () => {
    const patientId = await aPatient(app);
    const patient = await app.asHolder(Role.PATIENT, patientId);
    await aRecoveryPeriod(patient, patientId, 3);
    const client = await aClient(app, { scopes: ['system/Recovery.rs', 'system/ReturnToUse.rs'] });
    const about = { patientId, recipient: { partnerAppId: client.id } };
    const allShown = async () => {
      await recoveryOf(client.caller, patientId);
      const read = 'query ($id: ID!) { patient(id: $id) { disclosures { nodes { categories } } } }';
      const { nodes } = (await patient.data(read, { id: patientId })).patient.disclosures;
      return [...new Set(nodes.flatMap(({ categories }: { categories: string[] }) => categories))].sort();
    };
    await aConsent(patient, { ...about, categories: ['RECOVERY'] });
    expect(await allShown()).toEqual(['RECOVERY']);
    await aConsent(patient, { ...about, categories: ['RECOVERY', 'RETURN_TO_USE'] });
    expect(await allShown()).toEqual(['RECOVERY', 'RETURN_TO_USE']);
  });
});

it('is null where there was no period, and where one may not know; what is withheld tells the care team which', async () => {
  const { patientId, clinician, clinicianId } = await aCareTeam(app);
  const seen = async () => {
    const read = 'query ($id: ID!) { patient(id: $id) { recovery { basis } withheld { category } } }';
    const { recovery, withheld } = (await clinician.data(read, { id: patientId })).patient;
    return [recovery, withheld.map(({ category }: { category: string }) => category).includes('RECOVERY')];
  };
  expect(await seen()).toEqual([null, false]);
  const patient = await app.asHolder(Role.PATIENT, patientId);
  await aRecoveryPeriod(patient, patientId, 3);
  expect(await seen()).toEqual([{ basis: 'ABSTINENCE' }, false]);
  await patient.data('mutation ($input: RestrictAccessInput!) { restrictAccess(input: $input) { __typename } }', {
    input: { patientId, clinicianId, categories: ['RECOVERY'], reason: 'So be it.' },
  });
  expect(await seen()).toEqual([null, true]);
});
