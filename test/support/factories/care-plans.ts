import type { Caller, TestApp, TestOrganization } from '../app';
import { aClinician, aPatient, aSeat, serial } from '../factories';

type Input = Record<string, unknown>;

/** A clinician, whoever they act as, and a patient of theirs. */
export interface CareTeam {
  readonly clinicianId: string;
  readonly clinician: Caller;
  readonly patientId: string;
}

/** A patient with one clinician on the care team. */
export async function aCareTeam(app: TestApp, organization: TestOrganization = app.harbor): Promise<CareTeam> {
  const clinicianId = await aClinician(app, { organization });
  const patientId = await aPatient(app, { organization, careTeam: [clinicianId] });
  return { clinicianId, clinician: await app.asClinician(clinicianId, organization), patientId };
}

/**
 * Drafts a plan and moves it to `status`; makes the patient, and a clinician of their team to act as, where none is given.
 * @returns the id of the plan
 */
export async function aCarePlan(
  app: TestApp,
  { patientId, by, status = 'DRAFT', ...input }: { patientId?: string; by?: Caller; status?: string } & Input = {},
): Promise<string> {
  const [author, patient] = await teamFor(app, by, patientId);
  const drafted = await author.data(
    'mutation ($input: DraftCarePlanInput!) { draftCarePlan(input: $input) { carePlan { id } } }',
    { input: { title: `Plan ${serial()}`, patientId: patient, ...input } },
  );
  const { id } = drafted.draftCarePlan.carePlan;
  for (const to of PATHS[status] ?? [status]) await movedPlan(author, id, to);
  return id;
}

/** Adds a course of cognitive behavioral therapy; answers with its id. */
export function aCbtActivity(by: Caller, carePlanId: string, input: Input = {}): Promise<string> {
  return anActivity(by, 'Cbt', { carePlanId, focus: ['COPING_WITH_CRAVING'], plannedSessions: 12, ...input });
}

/** Adds a medication; answers with its id. */
export function aMatActivity(by: Caller, carePlanId: string, input: Input = {}): Promise<string> {
  const naltrexone = { medication: 'NALTREXONE_ORAL', display: 'Naltrexone', dose: '50 mg', route: 'oral' };
  return anActivity(by, 'Mat', { carePlanId, ...naltrexone, schedule: 'once a day', ...input });
}

/** Adds a course of counseling; answers with its id. */
export function aCounselingActivity(by: Caller, carePlanId: string, input: Input = {}): Promise<string> {
  const individual = { format: 'INDIVIDUAL', approach: 'MOTIVATIONAL_INTERVIEWING', frequency: 'once a week' };
  return anActivity(by, 'Counseling', { carePlanId, ...individual, ...input });
}

/** Records a session that was attended; answers with its id. */
export async function aSession(by: Caller, activityId: string, input: Input = {}): Promise<string> {
  const data = await by.data(
    'mutation ($input: RecordSessionInput!) { recordSession(input: $input) { ... on RecordSessionPayload { session { id } } } }',
    { input: { activityId, occurredAt: '2026-03-02T17:00:00Z', minutes: 50, attendance: 'ATTENDED', ...input } },
  );
  return data.recordSession.session.id;
}

/** Sets a goal; answers with its id. */
export async function aGoal(by: Caller, carePlanId: string, input: Input = {}): Promise<string> {
  const data = await by.data('mutation ($input: SetGoalInput!) { setGoal(input: $input) { goal { id } } }', {
    input: { carePlanId, statement: 'Have dinner with my family twice a week', ...input },
  });
  return data.setGoal.goal.id;
}

/** Records a fact; answers with its id. */
export async function aSafetyFact(by: Caller, patientId: string, input: Input = {}): Promise<string> {
  const data = await by.data(
    'mutation ($input: RecordSafetyFactInput!) { recordSafetyFact(input: $input) { safetyFact { id } } }',
    { input: { patientId, kind: 'OPIOID_USE', value: 'no', observedOn: '2026-03-01', source: 'patient', ...input } },
  );
  return data.recordSafetyFact.safetyFact.id;
}

/** Records a dose that was taken; answers with its id. */
export async function aDose(by: Caller, activityId: string, input: Input = {}): Promise<string> {
  const data = await by.data('mutation ($input: RecordDoseInput!) { recordDose(input: $input) { dose { id } } }', {
    input: { activityId, takenAt: '2026-03-02T08:00:00Z', taken: true, ...input },
  });
  return data.recordDose.dose.id;
}

/** The steps from a draft to each status. */
const PATHS: Record<string, readonly string[]> = {
  DRAFT: [],
  ON_HOLD: ['ACTIVE', 'ON_HOLD'],
  COMPLETED: ['ACTIVE', 'COMPLETED'],
};

/** Moves a plan, whatever its version is by now. */
export async function movedPlan(by: Caller, carePlanId: string, to: string): Promise<void> {
  const { carePlan } = await by.data('query ($id: ID!) { carePlan(id: $id) { version } }', { id: carePlanId });
  const data = await by.data('mutation ($input: MoveCarePlanInput!) { moveCarePlan(input: $input) { __typename } }', {
    input: { carePlanId, expectedVersion: carePlan.version, to, reason: 'As planned.' },
  });
  if (data.moveCarePlan.__typename !== 'MoveCarePlanPayload') throw new Error(`The plan did not move to ${to}.`);
}

async function teamFor(app: TestApp, by: Caller | undefined, patientId: string | undefined): Promise<[Caller, string]> {
  if (by && patientId) return [by, patientId];
  if (by) throw new Error('Name the patient whom this clinician sees.');
  if (!patientId) {
    const team = await aCareTeam(app);
    return [team.clinician, team.patientId];
  }
  const clinicianId = await aClinician(app);
  await aSeat(app, { patientId, clinicianId });
  return [await app.asClinician(clinicianId), patientId];
}

async function anActivity(by: Caller, kind: 'Cbt' | 'Mat' | 'Counseling', input: Input): Promise<string> {
  const name = `add${kind}Activity`;
  const data = await by.data(
    `mutation ($input: Add${kind}ActivityInput!) { ${name}(input: $input) { activity { id } } }`,
    { input },
  );
  return data[name].activity.id;
}
