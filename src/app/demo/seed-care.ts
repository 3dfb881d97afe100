import type { Actor } from './act-as';
import type { DemoPeers } from './seed-peers';

interface Moved {
  readonly version: number;
}

/** Plans with all three kinds of activity, a goal, sessions, and the peers who walk alongside. */
export async function seedCare(
  clinician: Actor,
  patients: readonly string[],
  peers: DemoPeers,
  clinicians: readonly string[],
): Promise<void> {
  const [counselorId, prescriberId] = clinicians;
  await Promise.all(
    patients.map((patientId, index) => seedPlan(clinician, { patientId, index, counselorId, prescriberId }, peers)),
  );
}

const SESSION_DAYS = ['2026-02-03', '2026-02-10', '2026-02-17'];

interface PlanOrder {
  readonly patientId: string;
  readonly index: number;
  readonly counselorId: string | undefined;
  readonly prescriberId: string | undefined;
}

async function seedPlan(clinician: Actor, order: PlanOrder, peers: DemoPeers): Promise<void> {
  const { patientId, index } = order;
  const drafted = await clinician<{ draftCarePlan: { carePlan: { id: string; version: number } } }>(
    'mutation ($input: DraftCarePlanInput!) { draftCarePlan(input: $input) { carePlan { id version } } }',
    {
      input: {
        patientId,
        title: 'Recovery plan',
        startsOn: '2026-01-12',
        diagnoses: [
          { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'F10.20', display: 'Alcohol dependence, uncomplicated' },
        ],
        levelOfCare: { edition: 'FOURTH', code: '1.5' },
      },
    },
  );
  const { id: carePlanId } = drafted.draftCarePlan.carePlan;
  const sessionOf = await addActivities(clinician, carePlanId, order);
  await clinician('mutation ($input: SetGoalInput!) { setGoal(input: $input) { goal { id } } }', {
    input: {
      carePlanId,
      statement: 'Six months of the life the patient wants',
      inOwnWords: 'Be there for my kids on weekends.',
    },
  });
  await activate(clinician, carePlanId);
  // The demo patient's therapy is well under way, the others' begins: each session costs a first start some time.
  for (const day of SESSION_DAYS.slice(0, index === 0 ? SESSION_DAYS.length : 1)) {
    await clinician('mutation ($input: RecordSessionInput!) { recordSession(input: $input) { __typename } }', {
      input: {
        activityId: sessionOf,
        occurredAt: `${day}T18:00:00Z`,
        minutes: 50,
        attendance: 'ATTENDED',
        summary: 'Worked on coping with craving.',
      },
    });
  }
  const mentorId = peers.mentors[index === 0 ? 0 : 1 + (index % 3)];
  const groupId = peers.groups[index % peers.groups.length];
  if (index === 0 || index % 2 === 0)
    await link(clinician, {
      patientId,
      carePlanId,
      peerMentorId: mentorId,
      purposes: ['EMOTIONAL_SUPPORT'],
      cadence: 'weekly',
    });
  if (index % 3 === 0)
    await link(clinician, { patientId, carePlanId, peerGroupId: groupId, purposes: ['SOCIAL_CONNECTION'] });
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

/** Adding to a plan moves its version, so it is read before it is moved. */
async function activate(clinician: Actor, carePlanId: string): Promise<void> {
  const { carePlan } = await clinician<{ carePlan: Moved }>('query ($id: ID!) { carePlan(id: $id) { version } }', {
    id: carePlanId,
  });
  await clinician('mutation ($input: MoveCarePlanInput!) { moveCarePlan(input: $input) { __typename } }', {
    input: { carePlanId, expectedVersion: carePlan.version, to: 'ACTIVE' },
  });
}

async function link(clinician: Actor, input: object): Promise<void> {
  const proposed = await clinician<{ proposePeerLink: { peerLink?: { id: string; version: number } } }>(
    'mutation ($input: ProposePeerLinkInput!) { proposePeerLink(input: $input) { ... on ProposePeerLinkPayload { peerLink { id version } } } }',
    { input },
  );
  const { peerLink } = proposed.proposePeerLink;
  if (!peerLink) throw new Error('The demo could not be seeded: a peer was not available.');
  const move = 'mutation ($input: MovePeerLinkInput!) { movePeerLink(input: $input) { __typename } }';
  await clinician(move, { input: { peerLinkId: peerLink.id, expectedVersion: peerLink.version, to: 'ACCEPTED' } });
  await clinician(move, { input: { peerLinkId: peerLink.id, expectedVersion: peerLink.version + 1, to: 'ACTIVE' } });
}
