import { plansOf } from './care';
import { CASELOAD, PATIENTS } from './patients';
import { GROUPS, MENTORS } from './peers';
import { day, instant, nth, type TableRow, upTo, uuidFor, when } from './rows';

const STATUSES = ['ACTIVE', 'PROPOSED', 'PAUSED', 'ENDED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED'];
const PAUSES = ['PATIENT_CHOICE', 'MENTOR_CHOICE', 'CARE_TEAM', 'CREDENTIAL_LAPSED', 'CONSENT_REVOKED'];

/** How many links a patient has: none up to six, to mentors and groups. */
const linksOf = (patient: number): number => [4, 2, 0, 6, 1, 3][patient % 6] as number;

/** Links of each status. The first mentor has several, the instant of proposal comes in ties. */
export function linkRows(organization: string): TableRow[] {
  return upTo(PATIENTS).flatMap((patient) => upTo(linksOf(patient)).map((n) => linkRow(organization, patient, n)));
}

function linkRow(organization: string, patient: number, n: number): TableRow {
  const status = nth(STATUSES, patient + n);
  const isMentor = (patient + n) % 2 === 0;
  // No two links of a patient to the same peer: open ones would exclude each other.
  const mentor = n === 0 ? 0 : 1 + ((patient + n) % (MENTORS - 1));
  return {
    organization_id: organization,
    id: uuidFor('link', patient, n),
    version: 1 + n,
    patient_id: uuidFor('patient', patient),
    care_plan_id: when(plansOf(patient) > 0 && n !== 1, uuidFor('plan', patient, n % Math.max(plansOf(patient), 1))),
    peer_mentor_id: when(isMentor, uuidFor('mentor', mentor)),
    peer_group_id: when(!isMentor, uuidFor('group', (patient + n) % GROUPS)),
    status,
    paused_reason: when(status === 'PAUSED', nth(PAUSES, patient)),
    purposes: ['EMOTIONAL_SUPPORT', 'GOAL_SETTING'].slice(0, n % 3),
    cadence: when(n % 2 === 0, 'weekly'),
    proposed_by: nth(['CARE_TEAM', 'PATIENT', 'MENTOR'], n),
    started_on: when(['ACTIVE', 'PAUSED', 'ENDED'].includes(status), day(50)),
    ended_on: when(status === 'ENDED', day(5)),
    end_reason: when(status === 'ENDED' && n % 2 === 1, 'Moved away'),
    created_at: instant(80 - Math.min(n, 2), patient),
  };
}

const BITS = { identity: 1, contact: 2, carePlan: 4, medication: 8, peerSupport: 128, groups: 256 };

/** What relationships other than the care team open: to the patient themselves, to their mentors, to apps by consent. */
export function grantRows(organization: string, clientId: string): TableRow[] {
  const grant = (principal: string, patient: number, categories: number, basis: string): TableRow => ({
    organization_id: organization,
    principal_id: principal,
    patient_id: uuidFor('patient', patient),
    categories,
    basis,
    source_id: uuidFor(`${basis} of ${principal}`, patient),
    valid_from: '2025-01-01T00:00:00Z',
  });
  const { identity, contact, carePlan, medication, peerSupport, groups } = BITS;
  const byConsent = [
    carePlan + identity,
    peerSupport + groups,
    medication,
    carePlan + peerSupport + medication,
    contact,
  ];
  return [
    grant(uuidFor('patient', 0), 0, 1023, 'SELF'),
    ...upTo(10).map((n) => grant(uuidFor('mentor', 0), n, peerSupport + (n % 2 === 0 ? identity : 0), 'LINK')),
    ...upTo(CASELOAD + 4).map((n) => grant(clientId, 2 * n, nth(byConsent, n), 'CONSENT')),
  ];
}
