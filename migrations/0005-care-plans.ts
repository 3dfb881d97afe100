import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Plans, goals, activities and their sessions, doses and safety facts.
 * Row policies follow the kind of an activity, so everything below an activity carries its kind, and a composite key keeps it honest.
 */
export class CarePlans1767225600005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PLANS);
    await runner.query(ACTIVITIES);
    await runner.query(MEDICATION);
    await runner.query(IDENTIFIERS_AND_CHANGES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger if exists close_plans_at_discharge on patient_standing;
      drop trigger if exists open_medication_record on patient;
      drop table care_plan_change, care_identifier, medication_record, safety_fact, dose, session, care_activity, goal, care_plan;
      drop function if exists app.close_plans_at_discharge, app.open_medication_record, app.note_care_plan_change;
    `);
  }
}

const PLANS = `
  create table care_plan (
    organization_id uuid not null,
    id uuid not null,
    version int not null,
    patient_id uuid not null,
    title text not null,
    status text not null constraint care_plan_status check (status in ('DRAFT', 'ACTIVE', 'ON_HOLD', 'COMPLETED', 'REVOKED', 'ENTERED_IN_ERROR')),
    status_reason text,
    starts_on date,
    ends_on date,
    author_id uuid,
    diagnoses jsonb not null,
    level_of_care jsonb,
    created_at timestamptz not null,
    constraint care_plan_pkey primary key (organization_id, id),
    constraint care_plan_of_patient unique (organization_id, id, patient_id),
    constraint care_plan_span check (ends_on >= starts_on),
    constraint care_plan_patient foreign key (organization_id, patient_id) references patient (organization_id, id),
    constraint care_plan_author foreign key (organization_id, author_id) references clinician (organization_id, id)
  );
  create index care_plan_by_patient on care_plan (organization_id, patient_id, created_at, id);
  create index care_plan_by_creation on care_plan (organization_id, created_at, id);
  create index care_plan_by_status on care_plan (organization_id, status, created_at, id);

  create table goal (
    organization_id uuid not null,
    id uuid not null,
    version int not null,
    patient_id uuid not null,
    care_plan_id uuid not null,
    statement text not null,
    in_own_words text,
    status text not null constraint goal_status check (status in ('PROPOSED', 'ACTIVE', 'ON_HOLD', 'ACHIEVED', 'NOT_ACHIEVED', 'CANCELLED')),
    target_on date,
    constraint goal_pkey primary key (organization_id, id),
    constraint goal_care_plan foreign key (organization_id, care_plan_id, patient_id) references care_plan (organization_id, id, patient_id)
  );
  create index goal_by_care_plan on goal (organization_id, care_plan_id, id);
`;

const ACTIVITIES = `
  create table care_activity (
    organization_id uuid not null,
    id uuid not null,
    version int not null,
    kind text not null constraint care_activity_kind check (kind in ('CBT', 'MAT', 'COUNSELING')),
    patient_id uuid not null,
    care_plan_id uuid not null,
    status text not null constraint care_activity_status check (status in
      ('NOT_STARTED', 'SCHEDULED', 'IN_PROGRESS', 'ON_HOLD', 'COMPLETED', 'STOPPED', 'ENTERED_IN_ERROR')),
    status_reason text,
    clinician_id uuid,
    starts_on date,
    ends_on date,
    focus text[],
    planned_sessions int,
    homework text,
    medication text constraint care_activity_medication check (medication in ('NALTREXONE_ORAL', 'NALTREXONE_EXTENDED_RELEASE', 'ACAMPROSATE',
      'DISULFIRAM', 'GABAPENTIN', 'TOPIRAMATE', 'BUPRENORPHINE', 'METHADONE', 'OTHER')),
    rx_norm text,
    display text,
    dose text,
    route text,
    schedule text,
    next_dose_on date,
    format text constraint care_activity_format check (format in ('INDIVIDUAL', 'GROUP', 'FAMILY', 'COUPLES')),
    approach text constraint care_activity_approach check (approach in
      ('MOTIVATIONAL_INTERVIEWING', 'TWELVE_STEP_FACILITATION', 'CONTINGENCY_MANAGEMENT', 'COMMUNITY_REINFORCEMENT', 'SUPPORTIVE')),
    frequency text,
    constraint care_activity_pkey primary key (organization_id, id),
    constraint care_activity_of_kind unique (organization_id, id, kind, patient_id),
    constraint care_activity_span check (ends_on >= starts_on),
    constraint care_activity_cbt check (num_nonnulls(focus, planned_sessions) = case kind when 'CBT' then 2 else 0 end),
    constraint care_activity_mat check (num_nonnulls(medication, display, dose, route, schedule) = case kind when 'MAT' then 5 else 0 end),
    constraint care_activity_counseling check (num_nonnulls(format, approach, frequency) = case kind when 'COUNSELING' then 3 else 0 end),
    constraint care_activity_care_plan foreign key (organization_id, care_plan_id, patient_id) references care_plan (organization_id, id, patient_id),
    constraint care_activity_clinician foreign key (organization_id, clinician_id) references clinician (organization_id, id)
  );
  create index care_activity_by_care_plan on care_activity (organization_id, care_plan_id, id);
  create index care_activity_by_clinician on care_activity (organization_id, clinician_id);

  create table session (
    organization_id uuid not null,
    id uuid not null,
    version int not null,
    patient_id uuid not null,
    activity_id uuid not null,
    kind text not null,
    clinician_id uuid,
    occurred_at timestamptz not null,
    minutes int not null constraint session_minutes check (minutes >= 0),
    attendance text not null constraint session_attendance check (attendance in ('ATTENDED', 'NO_SHOW', 'CANCELLED_BY_PATIENT', 'CANCELLED_BY_PROGRAM')),
    summary text,
    entered_in_error_at timestamptz,
    entered_in_error_reason text,
    constraint session_pkey primary key (organization_id, id),
    constraint session_of_kind unique (organization_id, id, kind, patient_id),
    constraint session_activity foreign key (organization_id, activity_id, kind, patient_id) references care_activity (organization_id, id, kind, patient_id),
    constraint session_clinician foreign key (organization_id, clinician_id) references clinician (organization_id, id)
  );
  create index session_by_activity on session (organization_id, activity_id, occurred_at, id);
`;

const MEDICATION = `
  create table dose (
    organization_id uuid not null,
    id uuid not null,
    patient_id uuid not null,
    activity_id uuid not null,
    kind text not null constraint dose_of_medication check (kind = 'MAT'),
    taken_at timestamptz not null,
    taken boolean not null,
    recorded_by_id uuid,
    entered_in_error_at timestamptz,
    entered_in_error_reason text,
    constraint dose_pkey primary key (organization_id, id),
    constraint dose_activity foreign key (organization_id, activity_id, kind, patient_id) references care_activity (organization_id, id, kind, patient_id),
    constraint dose_recorded_by foreign key (organization_id, recorded_by_id) references clinician (organization_id, id)
  );
  create index dose_by_activity on dose (organization_id, activity_id, taken_at, id);

  create table safety_fact (
    organization_id uuid not null,
    id uuid not null,
    patient_id uuid not null,
    kind text not null constraint safety_fact_kind check (kind in
      ('OPIOID_USE', 'ACUTE_HEPATITIS', 'LIVER_FUNCTION', 'CREATININE_CLEARANCE', 'PREGNANCY', 'ALLERGY', 'RECENT_ALCOHOL')),
    value text not null,
    observed_on date not null,
    source text not null,
    entered_in_error_at timestamptz,
    entered_in_error_reason text,
    constraint safety_fact_pkey primary key (organization_id, id),
    constraint safety_fact_patient foreign key (organization_id, patient_id) references patient (organization_id, id)
  );
  create index safety_fact_by_patient on safety_fact (organization_id, patient_id, observed_on, id);

  create table medication_record (
    organization_id uuid not null,
    id uuid not null,
    patient_id uuid not null,
    constraint medication_record_pkey primary key (organization_id, id),
    constraint medication_record_same_id check (id = patient_id),
    constraint medication_record_patient foreign key (organization_id, patient_id) references patient (organization_id, id)
  );
  -- Patients who were here before this table: the owner sees them only while it is not bound by row security.
  alter table patient no force row level security;
  insert into medication_record (organization_id, id, patient_id) select organization_id, id, id from patient;
  alter table patient force row level security;
`;

// Uniqueness is within one patient and kind: a name that is taken must not tell of a record that the caller may not see.
const IDENTIFIERS_AND_CHANGES = `
  create table care_identifier (
    organization_id uuid not null,
    id uuid not null,
    patient_id uuid not null,
    kind text,
    care_plan_id uuid,
    activity_id uuid,
    session_id uuid,
    system text collate "C" not null,
    value text collate "C" not null,
    constraint care_identifier_pkey primary key (organization_id, id),
    constraint care_identifier_one_subject check (num_nonnulls(care_plan_id, activity_id, session_id) = 1 and (care_plan_id is null) = (kind is not null)),
    constraint care_identifier_care_plan foreign key (organization_id, care_plan_id, patient_id) references care_plan (organization_id, id, patient_id),
    constraint care_identifier_activity foreign key (organization_id, activity_id, kind, patient_id) references care_activity (organization_id, id, kind, patient_id),
    constraint care_identifier_session foreign key (organization_id, session_id, kind, patient_id) references session (organization_id, id, kind, patient_id)
  );
  create unique index care_identifier_of_care_plan on care_identifier (organization_id, patient_id, system, value) where care_plan_id is not null;
  create unique index care_identifier_of_activity on care_identifier (organization_id, patient_id, kind, system, value) where activity_id is not null;
  create unique index care_identifier_of_session on care_identifier (organization_id, patient_id, kind, system, value) where session_id is not null;
  create index care_identifier_by_name on care_identifier (organization_id, system, value);
  create index care_identifier_by_care_plan on care_identifier (organization_id, care_plan_id) where care_plan_id is not null;
  create index care_identifier_by_activity on care_identifier (organization_id, activity_id) where activity_id is not null;
  create index care_identifier_by_session on care_identifier (organization_id, session_id) where session_id is not null;

  create table care_plan_change (
    organization_id uuid not null,
    id uuid not null,
    patient_id uuid not null,
    category text not null constraint care_plan_change_category check (category in ('CARE_PLAN', 'MEDICATION')),
    changed_at timestamptz not null,
    constraint care_plan_change_pkey primary key (organization_id, id, category),
    constraint care_plan_change_care_plan foreign key (organization_id, id, patient_id) references care_plan (organization_id, id, patient_id)
  );
  create index care_plan_change_by_instant on care_plan_change (organization_id, changed_at, id);
`;
