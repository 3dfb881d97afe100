import { everyActivity, kindOf, sessionsOf } from './care';
import { PATIENTS } from './patients';
import { day, instant, nth, type TableRow, upTo, uuidFor, when } from './rows';

const FACTS = ['OPIOID_USE', 'ALLERGY', 'PREGNANCY', 'LIVER_FUNCTION', 'RECENT_ALCOHOL'];

/** The sessions of activities: attended or not, half of them entered in error, several at one instant. */
export function sessionRows(organization: string): TableRow[] {
  return everyActivity().flatMap((placed) => {
    const { patient, plan, activity } = placed;
    return upTo(sessionsOf(placed)).map((n) => ({
      organization_id: organization,
      id: uuidFor('session', patient, plan, activity, n),
      version: 1,
      patient_id: uuidFor('patient', patient),
      activity_id: uuidFor('activity', patient, plan, activity),
      kind: kindOf(placed),
      clinician_id: when(n !== 1, uuidFor('clinician', (patient + n) % 9)),
      occurred_at: instant(60 - 7 * Math.min(n, 3), n),
      minutes: 50 - n,
      attendance: nth(['ATTENDED', 'NO_SHOW', 'ATTENDED', 'CANCELLED_BY_PATIENT'], n + patient),
      summary: when(n % 2 === 0, 'Worked on coping.\r\n\u2028'),
      ...inError(n % 2 === 1),
    }));
  });
}

/** The doses of medications. */
export function doseRows(organization: string): TableRow[] {
  return everyActivity()
    .filter((placed) => kindOf(placed) === 'MAT')
    .flatMap(({ patient, plan, activity }) =>
      upTo((3 * patient + activity) % 9).map((n) => ({
        organization_id: organization,
        id: uuidFor('dose', patient, plan, activity, n),
        patient_id: uuidFor('patient', patient),
        activity_id: uuidFor('activity', patient, plan, activity),
        kind: 'MAT',
        taken_at: instant(20 - Math.min(n, 2), n),
        taken: n !== 1,
        recorded_by_id: when(n !== 0, uuidFor('clinician', n % 8)),
        ...inError(n % 2 === 1),
      })),
    );
}

/** What decides whether a medication is safe. */
export function safetyFactRows(organization: string): TableRow[] {
  return upTo(PATIENTS).flatMap((patient) =>
    upTo(patient % 4).map((n) => ({
      organization_id: organization,
      id: uuidFor('safety fact', patient, n),
      patient_id: uuidFor('patient', patient),
      kind: nth(FACTS, patient + n),
      value: 'no “known”',
      observed_on: day(30 - (n % 2)),
      source: 'patient',
      ...inError(n % 2 === 1),
    })),
  );
}

function inError(isSo: boolean): TableRow {
  return {
    entered_in_error_at: when(isSo, '2026-01-03T04:05:06.789Z'),
    entered_in_error_reason: when(isSo, 'Wrong record.'),
  };
}
