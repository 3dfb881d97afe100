import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organizations, clinicians, clients and accounts. */
export class Identity1767225600002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table organization (
        organization_id uuid not null,
        id uuid not null,
        version int not null,
        name text not null,
        time_zone text not null,
        is_part2_program boolean not null,
        constraint organization_pkey primary key (organization_id, id),
        constraint organization_is_its_own check (organization_id = id)
      );

      create table clinician (
        organization_id uuid not null,
        id uuid not null,
        version int not null,
        display_name text collate "C" not null,
        role text not null constraint clinician_role check (role in
          ('PHYSICIAN', 'NURSE_PRACTITIONER', 'NURSE', 'THERAPIST', 'COUNSELOR', 'CASE_MANAGER', 'PEER_SUPERVISOR')),
        npi text,
        qualifications text[] not null,
        active boolean not null,
        constraint clinician_pkey primary key (organization_id, id),
        constraint clinician_organization foreign key (organization_id, organization_id) references organization (organization_id, id)
      );
      create index clinician_by_name on clinician (organization_id, display_name, id);

      create table organization_settings (
        organization_id uuid not null,
        id uuid not null,
        minimum_mentor_recovery_months int,
        accepts_minors boolean not null,
        emergency_text text not null,
        on_call_id uuid,
        follow_up_hours jsonb not null,
        constraint organization_settings_pkey primary key (organization_id, id),
        constraint organization_settings_organization foreign key (organization_id, id) references organization (organization_id, id),
        constraint organization_settings_on_call foreign key (organization_id, on_call_id) references clinician (organization_id, id)
      );

      create table partner_app (
        organization_id uuid not null,
        id uuid not null,
        version int not null,
        name text collate "C" not null,
        client_id text not null,
        active boolean not null,
        scopes text[] not null,
        kind text not null constraint partner_app_kind check (kind in ('PARTNER_APP', 'EHR_SYSTEM')),
        legal_basis text not null constraint partner_app_legal_basis check (legal_basis in ('PROGRAM_SYSTEM', 'QUALIFIED_SERVICE_ORGANIZATION', 'PATIENT_CONSENT')),
        agreement text,
        jwks_uri text,
        jwks jsonb,
        constraint partner_app_pkey primary key (organization_id, id),
        constraint partner_app_client_id unique (organization_id, client_id),
        constraint partner_app_organization foreign key (organization_id, organization_id) references organization (organization_id, id)
      );
      create index partner_app_by_name on partner_app (organization_id, name, id);

      create table account (
        organization_id uuid not null,
        id uuid not null,
        issuer text not null,
        subject text not null,
        clinician_id uuid,
        peer_mentor_id uuid,
        patient_id uuid,
        connected_at timestamptz not null,
        constraint account_pkey primary key (organization_id, id),
        constraint account_one_holder check (num_nonnulls(clinician_id, peer_mentor_id, patient_id) = 1),
        constraint account_clinician foreign key (organization_id, clinician_id) references clinician (organization_id, id)
      );
      -- Patients apart from all others: a login that is taken must not tell the administrator that it is a patient's.
      create unique index account_login on account (organization_id, issuer, subject, (patient_id is not null));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table account, partner_app, organization_settings, clinician, organization');
  }
}
