/**
 * One batch of invented patients, table by table. `$1` is the organization, `$2` their ids, `$3` the number of the first,
 * `$4` the ids of clinicians, `$5` of mentors, `$6` of groups, `$7` the present instant. Other ids are derived per row by `made`.
 * Everything is a function of the number, so that the same call makes the same clinic.
 */
const NUMBERED =
  // Naming every parameter lets each statement take the same seven: PostgreSQL refuses one that it cannot type.
  'with given as (select $1::uuid, $4::uuid[], $5::uuid[], $6::uuid[], $7::timestamptz), p as (select id, $3::int + (n - 1)::int as number from unnest($2::uuid[]) with ordinality as u(id, n))';

/** A UUID of a row that belongs to a patient: theirs, with another tail. It keeps the order of time. */
const made = (what: string): string =>
  `overlay(p.id::text placing substr(md5(p.id::text || '${what}'), 1, 12) from 25)::uuid`;

/** The element of a list of ids that falls to this patient. */
const oneOf = (list: string): string => `(${list}::uuid[])[1 + p.number % cardinality(${list}::uuid[])]`;

/** How many people one mentor walks alongside. */
export const PATIENTS_PER_MENTOR = 100;

/** Neighbors share a mentor: so two batches, which are written at the same time, never wait for the slots of the same one. */
const MENTOR = `($5::uuid[])[1 + (p.number - 1) / ${PATIENTS_PER_MENTOR}]`;

const FAMILY_NAME = "'Volume ' || lpad(p.number::text, 7, '0')";
const GIVEN_NAME = "(array['Avery','Bailey','Cameron','Dana','Emerson','Finley','Gray','Harper'])[1 + p.number % 8]";

/** What is written for a batch, in this order. Each takes the same seven parameters. */
export const BULK_STATEMENTS: readonly string[] = [
  `${NUMBERED} insert into patient (organization_id, id, version, preferred_name, time_zone, languages, updated_at)
   select $1::uuid, p.id, 1, null, 'America/Los_Angeles', '{en}', $7::timestamptz - p.number * interval '1 minute' from p`,

  `${NUMBERED} insert into patient_identity (organization_id, id, patient_id, given_name, family_name, birth_date, sex, name_key, given_name_key)
   select $1::uuid, p.id, p.id, ${GIVEN_NAME}, ${FAMILY_NAME}, date '1950-01-01' + p.number % 18000, 'UNKNOWN',
     lower(${FAMILY_NAME} || ' ' || ${GIVEN_NAME}), lower(${GIVEN_NAME} || ' ' || ${FAMILY_NAME}) from p`,

  `${NUMBERED} insert into patient_identifier (organization_id, id, patient_id, system, value)
   select $1::uuid, ${made('identifier')}, p.id, 'urn:example:volume', p.id::text from p`,

  `${NUMBERED} insert into patient_contact (organization_id, id, patient_id, points) select $1::uuid, p.id, p.id, '[]' from p`,

  `${NUMBERED} insert into patient_standing (organization_id, id, patient_id, status)
   select $1::uuid, p.id, p.id, case p.number % 10 when 0 then 'PRE_ADMISSION' when 1 then 'ALUMNUS' else 'ACTIVE' end from p`,

  `${NUMBERED} insert into care_team_member (organization_id, id, patient_id, clinician_id, duty, starts_at)
   select $1::uuid, ${made('seat')}, p.id, ${oneOf('$4')}, 'primary clinician', $7::timestamptz from p`,

  `${NUMBERED} insert into care_plan (organization_id, id, version, patient_id, title, status, author_id, diagnoses, created_at)
   select $1::uuid, ${made('plan')}, 1, p.id, 'Recovery plan', 'ACTIVE', ${oneOf('$4')}, '[]', $7::timestamptz from p`,

  `${NUMBERED} insert into care_activity (organization_id, id, version, kind, patient_id, care_plan_id, status, clinician_id, focus, planned_sessions)
   select $1::uuid, ${made('cbt')}, 1, 'CBT', p.id, ${made('plan')}, 'IN_PROGRESS', ${oneOf('$4')}, '{COPING_WITH_CRAVING}', 12 from p`,

  `${NUMBERED} insert into care_activity (organization_id, id, version, kind, patient_id, care_plan_id, status, clinician_id, medication, display, dose, route, schedule)
   select $1::uuid, ${made('mat')}, 1, 'MAT', p.id, ${made('plan')}, 'IN_PROGRESS', ${oneOf('$4')}, 'NALTREXONE_ORAL', 'naltrexone 50 mg tablet', '50 mg', 'oral', 'once a day' from p`,

  `${NUMBERED} insert into care_activity (organization_id, id, version, kind, patient_id, care_plan_id, status, clinician_id, format, approach, frequency)
   select $1::uuid, ${made('counseling')}, 1, 'COUNSELING', p.id, ${made('plan')}, 'IN_PROGRESS', ${oneOf('$4')}, 'INDIVIDUAL', 'MOTIVATIONAL_INTERVIEWING', 'weekly' from p`,

  `${NUMBERED} insert into session (organization_id, id, version, patient_id, activity_id, kind, clinician_id, occurred_at, minutes, attendance)
   select $1::uuid, overlay(p.id::text placing substr(md5(p.id::text || 'session' || s), 1, 12) from 25)::uuid, 1, p.id, ${made('cbt')}, 'CBT', ${oneOf('$4')},
     $7::timestamptz - s * interval '7 days', 50, 'ATTENDED' from p, generate_series(1, 3) s`,

  `${NUMBERED} insert into peer_link (organization_id, id, version, patient_id, care_plan_id, peer_mentor_id, status, purposes, proposed_by, started_on, created_at, patient_agreed_at, mentor_agreed_at)
   select $1::uuid, ${made('mentor')}, 1, p.id, ${made('plan')}, ${MENTOR}, 'ACTIVE', '{EMOTIONAL_SUPPORT}', 'CARE_TEAM', $7::date, $7::timestamptz, $7::timestamptz, $7::timestamptz from p`,

  `${NUMBERED} insert into peer_link (organization_id, id, version, patient_id, care_plan_id, peer_group_id, status, purposes, proposed_by, started_on, created_at, patient_agreed_at)
   select $1::uuid, ${made('group')}, 1, p.id, ${made('plan')}, ${oneOf('$6')}, 'ACTIVE', '{SOCIAL_CONNECTION}', 'CARE_TEAM', $7::date, $7::timestamptz, $7::timestamptz from p`,
];

/** Staff and mentors for the volume, so that nobody carries more people than they could. `$2` holds their ids. */
export const BULK_CLINICIANS = `insert into clinician (organization_id, id, version, display_name, role, qualifications, active)
  select $1::uuid, id, 1, 'Clinician ' || lpad(n::text, 5, '0'), 'COUNSELOR', '{}', true from unnest($2::uuid[]) with ordinality as u(id, n)`;

export const BULK_MENTORS: readonly string[] = [
  `insert into peer_mentor (organization_id, id, version, display_name, approaches, modalities, languages, active, specialties, time_zone, availability, engagement)
   select $1::uuid, id, 1, 'Mentor ' || lpad(n::text, 5, '0'), '{SECULAR}', '{VIRTUAL}', '{en}', true, '{}', 'America/Los_Angeles', '[]', 'EMPLOYED'
   from unnest($2::uuid[]) with ordinality as u(id, n)`,
  `insert into peer_mentor_standing (organization_id, id, stage, capacity, slots_taken, credential_title, credential_issuer, credential_verified_on)
   select $1::uuid, id, 'CREDENTIALED', 200, 0, 'Peer specialist', 'Example Certification Board', date '2025-01-15' from unnest($2::uuid[]) as u(id)`,
];
