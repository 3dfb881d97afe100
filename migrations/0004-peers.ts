import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Peer mentors, peer groups and their meetings. Nothing here knows a patient. */
export class Peers1767225600004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table peer_mentor (
        organization_id uuid not null,
        id uuid not null,
        version int not null,
        display_name text collate "C" not null,
        approaches text[] not null constraint peer_mentor_approaches check (approaches <@ array${APPROACHES}),
        modalities text[] not null constraint peer_mentor_modalities check (modalities <@ array${MODALITIES}),
        languages text[] not null,
        active boolean not null,
        bio text,
        specialties text[] not null,
        time_zone text not null,
        availability jsonb not null,
        engagement text not null constraint peer_mentor_engagement check (engagement in ('EMPLOYED', 'SUPERVISED_VOLUNTEER', 'INDEPENDENT')),
        in_recovery_since int,
        constraint peer_mentor_pkey primary key (organization_id, id),
        constraint peer_mentor_organization foreign key (organization_id, organization_id) references organization (organization_id, id)
      );
      create index peer_mentor_by_name on peer_mentor (organization_id, display_name, id);

      create table peer_mentor_standing (
        organization_id uuid not null,
        id uuid not null,
        stage text not null constraint peer_mentor_standing_stage check (stage in ${STAGES}),
        capacity int not null,
        slots_taken int not null,
        supervisor_id uuid,
        credential_title text,
        credential_issuer text,
        credential_number text,
        credential_verified_on date,
        credential_expires_on date,
        constraint peer_mentor_standing_pkey primary key (organization_id, id),
        constraint peer_mentor_capacity check (slots_taken between 0 and capacity),
        constraint peer_mentor_standing_credential check (num_nonnulls(credential_title, credential_issuer, credential_verified_on) in (0, 3)),
        constraint peer_mentor_standing_credentialed check (stage <> 'CREDENTIALED' or credential_title is not null),
        constraint peer_mentor_standing_mentor foreign key (organization_id, id) references peer_mentor (organization_id, id),
        constraint peer_mentor_standing_supervisor foreign key (organization_id, supervisor_id) references clinician (organization_id, id)
      );
      create index peer_mentor_standing_by_supervisor on peer_mentor_standing (organization_id, supervisor_id);

      create table peer_mentor_opening (
        organization_id uuid not null,
        id uuid not null,
        valid_from timestamptz not null,
        valid_until timestamptz,
        constraint peer_mentor_opening_pkey primary key (organization_id, id),
        constraint peer_mentor_opening_mentor foreign key (organization_id, id) references peer_mentor (organization_id, id)
      );

      create table mentor_journey_step (
        organization_id uuid not null,
        id uuid not null,
        peer_mentor_id uuid not null,
        stage text not null constraint mentor_journey_step_stage check (stage in ${STAGES}),
        entered_on date not null,
        evidence text,
        constraint mentor_journey_step_pkey primary key (organization_id, id),
        constraint mentor_journey_step_mentor foreign key (organization_id, peer_mentor_id) references peer_mentor (organization_id, id)
      );
      create index mentor_journey_step_by_mentor on mentor_journey_step (organization_id, peer_mentor_id, entered_on, id);

      create table peer_group (
        organization_id uuid not null,
        id uuid not null,
        version int not null,
        display_name text collate "C" not null,
        approaches text[] not null constraint peer_group_approaches check (approaches <@ array${APPROACHES}),
        modalities text[] not null constraint peer_group_modalities check (modalities <@ array${MODALITIES}),
        languages text[] not null,
        active boolean not null,
        fellowship text not null constraint peer_group_fellowship check (fellowship in
          ('TWELVE_STEP_AA', 'TWELVE_STEP_NA', 'TWELVE_STEP_OTHER', 'AL_ANON', 'SMART_RECOVERY', 'LIFERING', 'RECOVERY_DHARMA',
           'WOMEN_FOR_SOBRIETY', 'CELEBRATE_RECOVERY', 'CLINIC_RUN', 'ONLINE_COMMUNITY', 'OTHER')),
        description text,
        url text,
        meeting_types text[] not null,
        source text collate "C",
        source_key text collate "C",
        constraint peer_group_pkey primary key (organization_id, id),
        constraint peer_group_source_key unique (organization_id, source, source_key),
        constraint peer_group_source_complete check ((source is null) = (source_key is null)),
        constraint peer_group_organization foreign key (organization_id, organization_id) references organization (organization_id, id)
      );
      create index peer_group_by_name on peer_group (organization_id, display_name, id);

      create table meeting (
        organization_id uuid not null,
        id uuid not null,
        version int not null,
        peer_group_id uuid not null,
        name text collate "C" not null,
        active boolean not null,
        weekday text constraint meeting_weekday check (weekday in
          ('MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY')),
        start_time text constraint meeting_start_time check (start_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        end_time text constraint meeting_end_time check (end_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        time_zone text not null,
        modality text not null constraint meeting_modality check (modality = any(array${MODALITIES})),
        join_url text constraint meeting_join_url check (join_url ^@ 'https://'),
        phone text,
        venue_name text,
        formatted_address text,
        latitude float8,
        longitude float8,
        approximate boolean not null,
        types text[] not null,
        notes text,
        source text collate "C",
        slug text collate "C",
        slot text collate "C",
        source_url text,
        listing_digest text,
        last_seen_at timestamptz,
        constraint meeting_pkey primary key (organization_id, id),
        constraint meeting_of_group unique (organization_id, id, peer_group_id),
        constraint meeting_listing unique (organization_id, source, slug, slot),
        constraint meeting_listing_complete check (num_nonnulls(source, slug, slot, listing_digest) in (0, 4)),
        constraint meeting_time_complete check (num_nonnulls(weekday, start_time, end_time) in (0, 3)),
        constraint meeting_point check (num_nonnulls(latitude, longitude) in (0, 2)),
        constraint meeting_group foreign key (organization_id, peer_group_id) references peer_group (organization_id, id)
      );
      create index meeting_by_group on meeting (organization_id, peer_group_id, name, id);
      create index meeting_by_weekday on meeting (organization_id, weekday) where active;

      create table cancelled_occurrence (
        organization_id uuid not null,
        id uuid not null,
        meeting_id uuid not null,
        peer_group_id uuid not null,
        cancelled_on date not null,
        reason text,
        constraint cancelled_occurrence_pkey primary key (organization_id, id),
        constraint cancelled_occurrence_once unique (organization_id, meeting_id, cancelled_on),
        constraint cancelled_occurrence_meeting foreign key (organization_id, meeting_id, peer_group_id)
          references meeting (organization_id, id, peer_group_id) on update cascade
      );
      create index cancelled_occurrence_by_group on cancelled_occurrence (organization_id, peer_group_id, cancelled_on);

      alter table account add constraint account_peer_mentor foreign key (organization_id, peer_mentor_id) references peer_mentor (organization_id, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table account drop constraint account_peer_mentor;
      drop table cancelled_occurrence, meeting, peer_group, mentor_journey_step, peer_mentor_opening, peer_mentor_standing, peer_mentor;
    `);
  }
}

const STAGES = `('CANDIDATE', 'IN_TRAINING', 'CREDENTIALED', 'PAUSED', 'RETIRED')`;
const APPROACHES = `['TWELVE_STEP', 'SECULAR', 'FAITH_BASED', 'MINDFULNESS_BASED', 'MEDICATION_SUPPORTIVE']`;
const MODALITIES = `['IN_PERSON', 'VIRTUAL', 'HYBRID', 'ONLINE_FORUM', 'MOBILE_APP', 'PHONE']`;
