import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The owner reads and writes here, past policies that stand and want to know who asks: nobody does. */
const AS_NOBODY = `select set_config(name, value, true) from (values ('app.organization', '00000000-0000-0000-0000-000000000000'),
  ('app.principal', '00000000-0000-0000-0000-000000000000'), ('app.role', ''), ('app.holder', ''), ('app.wide', '0'), ('app.mask', '0'),
  ('app.denied', '')) as setting(name, value)`;

/** Consents, and what stands beside them: denials, restrictions, disclosures, emergency accesses. */
export class Consents1767225600007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AS_NOBODY);
    await runner.query(`
      -- What a principal may not see, whatever else lets them: the other half of access_grant, and stronger.
      create table access_denial (
        organization_id uuid not null,
        principal_id uuid not null,
        patient_id uuid not null,
        categories int not null,
        source_id uuid not null,
        valid_from timestamptz not null,
        valid_until timestamptz not null default 'infinity',
        constraint access_denial_pkey primary key (organization_id, principal_id, patient_id, source_id)
      );
      create index access_denial_by_source on access_denial (source_id);

      create table consent (
        organization_id uuid not null,
        id uuid not null,
        version int not null,
        patient_id uuid not null,
        scope text not null constraint consent_scope check (scope in
          ('NAMED_DISCLOSURE', 'TREATMENT_PAYMENT_OPERATIONS', 'PEER_SHARING', 'COUNSELING_NOTES')),
        discloser text not null,
        partner_app_id uuid,
        peer_mentor_id uuid,
        external_name text,
        external_is_class boolean not null,
        external_address text,
        categories text[] not null constraint consent_categories check (cardinality(categories) > 0 and categories <@ array
          ['IDENTITY', 'CONTACT', 'CARE_PLAN', 'MEDICATION', 'ASSESSMENT', 'RECOVERY', 'RETURN_TO_USE', 'PEER_SUPPORT', 'GROUP_PARTICIPATION', 'COUNSELING_NOTE']),
        purpose text not null constraint consent_purpose check (purpose in
          ('TREATMENT', 'PAYMENT', 'OPERATIONS', 'PEER_SUPPORT', 'CARE_COORDINATION', 'PATIENT_REQUEST', 'EMERGENCY')),
        purpose_text text not null,
        status text not null constraint consent_status check (status in
          ('PROPOSED', 'ACTIVE', 'REJECTED', 'REVOKED', 'EXPIRED', 'SUPERSEDED')),
        starts_at timestamptz not null,
        expires_at timestamptz,
        expiry_event text,
        signed_at timestamptz,
        signed_by text constraint consent_signed_by check (signed_by in
          ('SELF', 'PARENT_OR_GUARDIAN', 'REPRESENTATIVE', 'PERSONAL_REPRESENTATIVE_OF_DECEASED')),
        signature_method text constraint consent_signature_method check (signature_method in ('ELECTRONIC', 'HANDWRITTEN')),
        authority text,
        acknowledges_right_to_revoke boolean not null,
        acknowledges_redisclosure boolean not null,
        acknowledges_consequences_of_refusal boolean not null,
        revoked_at timestamptz,
        revoked_reason text,
        expired_reason text,
        supersedes_id uuid,
        superseded_by_id uuid,
        created_at timestamptz not null,
        -- What grants say: the bits of app.bit, and whom they name.
        bits int not null generated always as (
          ('IDENTITY' = any(categories))::int * 1 + ('CONTACT' = any(categories))::int * 2 +
          ('CARE_PLAN' = any(categories))::int * 4 + ('MEDICATION' = any(categories))::int * 8 +
          ('ASSESSMENT' = any(categories))::int * 16 + ('RECOVERY' = any(categories))::int * 32 +
          ('RETURN_TO_USE' = any(categories))::int * 64 + ('PEER_SUPPORT' = any(categories))::int * 128 +
          ('GROUP_PARTICIPATION' = any(categories))::int * 256 + ('COUNSELING_NOTE' = any(categories))::int * 512) stored,
        recipient_id uuid generated always as (coalesce(partner_app_id, peer_mentor_id)) stored,
        constraint consent_pkey primary key (organization_id, id),
        constraint consent_of_patient unique (organization_id, id, patient_id),
        -- 42 CFR 2.31(a)(4): who receives is named, one recipient a consent.
        constraint consent_one_recipient check (num_nonnulls(partner_app_id, peer_mentor_id, external_name) = 1),
        constraint consent_class_of_recipients check (not external_is_class or (external_name is not null and scope = 'TREATMENT_PAYMENT_OPERATIONS')),
        -- 42 CFR 2.31(a)(7): an end, by date or event; none only for treatment, payment and operations.
        constraint consent_expiry check (expires_at is not null or expiry_event is not null or scope = 'TREATMENT_PAYMENT_OPERATIONS'),
        constraint consent_span check (expires_at is null or expires_at > starts_at),
        -- 42 CFR 2.31(b): counseling notes need a consent of their own.
        constraint consent_counseling_notes check (
          case when scope = 'COUNSELING_NOTES' then categories = array['COUNSELING_NOTE'] else not categories @> array['COUNSELING_NOTE'] end),
        constraint consent_peer_sharing check (scope <> 'PEER_SHARING' or peer_mentor_id is not null),
        -- 42 CFR 2.31(a)(6), (8), (9) and (c): what was not signed, and not told of, is no consent.
        constraint consent_signature check (status in ('PROPOSED', 'REJECTED') or (signed_at is not null and signed_by is not null
          and signature_method is not null and (signed_by = 'SELF' or authority is not null)
          and acknowledges_right_to_revoke and acknowledges_redisclosure and acknowledges_consequences_of_refusal)),
        constraint consent_revocation check ((status = 'REVOKED') = (revoked_at is not null)),
        constraint consent_supersession check ((status = 'SUPERSEDED') = (superseded_by_id is not null)),
        constraint consent_patient foreign key (organization_id, patient_id) references patient (organization_id, id),
        constraint consent_partner_app foreign key (organization_id, partner_app_id) references partner_app (organization_id, id),
        constraint consent_peer_mentor foreign key (organization_id, peer_mentor_id) references peer_mentor (organization_id, id),
        constraint consent_supersedes foreign key (organization_id, supersedes_id, patient_id) references consent (organization_id, id, patient_id),
        constraint consent_superseded_by foreign key (organization_id, superseded_by_id, patient_id) references consent (organization_id, id, patient_id)
      );
      create index consent_by_patient on consent (organization_id, patient_id, created_at, id);
      create index consent_by_recipient on consent (organization_id, recipient_id, patient_id) where status = 'ACTIVE';
      create index consent_ending on consent (expires_at) where status = 'ACTIVE' and expires_at is not null;

      create table access_restriction (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        clinician_id uuid,
        peer_mentor_id uuid,
        partner_app_id uuid,
        categories text[] not null constraint access_restriction_categories check (cardinality(categories) > 0 and categories <@ array
          ['IDENTITY', 'CONTACT', 'CARE_PLAN', 'MEDICATION', 'ASSESSMENT', 'RECOVERY', 'RETURN_TO_USE', 'PEER_SUPPORT', 'GROUP_PARTICIPATION', 'COUNSELING_NOTE']),
        reason text not null,
        starts_at timestamptz not null,
        ends_at timestamptz,
        constraint access_restriction_pkey primary key (organization_id, id),
        constraint access_restriction_one_holder check (num_nonnulls(clinician_id, peer_mentor_id, partner_app_id) <= 1),
        constraint access_restriction_span check (ends_at is null or ends_at >= starts_at),
        constraint access_restriction_patient foreign key (organization_id, patient_id) references patient (organization_id, id),
        constraint access_restriction_clinician foreign key (organization_id, clinician_id) references clinician (organization_id, id),
        constraint access_restriction_peer_mentor foreign key (organization_id, peer_mentor_id) references peer_mentor (organization_id, id),
        constraint access_restriction_partner_app foreign key (organization_id, partner_app_id) references partner_app (organization_id, id)
      );
      create index access_restriction_by_patient on access_restriction (organization_id, patient_id, starts_at, id);

      create table disclosure (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        at timestamptz not null,
        basis text not null constraint disclosure_basis check (basis in ('CONSENT', 'MEDICAL_EMERGENCY', 'COURT_ORDER', 'CHILD_ABUSE_REPORT',
          'CRIME_ON_PREMISES', 'AUDIT', 'RESEARCH', 'QUALIFIED_SERVICE_ORGANIZATION', 'OTHER')),
        recipient text not null,
        recipient_affiliation text,
        recipient_address text,
        purpose text not null constraint disclosure_purpose check (purpose in
          ('TREATMENT', 'PAYMENT', 'OPERATIONS', 'PEER_SUPPORT', 'CARE_COORDINATION', 'PATIENT_REQUEST', 'EMERGENCY')),
        categories text[] not null,
        description text,
        nature text,
        operation text,
        consent_id uuid,
        -- Who disclosed: whoever recorded it or, of what the API answered, whoever asked.
        discloser_id uuid not null,
        constraint disclosure_pkey primary key (organization_id, id),
        constraint disclosure_consent_named check (basis <> 'CONSENT' or consent_id is not null),
        constraint disclosure_patient foreign key (organization_id, patient_id) references patient (organization_id, id),
        constraint disclosure_consent foreign key (organization_id, consent_id, patient_id) references consent (organization_id, id, patient_id)
      );
      create index disclosure_by_patient on disclosure (organization_id, patient_id, at, id);

      create table emergency_access (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        clinician_id uuid not null,
        reason text not null,
        granted_at timestamptz not null,
        expires_at timestamptz not null,
        reviewed_at timestamptz,
        reviewed_by_id uuid,
        justified boolean,
        review_note text,
        is_reviewed boolean not null generated always as (reviewed_at is not null) stored,
        constraint emergency_access_pkey primary key (organization_id, id),
        constraint emergency_access_review check ((reviewed_at is null) = (justified is null)),
        constraint emergency_access_patient foreign key (organization_id, patient_id) references patient (organization_id, id),
        constraint emergency_access_clinician foreign key (organization_id, clinician_id) references clinician (organization_id, id),
        constraint emergency_access_reviewed_by foreign key (organization_id, reviewed_by_id) references clinician (organization_id, id)
      );
      create index emergency_access_by_grant on emergency_access (organization_id, granted_at, id);

      -- Every try to break the glass, whether or not there was such a patient: what the rate limit counts.
      create table emergency_attempt (
        organization_id uuid not null,
        id uuid not null,
        clinician_id uuid not null,
        at timestamptz not null,
        constraint emergency_attempt_pkey primary key (organization_id, id)
      );
      create index emergency_attempt_by_clinician on emergency_attempt (organization_id, clinician_id, at);

      -- Logins that were bound before: each patient's own grant.
      insert into access_grant (organization_id, principal_id, patient_id, categories, basis, source_id, valid_from)
        select organization_id, patient_id, patient_id, 7679, 'SELF', id, connected_at from account where patient_id is not null;
      -- Consents are for the care team, too.
      update access_grant set categories = categories | 2048 where basis = 'CARE_TEAM';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(AS_NOBODY);
    await runner.query(`
      drop function if exists app.expire_consents, app.is_employed_mentor, app.is_present_mentor;
      drop table emergency_attempt, emergency_access, disclosure, access_restriction, consent;
      drop table access_denial cascade;
      delete from access_grant where basis in ('SELF', 'CONSENT', 'EMERGENCY');
      drop trigger if exists grant_to_self on account;
      drop function if exists app.grant_by_consent, app.keep_ended_consents, app.deny_by_restriction, app.grant_by_emergency, app.grant_to_self;
    `);
  }
}
