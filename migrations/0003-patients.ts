import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Patients, who they are, how to reach them, and their care teams. */
export class Patients1767225600003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table patient (
        organization_id uuid not null,
        id uuid not null,
        version int not null,
        preferred_name text,
        time_zone text not null,
        languages text[] not null,
        updated_at timestamptz not null,
        constraint patient_pkey primary key (organization_id, id),
        constraint patient_organization foreign key (organization_id, organization_id) references organization (organization_id, id)
      );
      create index patient_by_update on patient (organization_id, updated_at, id);

      create table patient_identity (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        given_name text not null,
        family_name text not null,
        birth_date date not null,
        sex text not null constraint patient_identity_sex check (sex in ('FEMALE', 'MALE', 'OTHER', 'UNKNOWN')),
        pronouns text,
        address jsonb,
        home_latitude float8,
        home_longitude float8,
        name_key text collate "C" not null,
        given_name_key text collate "C" not null,
        constraint patient_identity_pkey primary key (organization_id, id),
        constraint patient_identity_same_id check (id = patient_id),
        constraint patient_identity_patient foreign key (organization_id, patient_id) references patient (organization_id, id)
      );
      create index patient_identity_by_name on patient_identity (organization_id, name_key, id);
      create index patient_identity_by_given_name on patient_identity (organization_id, given_name_key);
      create index patient_identity_by_birth_date on patient_identity (organization_id, birth_date);

      create table patient_identifier (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        system text collate "C" not null,
        value text collate "C" not null,
        constraint patient_identifier_pkey primary key (organization_id, id),
        constraint patient_identifier_system_value unique (organization_id, system, value),
        constraint patient_identifier_patient foreign key (organization_id, patient_id) references patient (organization_id, id)
      );
      create index patient_identifier_by_patient on patient_identifier (organization_id, patient_id);

      create table patient_contact (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        points jsonb not null,
        constraint patient_contact_pkey primary key (organization_id, id),
        constraint patient_contact_same_id check (id = patient_id),
        constraint patient_contact_patient foreign key (organization_id, patient_id) references patient (organization_id, id)
      );

      create table patient_standing (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        status text not null constraint patient_standing_status check (status in
          ('PRE_ADMISSION', 'ACTIVE', 'DISCHARGED', 'ALUMNUS', 'TRANSFERRED', 'DECEASED')),
        constraint patient_standing_pkey primary key (organization_id, id),
        constraint patient_standing_same_id check (id = patient_id),
        constraint patient_standing_patient foreign key (organization_id, patient_id) references patient (organization_id, id)
      );
      create index patient_standing_by_status on patient_standing (organization_id, status, id);

      create table care_episode (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        discharged_as text constraint care_episode_discharged_as check (discharged_as in
          ('ALUMNUS', 'COMPLETED', 'TRANSFERRED', 'LEFT_EARLY', 'LOST_TO_CONTACT', 'ADMINISTRATIVE', 'DECEASED')),
        discharge_reason text,
        discharged_at timestamptz,
        constraint care_episode_pkey primary key (organization_id, id),
        constraint care_episode_same_id check (id = patient_id),
        constraint care_episode_patient foreign key (organization_id, patient_id) references patient (organization_id, id)
      );

      create table care_team_member (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        clinician_id uuid not null,
        duty text not null,
        starts_at timestamptz not null,
        ends_at timestamptz,
        cover_for_id uuid,
        reason text,
        constraint care_team_member_pkey primary key (organization_id, id),
        constraint care_team_member_span check (ends_at is null or ends_at >= starts_at),
        constraint care_team_member_patient foreign key (organization_id, patient_id) references patient (organization_id, id),
        constraint care_team_member_clinician foreign key (organization_id, clinician_id) references clinician (organization_id, id),
        constraint care_team_member_cover_for foreign key (organization_id, cover_for_id) references clinician (organization_id, id)
      );
      create unique index care_team_member_one_open_seat on care_team_member (organization_id, patient_id, clinician_id) where ends_at is null;
      create index care_team_member_by_patient on care_team_member (organization_id, patient_id, starts_at, id);
      create index care_team_member_by_clinician on care_team_member (organization_id, clinician_id);

      alter table account add constraint account_patient foreign key (organization_id, patient_id) references patient (organization_id, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop policy if exists of_patient on account;
      drop trigger if exists end_seats_of_clinician on clinician;
      alter table account drop constraint account_patient;
      drop table care_team_member, care_episode, patient_standing, patient_contact, patient_identifier, patient_identity, patient;
      drop function if exists app.end_seats_of_clinician, app.grant_by_care_team, app.open_care_episode;
    `);
  }
}
