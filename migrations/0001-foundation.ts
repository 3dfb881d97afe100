import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What every feature stands on: the one relation of access, the audit log, the memory of idempotency keys, the key of cursors. */
export class Foundation1767225600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema app;

      create table access_grant (
        organization_id uuid not null,
        principal_id uuid not null,
        patient_id uuid not null,
        categories int not null,
        basis text not null constraint access_grant_basis check (basis in ('CARE_TEAM', 'LINK', 'CONSENT', 'EMERGENCY', 'SELF')),
        source_id uuid not null,
        valid_from timestamptz not null,
        valid_until timestamptz not null default 'infinity',
        constraint access_grant_pkey primary key (principal_id, patient_id, basis, source_id) include (categories, valid_from, valid_until)
      );
      create index access_grant_by_source on access_grant (basis, source_id);
      create index access_grant_ending on access_grant (valid_until) where valid_until < 'infinity';

      create table audit_event (
        organization_id uuid not null,
        id uuid not null,
        at timestamptz not null,
        principal_id uuid not null,
        role text not null,
        kind text not null,
        subject_type text not null,
        subject_id uuid not null,
        patient_id uuid,
        reason text,
        request_id text not null,
        constraint audit_event_pkey primary key (organization_id, id)
      );

      create table idempotency_key (
        organization_id uuid not null,
        principal_id uuid not null,
        key text not null,
        field text not null,
        body_digest text not null,
        outcome jsonb not null,
        at timestamptz not null,
        constraint idempotency_key_pkey primary key (organization_id, principal_id, key, field)
      );

      create table cursor_key (
        is_only boolean not null default true constraint cursor_key_only check (is_only),
        key bytea not null constraint cursor_key_length check (length(key) = 32),
        constraint cursor_key_pkey primary key (is_only)
      );
      -- Three times 122 random bits, made into 256.
      insert into cursor_key (key) values (
        sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table cursor_key, idempotency_key, audit_event, access_grant cascade; drop schema app cascade',
    );
  }
}
