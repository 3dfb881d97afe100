import { PATIENTS } from './patients';
import { MENTORS } from './peers';
import { day, instant, nth, type TableRow, upTo, uuidFor, when } from './rows';

const STATUSES = ['SHARED', 'ACKNOWLEDGED', 'SUPPORT_IN_PROGRESS', 'PLAN_REVIEWED', 'SETTLED', 'ENTERED_IN_ERROR'];
const NEEDS = ['WITHDRAWAL_RISK', 'SELF_HARM_RISK', 'OVERDOSE_RISK', 'PREGNANCY', 'UNSAFE_HOUSING'];

/** What follows a return to use, and who it is for. */
const KINDS = ['URGENT_SAFETY_CALL', 'PEER_OUTREACH', 'CLINICAL_REVIEW', 'PLAN_REVIEW', 'MEDICAL_REVIEW'];
const URGENT = ['URGENT_SAFETY_CALL', 'MEDICAL_REVIEW'];

/** How many returns to use a patient has shared. */
const returnsOf = (patient: number): number => [2, 0, 1, 3][patient % 4] as number;

/** Returns to use of each status, several of them on the same day. */
export function returnRows(organization: string): TableRow[] {
  return upTo(PATIENTS).flatMap((patient) =>
    upTo(returnsOf(patient)).map((n) => ({
      organization_id: organization,
      id: uuidFor('return', patient, n),
      version: 1 + n,
      patient_id: uuidFor('patient', patient),
      occurred_on: day(30 - Math.min(n, 1)),
      precision: nth(['DAY', 'WEEK', 'MONTH'], patient + n),
      last_use_at: when(n % 2 === 0, instant(30, patient)),
      shared_at: instant(29, patient),
      shared_by: nth(['PATIENT', 'CARE_TEAM', 'MENTOR'], n),
      substance: when(n !== 1, 'Wein — vino 🍷'),
      context: when(patient % 3 === 0, 'After the funeral'),
      safety_needs: NEEDS.slice(0, (patient + n) % 4),
      ends_recovery_period: n === 1,
      status: nth(STATUSES, patient + n),
      note: when(n > 0, 'Talked on the phone'),
    })),
  );
}

/** What those called for, and more that follows nothing else here: of several categories, open and done, late and in time. */
export function followUpRows(organization: string): TableRow[] {
  const following = upTo(PATIENTS).flatMap((patient) =>
    upTo(returnsOf(patient)).flatMap((n) =>
      KINDS.slice(0, 1 + ((patient + n) % KINDS.length)).map((kind, k) =>
        followUpRow(organization, patient, n * 10 + k, kind, 'RETURN_TO_USE', uuidFor('return', patient, n)),
      ),
    ),
  );
  const others = upTo(PATIENTS).flatMap((patient) => [
    followUpRow(organization, patient, 90, 'COVER_REVIEW', 'CARE_PLAN', null),
    followUpRow(organization, patient, 91, 'CHECK_IN_CALL', 'RECOVERY', null),
    followUpRow(organization, patient, 92, 'RE_ENGAGEMENT', 'RECOVERY', null),
  ]);
  return [...following, ...others];
}

function followUpRow(
  organization: string,
  patient: number,
  n: number,
  kind: string,
  category: string,
  source: string | null,
): TableRow {
  const isUrgent = URGENT.includes(kind);
  const isForPeer = kind === 'PEER_OUTREACH' || (kind === 'RE_ENGAGEMENT' && patient % 2 === 0);
  const isDone = (patient + n) % 3 === 0;
  return {
    organization_id: organization,
    id: uuidFor('follow-up', patient, n),
    version: 1 + (n % 4),
    patient_id: uuidFor('patient', patient),
    category,
    kind,
    is_urgent: isUrgent,
    source_id: source,
    opened_at: instant(29, patient),
    due_at: instant((n % 5) - 2, patient),
    // No server of the corpus passes one on while answers are compared: it has gone on, or does long after.
    escalates_at: when(isUrgent && n % 2 === 1, instant(-36_500, patient)),
    escalated_at: when(isUrgent && n % 2 === 0, instant(28, patient)),
    assignee_clinician_id: when(!isForPeer && n % 3 !== 2, uuidFor('clinician', patient % 3)),
    assignee_mentor_id: when(isForPeer, uuidFor('mentor', (patient + n) % 2 === 0 ? 0 : n % MENTORS)),
    acknowledged_at: when(isDone || n % 4 === 1, instant(27, patient)),
    acknowledged_by: null,
    completed_at: when(isDone, instant(26, patient)),
    completed_by: null,
    outcome: when(isDone, 'Talked it over'),
  };
}
