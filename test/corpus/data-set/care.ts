import { PATIENTS } from './patients';
import { day, instant, nth, roll, type TableRow, upTo, uuidFor, when } from './rows';

const PLAN_STATUSES = ['ACTIVE', 'DRAFT', 'COMPLETED', 'ON_HOLD', 'ACTIVE', 'REVOKED', 'ENTERED_IN_ERROR'];
const ACTIVITY_STATUSES = [
  'IN_PROGRESS',
  'NOT_STARTED',
  'SCHEDULED',
  'ON_HOLD',
  'COMPLETED',
  'STOPPED',
  'ENTERED_IN_ERROR',
];
const GOAL_STATUSES = ['PROPOSED', 'ACTIVE', 'ON_HOLD', 'ACHIEVED', 'NOT_ACHIEVED', 'CANCELLED'];
const KINDS = ['CBT', 'MAT', 'COUNSELING'];
const MEDICATIONS = ['NALTREXONE_ORAL', 'BUPRENORPHINE', 'METHADONE', 'OTHER'];

/** How many plans a patient has: none up to four. */
export const plansOf = (patient: number): number => [2, 1, 4, 0, 3, 1][patient % 6] as number;
/** How many activities a plan has: none up to four. */
export const activitiesOf = (patient: number, plan: number): number => [3, 2, 0, 4, 1][(patient + plan) % 5] as number;

/** Every plan of every patient, as numbers. */
function everyPlan(): { patient: number; plan: number }[] {
  return upTo(PATIENTS).flatMap((patient) => upTo(plansOf(patient)).map((plan) => ({ patient, plan })));
}

interface Placed {
  readonly patient: number;
  readonly plan: number;
  readonly activity: number;
}

/** Every activity of every plan, as numbers. */
export function everyActivity(): Placed[] {
  return everyPlan().flatMap(({ patient, plan }) =>
    upTo(activitiesOf(patient, plan)).map((activity) => ({ patient, plan, activity })),
  );
}

/** CBT, MAT or COUNSELING. */
export const kindOf = ({ patient, plan, activity }: Placed): string => nth(KINDS, patient + plan + activity);

/** The plans. Instants of creation come in ties. */
export function planRows(organization: string): TableRow[] {
  return everyPlan().map(({ patient, plan }) => ({
    organization_id: organization,
    id: uuidFor('plan', patient, plan),
    version: 1 + plan,
    patient_id: uuidFor('patient', patient),
    title: nth(['Recovery plan', 'Plan “ß”\n2', ''], patient + plan),
    status: nth(PLAN_STATUSES, patient + 3 * plan),
    status_reason: when(plan === 1, 'As agreed.'),
    starts_on: when(plan % 2 === 0, day(200)),
    ends_on: when(plan % 3 === 0, day(-200)),
    author_id: when(patient % 4 !== 1, uuidFor('clinician', (patient + plan) % 9)),
    diagnoses: upTo((patient + plan) % 3).map((n) => ({
      system: 'http://hl7.org/fhir/sid/icd-10-cm',
      code: `F10.${n}`,
      display: 'Alcohol — «dependence»',
    })),
    level_of_care: when(plan !== 1, { edition: nth(['FOURTH', 'THIRD'], patient), code: '1.5' }),
    created_at: instant(100 - 10 * Math.min(plan, 2) - (patient % 3), patient),
  }));
}

/** The goals of plans: none up to three. */
export function goalRows(organization: string): TableRow[] {
  return everyPlan().flatMap(({ patient, plan }) =>
    upTo((patient + 2 * plan) % 4).map((n) => ({
      organization_id: organization,
      id: uuidFor('goal', patient, plan, n),
      version: 1,
      patient_id: uuidFor('patient', patient),
      care_plan_id: uuidFor('plan', patient, plan),
      statement: `Goal ${n}`,
      in_own_words: when(n === 1, 'Be there for my kids \u{1F9D2}'),
      status: nth(GOAL_STATUSES, patient + n),
      target_on: when(n !== 0, day(-30 * n)),
    })),
  );
}

/** The activities of every kind. */
export function activityRows(organization: string): TableRow[] {
  return everyActivity().map((placed) => {
    const { patient, plan, activity } = placed;
    const kind = kindOf(placed);
    return {
      organization_id: organization,
      id: uuidFor('activity', patient, plan, activity),
      version: 1 + activity,
      kind,
      patient_id: uuidFor('patient', patient),
      care_plan_id: uuidFor('plan', patient, plan),
      status: nth(ACTIVITY_STATUSES, patient + activity),
      status_reason: when(activity === 3, 'On leave'),
      clinician_id: when(activity !== 1, uuidFor('clinician', (patient + activity) % 9)),
      starts_on: when(activity % 2 === 0, day(90)),
      ends_on: when(activity === 2, day(10)),
      ...ofKind(kind, patient, activity),
    };
  });
}

function ofKind(kind: string, patient: number, activity: number): TableRow {
  const of = <T>(own: string, value: T): T | null => when(kind === own, value);
  return {
    focus: of('CBT', ['COPING_WITH_CRAVING', 'PROBLEM_SOLVING'].slice(0, patient % 3)),
    planned_sessions: of('CBT', 6 + activity),
    homework: when(kind === 'CBT' && activity === 0, 'Notice what comes before.'),
    medication: of('MAT', nth(MEDICATIONS, patient)),
    rx_norm: when(kind === 'MAT' && patient % 2 === 0, '1483744'),
    display: of('MAT', 'naltrexone 50 MG'),
    dose: of('MAT', '50 mg'),
    route: of('MAT', 'oral'),
    schedule: of('MAT', 'once a day'),
    next_dose_on: when(kind === 'MAT' && activity !== 2, day(-1)),
    format: of('COUNSELING', nth(['INDIVIDUAL', 'GROUP', 'FAMILY'], patient)),
    approach: of('COUNSELING', 'MOTIVATIONAL_INTERVIEWING'),
    frequency: of('COUNSELING', 'every other week'),
  };
}

/** What other systems call plans and activities and sessions. */
export function careIdentifierRows(organization: string): TableRow[] {
  const row = (patient: number, kind: string | null, of: TableRow, name: string): TableRow => ({
    organization_id: organization,
    id: uuidFor(`care identifier ${name}`),
    patient_id: uuidFor('patient', patient),
    kind,
    care_plan_id: null,
    activity_id: null,
    session_id: null,
    ...of,
    system: nth(['urn:example:plan', 'urn:a'], roll(2, name)),
    value: name,
  });
  const plans = everyPlan().flatMap(({ patient, plan }) =>
    upTo(roll(3, 'plan identifiers', patient, plan)).map((n) =>
      row(patient, null, { care_plan_id: uuidFor('plan', patient, plan) }, `P${patient}.${plan}.${n}`),
    ),
  );
  const activities = everyActivity().flatMap((placed) => {
    const { patient, plan, activity } = placed;
    const name = `${patient}.${plan}.${activity}`;
    const [own, session] = [
      uuidFor('activity', patient, plan, activity),
      uuidFor('session', patient, plan, activity, 1),
    ];
    return [
      ...(activity % 2 === 0 ? [row(patient, kindOf(placed), { activity_id: own }, `A${name}`)] : []),
      ...(sessionsOf(placed) > 1 ? [row(patient, kindOf(placed), { session_id: session }, `S${name}`)] : []),
    ];
  });
  return [...plans, ...activities];
}

/** How many sessions an activity has: none up to eleven. */
export const sessionsOf = ({ patient, plan, activity }: Placed): number =>
  [6, 0, 11, 1, 4][(patient + plan + 2 * activity) % 5] as number;
