import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician } from '../../support/factories';
import { anAssessment } from '../../support/factories/assessments';
import {
  aCarePlan,
  aCareTeam,
  aCbtActivity,
  aCounselingActivity,
  aDose,
  aGoal,
  aMatActivity,
  aSafetyFact,
  aSession,
} from '../../support/factories/care-plans';
import { aMentor } from '../../support/factories/peers';
import { sendBreakGlass } from '../../support/factories/restrictions';
import { aReturnToUse, changeFollowUp, followUpsOf, putOnCall, theOne } from '../../support/factories/returns-to-use';
import { refusalOf } from '../../support/refusals';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

type Team = Awaited<ReturnType<typeof aTeamAtWork>>;

/** A care team with a plan under way. */
async function aTeamAtWork() {
  const team = await aCareTeam(app);
  const { clinician: by, patientId } = team;
  const carePlanId = await aCarePlan(app, { by, patientId, status: 'ACTIVE' });
  const cbt = await aCbtActivity(by, carePlanId);
  return {
    ...team,
    carePlanId,
    cbt,
    counseling: await aCounselingActivity(by, carePlanId),
    mat: await aMatActivity(by, carePlanId),
    goal: await aGoal(by, carePlanId),
    session: await aSession(by, cbt),
    fact: await aSafetyFact(by, patientId),
    mentor: await aMentor(app),
  };
}

/** Somebody of no seat who broke the glass. */
async function aRescuer({ patientId }: Team): Promise<Caller> {
  const rescuer = await app.asClinician(await aClinician(app));
  expect((await sendBreakGlass(rescuer, { patientId })).errors).toBeUndefined();
  return rescuer;
}

/** Somebody of no seat who was called, for nobody of the team is of the medical staff. */
async function aClinicianOnCall({ patientId }: Team): Promise<Caller> {
  const onCallId = await aClinician(app, { role: 'PHYSICIAN' });
  await putOnCall(app, onCallId);
  const patient = await app.asHolder(Role.PATIENT, patientId);
  const { followUps } = await aReturnToUse(patient, { patientId, safetyNeeds: ['SELF_HARM_RISK'] });
  expect(theOne(followUps, 'URGENT_SAFETY_CALL').assignee?.id).toBe(onCallId);
  return app.asClinician(onCallId);
}

/** What is for the care team: each mutation with its input, in an order in which all can be done. */
const forTheTeam = (team: Team): [name: string, input: object][] => {
  const { patientId, carePlanId, cbt, counseling, mat, goal } = team;
  const [first, changed] = [{ expectedVersion: 1 }, 'Entered by mistake.'];
  const group = { format: 'GROUP', approach: 'MOTIVATIONAL_INTERVIEWING', frequency: 'once a week' };
  const naltrexone = { medication: 'NALTREXONE_ORAL', display: 'Naltrexone', dose: '50 mg', route: 'oral' };
  return [
    ['draftCarePlan', { patientId, title: 'Another' }],
    ['reviseCarePlan', { carePlanId, expectedVersion: 2, title: 'Renamed' }],
    ['setGoal', { carePlanId, statement: 'Sleep' }],
    ['reviseGoal', { goalId: goal, ...first, statement: 'Sleep well' }],
    ['moveGoal', { goalId: goal, expectedVersion: 2, to: 'ACTIVE' }],
    ['addCbtActivity', { carePlanId, focus: ['COPING_WITH_CRAVING'], plannedSessions: 3 }],
    ['addMatActivity', { carePlanId, ...naltrexone, schedule: 'once a day' }],
    ['addCounselingActivity', { carePlanId, ...group }],
    ['reviseCbtActivity', { activityId: cbt, ...first, plannedSessions: 4 }],
    ['reviseMatActivity', { activityId: mat, ...first, dose: '25 mg' }],
    ['reviseCounselingActivity', { activityId: counseling, ...first, frequency: 'twice a week' }],
    ['moveActivity', { activityId: counseling, expectedVersion: 2, to: 'SCHEDULED' }],
    ['proposePeerLink', { patientId, peerMentorId: team.mentor, purposes: ['EMOTIONAL_SUPPORT'] }],
    ['markEnteredInError', { id: team.session, reason: changed }],
    ['markEnteredInError', { id: team.fact, reason: changed }],
    ['moveCarePlan', { carePlanId, expectedVersion: 3, to: 'ON_HOLD' }],
  ];
};

const capital = (name: string): string => name.replace(/^./, (letter) => letter.toUpperCase());
const send = (by: Caller, [name, input]: readonly [string, object]) =>
  by.send(`mutation ($input: ${capital(name)}Input!) { ${name}(input: $input) { __typename } }`, { input });

/** What came of each: the type of the answer, or the code of the refusal. */
async function outcomes(by: Caller, mutations: [string, object][]): Promise<string[]> {
  const told: string[] = [];
  for (const mutation of mutations) {
    const answer = await send(by, mutation);
    const [name] = mutation;
    told.push(`${name}: ${answer.errors ? refusalOf(answer).code : answer.data[name].__typename}`);
  }
  return told;
}

describe.each([
  ['who broke the glass', aRescuer],
  ['who is on call, with an urgent follow-up', aClinicianOnCall],
])('a clinician %s', (_, comes) => {
  it('writes down what they found and did', async () => {
    const team = await aTeamAtWork();
    const clinician = await comes(team);
    const written = [
      await aSafetyFact(clinician, team.patientId),
      await aSession(clinician, team.cbt),
      await aDose(clinician, team.mat),
      await anAssessment(clinician, team.patientId),
    ];
    expect(written.map((id) => id.replace(/_[0-9a-f]+$/, ''))).toEqual([
      'safety_fact',
      'session',
      'dose',
      'assessment',
    ]);
  });

  it('plans nothing, proposes nobody, and takes nothing back, until they cover for somebody of the team', async () => {
    const team = await aTeamAtWork();
    const clinician = await comes(team);
    const mutations = forTheTeam(team);
    expect(await outcomes(clinician, mutations)).toEqual(mutations.map(([name]) => `${name}: FORBIDDEN`));
    const { viewer } = await clinician.data('{ viewer { clinician { id } } }');
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const cover = { patientId: team.patientId, clinicianId: viewer.clinician.id, coverForId: team.clinicianId };
    const joined = await outcomes(clinician, [
      ['joinCareTeam', { ...cover, duty: 'cover', until, reason: 'Called at night.' }],
    ]);
    expect(joined).toEqual(['joinCareTeam: JoinCareTeamPayload']);
    const done = await outcomes(clinician, mutations);
    expect(done.filter((outcome) => !outcome.endsWith('Payload'))).toEqual([]);
  });

  it('discharges nobody', async () => {
    const team = await aTeamAtWork();
    const discharge = { patientId: team.patientId, expectedVersion: await versionOf(team), as: 'LEFT_EARLY' };
    expect(await outcomes(await comes(team), [['dischargePatient', discharge]])).toEqual([
      'dischargePatient: FORBIDDEN',
    ]);
  });
});

const versionOf = async ({ clinician, patientId }: Team): Promise<number> =>
  (await clinician.data('query ($id: ID!) { patient(id: $id) { version } }', { id: patientId })).patient.version;

it('a clinician who broke the glass takes in a patient who comes back', async () => {
  const team = await aTeamAtWork();
  const rescuer = await aRescuer(team);
  const step = async () => ({ patientId: team.patientId, expectedVersion: await versionOf(team) });
  const left = await outcomes(team.clinician, [['dischargePatient', { ...(await step()), as: 'LEFT_EARLY' }]]);
  expect(left).toEqual(['dischargePatient: DischargePatientPayload']);
  expect(await outcomes(rescuer, [['readmitPatient', await step()]])).toEqual([
    'readmitPatient: ReadmitPatientPayload',
  ]);
});

it('a clinician on call answers the follow-up that is theirs', async () => {
  const team = await aTeamAtWork();
  const onCall = await aClinicianOnCall(team);
  const call = theOne(await followUpsOf(onCall, { mine: true, patientId: team.patientId }), 'URGENT_SAFETY_CALL');
  const acknowledged = await changeFollowUp(onCall, 'Acknowledge', call);
  expect((await changeFollowUp(onCall, 'Complete', acknowledged.followUp)).followUp.outcome).toBe('We talked.');
});
