import type { Actor, As } from './act-as';
import { dayFromNow } from './calendar';
import { seedLinks } from './seed-links';
import type { DemoPeers } from './seed-peers';
import { seedRecovery } from './seed-recovery';

/**
 * Plans with all three kinds of activity, sessions, and the peers who walk alongside. The demo patient's is complete; the others'
 * hold no more than one needs to see a caseload, for a first start waits for every step.
 */
export async function seedCare(
  as: As,
  patients: readonly string[],
  peers: DemoPeers,
  clinicians: readonly string[],
): Promise<void> {
  const [counselorId, prescriberId] = clinicians;
  await Promise.all(
    patients.map((patientId, index) => seedPlan(as, { patientId, index, counselorId, prescriberId }, peers)),
  );
}

/** How many weeks ago the demo patient's sessions were; the others had the latest one. */
const SESSION_WEEKS = [1, 2, 3];

interface PlanOrder {
  readonly patientId: string;
  readonly index: number;
  readonly counselorId: string | undefined;
  readonly prescriberId: string | undefined;
}

async function seedPlan(as: As, order: PlanOrder, peers: DemoPeers): Promise<void> {
  const clinician = as('clinician');
  const carePlanId = await beginPlan(clinician, order.patientId);
  const therapyId = await addActivities(clinician, carePlanId, order);
  const isDemoPatient = order.index === 0;
  if (isDemoPatient) {
    await clinician('mutation ($input: SetGoalInput!) { setGoal(input: $input) { goal { id } } }', {
      input: {
        carePlanId,
        statement: 'Six months of the life the patient wants',
        inOwnWords: 'Be there for my kids on weekends.',
      },
    });
  }
  await clinician('mutation ($input: MoveActivityInput!) { moveActivity(input: $input) { __typename } }', {
    input: { activityId: therapyId, expectedVersion: 1, to: 'IN_PROGRESS' },
  });
  for (const weeks of SESSION_WEEKS.slice(0, isDemoPatient ? SESSION_WEEKS.length : 1)) {
    await clinician('mutation ($input: RecordSessionInput!) { recordSession(input: $input) { __typename } }', {
      input: {
        activityId: therapyId,
        occurredAt: `${dayFromNow(-7 * weeks)}T18:00:00Z`,
        minutes: 50,
        attendance: 'ATTENDED',
        summary: 'Worked on coping with craving.',
      },
    });
  }
  await seedLinks(as, { patientId: order.patientId, index: order.index, carePlanId }, peers);
  if (isDemoPatient) await seedRecovery(as, order.patientId);
}

/** @returns the id of an active plan */
async function beginPlan(clinician: Actor, patientId: string): Promise<string> {
  const drafted = await clinician<{ draftCarePlan: { carePlan: { id: string; version: number } } }>(
    'mutation ($input: DraftCarePlanInput!) { draftCarePlan(input: $input) { carePlan { id version } } }',
    {
      input: {
        patientId,
        title: 'Recovery plan',
        startsOn: dayFromNow(-56),
        diagnoses: [
          { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'F10.20', display: 'Alcohol dependence, uncomplicated' },
        ],
        levelOfCare: { edition: 'FOURTH', code: '1.5' },
      },
    },
  );
  const { id, version } = drafted.draftCarePlan.carePlan;
  await clinician('mutation ($input: MoveCarePlanInput!) { moveCarePlan(input: $input) { __typename } }', {
    input: { carePlanId: id, expectedVersion: version, to: 'ACTIVE' },
  });
  return id;
}

/** @returns the id of the CBT activity */
async function addActivities(
  clinician: Actor,
  carePlanId: string,
  { counselorId, prescriberId }: PlanOrder,
): Promise<string> {
  const added = await clinician<{ cbt: { activity: { id: string } } }>(
    `mutation ($cbt: AddCbtActivityInput!, $mat: AddMatActivityInput!, $counseling: AddCounselingActivityInput!) {
      cbt: addCbtActivity(input: $cbt) { activity { id } }
      mat: addMatActivity(input: $mat) { activity { id } }
      counseling: addCounselingActivity(input: $counseling) { activity { id } }
    }`,
    {
      cbt: {
        carePlanId,
        clinicianId: counselorId,
        focus: ['COPING_WITH_CRAVING', 'REFUSAL_SKILLS'],
        plannedSessions: 12,
        homework: 'Notice what comes before a craving.',
      },
      // RxNorm 1483744: naltrexone hydrochloride 50 mg oral tablet (eCQM value set 2.16.840.1.113883.3.464.1003.198.12.1132).
      mat: {
        carePlanId,
        clinicianId: prescriberId,
        medication: 'NALTREXONE_ORAL',
        rxNorm: '1483744',
        display: 'naltrexone hydrochloride 50 MG Oral Tablet',
        dose: '50 mg',
        route: 'oral',
        schedule: 'once a day',
        nextDoseOn: dayFromNow(1),
      },
      counseling: {
        carePlanId,
        clinicianId: counselorId,
        format: 'INDIVIDUAL',
        approach: 'MOTIVATIONAL_INTERVIEWING',
        frequency: 'every other week',
      },
    },
  );
  return added.cbt.activity.id;
}
