import type { Client } from 'pg';
import { consentRow } from './consent-row';
import { CASELOAD } from './patients';
import { instant, nth, type TableRow, upTo, uuidFor, when } from './rows';

const OPENED = [
  ['CARE_PLAN', 'IDENTITY'],
  ['PEER_SUPPORT', 'GROUP_PARTICIPATION'],
  ['MEDICATION'],
  ['CARE_PLAN', 'PEER_SUPPORT', 'MEDICATION'],
  ['CONTACT'],
];

const ENDED = ['PROPOSED', 'SUPERSEDED', 'REVOKED', 'EXPIRED', 'REJECTED', 'SUPERSEDED', 'EXPIRED'];

/** What relationships other than the care team open: to the first mentor, and to an app, by consent. And consents that open nothing. */
export function consentRows(organization: string, clientId: string): TableRow[] {
  const consent = (
    what: string,
    patient: number,
    own: TableRow & { readonly categories: readonly string[] },
  ): TableRow =>
    consentRow({
      organization_id: organization,
      id: uuidFor(what, patient),
      patient_id: uuidFor('patient', patient),
      signed_at: '2025-01-01T00:00:00Z',
      starts_at: '2025-01-01T00:00:00Z',
      created_at: instant(70, patient),
      ...own,
    });
  const toMentor = (patient: number): TableRow =>
    consent('consent to mentor', patient, {
      scope: 'PEER_SHARING',
      peer_mentor_id: uuidFor('mentor', 0),
      categories: ['PEER_SUPPORT', ...(when(patient % 2 === 0, ['IDENTITY']) ?? [])],
    });
  const toApp = (patient: number, n: number): TableRow =>
    consent('consent to app', patient, {
      partner_app_id: clientId,
      categories: nth(OPENED, n),
      expiry_event: when(n % 3 === 0, 'The app is removed'),
    });
  const outside = (patient: number): TableRow => {
    const status = nth(ENDED, patient);
    return consent('consent to somebody outside', patient, {
      external_name: nth(['Dr. Outside', 'Class of payers'], patient),
      external_is_class: patient % 2 === 1,
      external_address: when(patient % 3 !== 1, '1 Far Street'),
      scope: nth(['NAMED_DISCLOSURE', 'TREATMENT_PAYMENT_OPERATIONS'], patient),
      categories: ['CARE_PLAN'],
      status,
      revoked_at: when(status === 'REVOKED', instant(20, patient)),
      revoked_reason: when(status === 'REVOKED', 'Enough'),
      expired_reason: when(status === 'EXPIRED', 'The program was left'),
      superseded_by_id: when(status === 'SUPERSEDED', uuidFor('consent to mentor', patient)),
      created_at: instant(75, patient),
    });
  };
  const apps = upTo(CASELOAD + 4).map((n) => toApp(2 * n, n));
  return [...upTo(10).map(toMentor), ...apps, ...upTo(10).map(outside)];
}

/** Denials in force, ended and to come; none of the actors is denied anything. */
export function restrictionRows(organization: string): TableRow[] {
  return upTo(9).map((n) => ({
    organization_id: organization,
    id: uuidFor('restriction', n),
    patient_id: uuidFor('patient', n),
    clinician_id: when(n % 3 === 0, uuidFor('clinician', 7)),
    peer_mentor_id: when(n % 3 === 1, uuidFor('mentor', 3)),
    partner_app_id: when(n % 3 === 2, uuidFor('client corpus-stopped')),
    categories: ['MEDICATION', 'CARE_PLAN'].slice(0, 1 + (n % 2)),
    reason: 'They know each other',
    starts_at: instant(40, n),
    ends_at: when(n % 2 === 0, '2999-01-01T00:00:00Z'),
  }));
}

/** What was disclosed by hand, or written down line by line. */
export function disclosureRows(organization: string): TableRow[] {
  return upTo(12).map((n) => ({
    organization_id: organization,
    id: uuidFor('disclosure', n),
    patient_id: uuidFor('patient', n % 6),
    at: instant(30 + n, n),
    basis: n % 3 === 0 ? 'CONSENT' : 'MEDICAL_EMERGENCY',
    recipient: 'Dr. Outside',
    recipient_affiliation: when(n % 3 === 1, 'General Hospital'),
    recipient_address: when(n % 3 === 1, '1 Far Street'),
    purpose: 'EMERGENCY',
    categories: ['MEDICATION', 'CARE_PLAN'].slice(n % 3),
    description: when(n % 2 === 0, 'By phone'),
    nature: when(n % 3 === 1, 'Overdose'),
    operation: when(n % 3 === 0, 'Corpus'),
    consent_id: when(n % 3 === 0, uuidFor('consent to mentor', n % 6)),
    discloser_id: uuidFor('clinician', 0),
  }));
}

/** What apps were shown: each answer is a row, however many patients it had in it. */
export function apiDisclosureRows(organization: string): TableRow[] {
  return upTo(4).map((n) => ({
    organization_id: organization,
    id: uuidFor('answer', n).replace(/....$/, '0000'),
    at: instant(28 + n, n),
    recipient_id: uuidFor('mentor', n),
    recipient: 'Whoever asked',
    operation: 'Corpus',
    patient_ids: upTo(n + 1).map((of) => uuidFor('patient', of)),
    consent_ids: upTo(n + 1).map((of) => uuidFor('consent to mentor', of)),
    parts: upTo(n + 1).map((of) => of % 3),
  }));
}

/** Looks past the care team, some of them reviewed. All are over. */
export function emergencyRows(organization: string): TableRow[] {
  return upTo(8).map((n) => ({
    organization_id: organization,
    id: uuidFor('emergency', n),
    patient_id: uuidFor('patient', n % 4),
    clinician_id: uuidFor('clinician', n % 3),
    reason: 'Found unconscious',
    granted_at: instant(25, n),
    expires_at: instant(24, n),
    reviewed_at: when(n % 2 === 0, instant(20, n)),
    reviewed_by_id: when(n % 4 === 0, uuidFor('clinician', 4)),
    justified: when(n % 2 === 0, n % 4 === 0),
  }));
}

/** Notes of one clinician on all sessions; what links rest and ended for, and stand on. */
export async function settlePermissions(client: Client): Promise<void> {
  await client.query(
    `insert into counseling_note (organization_id, id, version, patient_id, kind, author_id, note, written_at)
     select organization_id, id, 1, patient_id, kind, $1, 'What was said', occurred_at from session
     where kind <> 'MAT'`,
    [uuidFor('clinician', 0)],
  );
  await client.query(
    `update peer_link l set consent_id = c.id from consent c
     where c.patient_id = l.patient_id and c.peer_mentor_id = l.peer_mentor_id and c.status = 'ACTIVE'`,
  );
  await client.query(
    `update peer_link_reason r set
       paused_reason = case l.status when 'PAUSED' then (array['PATIENT_CHOICE', 'MENTOR_CHOICE', 'CARE_TEAM', 'CREDENTIAL_LAPSED'])[1 + l.version % 4] end,
       end_reason = case when l.status in ('ENDED', 'DECLINED') and l.version % 2 = 0 then 'Moved away' end
     from peer_link l where l.id = r.id`,
  );
  await client.query(
    `insert into peer_link_recurrence (organization_id, id, patient_id, peer_group_id, peer_mentor_id)
     select organization_id, id, patient_id, peer_group_id, peer_mentor_id from peer_link where version % 2 = 1`,
  );
  // What the corpus' own questions disclose is not kept: each answer would change the next.
  await client.query(`create function forget() returns trigger language plpgsql as $$ begin return null; end $$;
    create trigger forget before insert on api_disclosure for each row execute function forget()`);
}
