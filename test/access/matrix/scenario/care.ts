import type { TableRow } from '../../../corpus/data-set/rows';
import { idOf, P, PAST, RECENT } from './ids';

const author = idOf('clinician', 'NA');
const KINDS = ['CBT', 'MAT', 'COUNSELING'] as const;

/** A plan in force, and one that was made by mistake. */
export function planRows(organization: string): TableRow[] {
  return [
    {
      organization_id: organization,
      id: idOf('plan', '1'),
      version: 1,
      patient_id: P,
      title: 'Recovery plan',
      status: 'ACTIVE',
      status_reason: 'As agreed.',
      starts_on: '2025-01-01',
      ends_on: '2990-01-01',
      author_id: author,
      diagnoses: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'F10.20', display: 'Alcohol dependence' }],
      level_of_care: { edition: 'FOURTH', code: '1.5' },
      created_at: PAST,
    },
  ];
}

/** A goal. */
export function goalRows(organization: string): TableRow[] {
  return [
    {
      organization_id: organization,
      id: idOf('goal', '1'),
      version: 1,
      patient_id: P,
      care_plan_id: idOf('plan', '1'),
      statement: 'See the children every week',
      in_own_words: 'Be there for my kids',
      status: 'ACTIVE',
      target_on: '2990-01-01',
    },
  ];
}

const OF_KIND: Readonly<Record<(typeof KINDS)[number], TableRow>> = {
  CBT: { focus: ['PROBLEM_SOLVING'], planned_sessions: 6, homework: 'Notice what comes before.' },
  MAT: {
    medication: 'NALTREXONE_ORAL',
    rx_norm: '1483744',
    display: 'naltrexone 50 MG',
    dose: '50 mg',
    route: 'oral',
    schedule: 'once a day',
    next_dose_on: '2990-01-01',
  },
  COUNSELING: { format: 'INDIVIDUAL', approach: 'MOTIVATIONAL_INTERVIEWING', frequency: 'every other week' },
};
const NO_KIND = Object.fromEntries(
  Object.values(OF_KIND).flatMap((row) => Object.keys(row).map((name) => [name, null])),
);

/** An activity of each kind. */
export function activityRows(organization: string): TableRow[] {
  return KINDS.map((kind) => ({
    organization_id: organization,
    id: idOf('activity', kind),
    version: 1,
    kind,
    patient_id: P,
    care_plan_id: idOf('plan', '1'),
    status: 'IN_PROGRESS',
    status_reason: 'Going well',
    clinician_id: author,
    starts_on: '2025-01-01',
    ends_on: '2990-01-01',
    ...NO_KIND,
    ...OF_KIND[kind],
  }));
}

/** A session of each, and one of each that was entered in error. */
export function sessionRows(organization: string): TableRow[] {
  return KINDS.flatMap((kind) =>
    [false, true].map((isError) => ({
      organization_id: organization,
      id: idOf(isError ? 'wrong session' : 'session', kind),
      version: 1,
      patient_id: P,
      activity_id: idOf('activity', kind),
      kind,
      clinician_id: author,
      occurred_at: RECENT,
      minutes: 50,
      attendance: 'ATTENDED',
      summary: 'Worked on coping.',
      ...inError(isError),
    })),
  );
}

/** The counseling note of whoever held the session. */
export function noteRows(organization: string): TableRow[] {
  return [
    {
      organization_id: organization,
      id: idOf('session', 'COUNSELING'),
      version: 1,
      patient_id: P,
      kind: 'COUNSELING',
      author_id: author,
      note: 'What was said stays here.',
      written_at: RECENT,
    },
  ];
}

/** A dose, and one that was entered in error. */
export function doseRows(organization: string): TableRow[] {
  return [false, true].map((isError) => ({
    organization_id: organization,
    id: idOf(isError ? 'wrong dose' : 'dose', '1'),
    patient_id: P,
    activity_id: idOf('activity', 'MAT'),
    kind: 'MAT',
    taken_at: RECENT,
    taken: true,
    recorded_by_id: author,
    ...inError(isError),
  }));
}

/** What decides whether a medication is safe, and something entered in error. */
export function safetyFactRows(organization: string): TableRow[] {
  return [false, true].map((isError) => ({
    organization_id: organization,
    id: idOf(isError ? 'wrong fact' : 'fact', '1'),
    patient_id: P,
    kind: 'ALLERGY',
    value: 'none known',
    observed_on: '2025-01-01',
    source: 'patient',
    ...inError(isError),
  }));
}

/** What other systems call the plan, the activities and the sessions. */
export function careIdentifierRows(organization: string): TableRow[] {
  const row = (name: string, kind: string | null, subject: TableRow): TableRow => ({
    organization_id: organization,
    id: idOf('care identifier', name),
    patient_id: P,
    kind,
    care_plan_id: null,
    activity_id: null,
    session_id: null,
    ...subject,
    system: 'urn:example:care',
    value: name,
  });
  return [
    row('plan', null, { care_plan_id: idOf('plan', '1') }),
    ...KINDS.map((kind) => row(`activity ${kind}`, kind, { activity_id: idOf('activity', kind) })),
    ...KINDS.map((kind) => row(`session ${kind}`, kind, { session_id: idOf('session', kind) })),
  ];
}

function inError(isSo: boolean): TableRow {
  return { entered_in_error_at: isSo ? RECENT : null, entered_in_error_reason: isSo ? 'Wrong record.' : null };
}
