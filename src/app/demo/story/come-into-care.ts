import { Role } from '../../../access/role';
import { type Cast, connected, ZONE } from './cast';
import { agrees, does, required, type Stage, type Versioned, type Voice } from './stage';

/** The person whom the story is about. */
export interface Person {
  readonly self: Voice;
  readonly patientId: string;
  readonly carePlanId: string;
}

/** What the record says of how care began. */
export interface Arrival {
  readonly name: string;
  readonly planBeganDaysAgo: number;
  readonly activities: readonly { readonly __typename: string; readonly by: string }[];
  readonly sessions: number;
  readonly nothingYet: readonly string[];
}

const PLAN_BEGAN = 363;
const SESSIONS = [340, 270, 200, 110, 40];

/** The person is registered, gets a team and a plan with therapy, medication and counseling, and comes to sessions. */
export async function comeIntoCare(stage: Stage, cast: Cast): Promise<{ person: Person; arrival: Arrival }> {
  const patientId = await register(cast.intake, 'Avery', stage.calendar.day(34 * 365));
  const self = await connected(stage, cast.intake, 'story-person', Role.PATIENT, patientId);
  for (const [clinicianId, duty] of [
    [cast.counselorId, 'primary clinician'],
    [cast.prescriberId, 'prescriber'],
  ])
    await agrees(cast.director, 'joinCareTeam', { patientId, clinicianId, duty }, 'careTeamMember { id }');
  const carePlanId = await plan(stage, cast, patientId);
  return { person: { self, patientId, carePlanId }, arrival: await arrivalOf(stage, cast.counselor, patientId) };
}

/** Registers somebody, plainly invented; answers with their id. */
export async function register(intake: Voice, givenName: string, birthDate: string): Promise<string> {
  const input = { givenName, familyName: 'Example', preferredName: givenName, birthDate, languages: ['en'] };
  const made = await does<{ patient: { id: string } }>(
    intake,
    'registerPatient',
    { ...input, timeZone: ZONE },
    'patient { id }',
  );
  return made.patient.id;
}

async function plan({ calendar }: Stage, cast: Cast, patientId: string): Promise<string> {
  const { counselor, counselorId, prescriberId } = cast;
  const drafted = await does<{ carePlan: Versioned }>(
    counselor,
    'draftCarePlan',
    { patientId, title: 'A plan for the whole person', startsOn: calendar.day(PLAN_BEGAN) },
    'carePlan { id version }',
  );
  const { id: carePlanId, version } = drafted.carePlan;
  await agrees(counselor, 'moveCarePlan', { carePlanId, expectedVersion: version, to: 'ACTIVE' }, 'carePlan { id }');
  const therapy = { carePlanId, clinicianId: counselorId, focus: ['COPING_WITH_CRAVING'], plannedSessions: 12 };
  const cbt = await does<{ activity: Versioned }>(counselor, 'addCbtActivity', therapy, 'activity { id version }');
  // RxNorm 1483744: naltrexone hydrochloride 50 mg oral tablet (eCQM value set 2.16.840.1.113883.3.464.1003.198.12.1132).
  const product = {
    medication: 'NALTREXONE_ORAL',
    rxNorm: '1483744',
    display: 'naltrexone hydrochloride 50 MG Oral Tablet',
  };
  const use = { dose: '50 mg', route: 'oral', schedule: 'once a day' };
  const mat = { carePlanId, clinicianId: prescriberId, ...product, ...use, nextDoseOn: calendar.day(-1) };
  await does(counselor, 'addMatActivity', mat, 'activity { id }');
  const talks = { format: 'INDIVIDUAL', approach: 'MOTIVATIONAL_INTERVIEWING', frequency: 'every other week' };
  const counseling = { carePlanId, clinicianId: counselorId, ...talks };
  await does(counselor, 'addCounselingActivity', counseling, 'activity { id }');
  const { id: activityId, version: expectedVersion } = cbt.activity;
  await agrees(counselor, 'moveActivity', { activityId, expectedVersion, to: 'IN_PROGRESS' }, '__typename');
  for (const daysAgo of SESSIONS) {
    const session = { activityId, occurredAt: calendar.afternoon(daysAgo), minutes: 50, attendance: 'ATTENDED' };
    await agrees(counselor, 'recordSession', session, 'session { id }');
  }
  return carePlanId;
}

async function arrivalOf({ calendar }: Stage, counselor: Voice, id: string): Promise<Arrival> {
  const { patient } = await counselor.ask<{
    patient: {
      preferredName: string;
      attention: { sentence: string }[];
      activeCarePlan: {
        startsOn: string;
        activities: { __typename: string; clinician: { displayName: string }; sessions: { totalCount: number } }[];
      };
    };
  }>(
    `query ($id: ID!) { patient(id: $id) { preferredName attention { sentence } activeCarePlan { startsOn
      activities { __typename clinician { displayName } sessions { totalCount } } } } }`,
    { id },
  );
  const { startsOn, activities } = required(patient).activeCarePlan;
  return {
    name: patient.preferredName,
    planBeganDaysAgo: calendar.daysSince(startsOn),
    activities: activities.map(({ __typename, clinician }) => ({ __typename, by: clinician.displayName })),
    sessions: activities.reduce((sum, { sessions }) => sum + sessions.totalCount, 0),
    nothingYet: patient.attention.map(({ sentence }) => sentence),
  };
}
