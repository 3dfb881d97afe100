import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit log is chained, organization by organization, after its writers have committed: docs/decisions/0009-audit-chain.md. */
export class AuditChain1767225600009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Which transaction wrote the line. Lines that are there already count as written by this one.
      alter table audit_event add column xid xid8 not null default pg_current_xact_id();
      -- The sealer walks it forward. Numbers only grow, so writers append to its last page.
      create index audit_event_by_xid on audit_event (xid);

      create table audit_seal (
        organization_id uuid not null,
        seq bigint not null constraint audit_seal_seq check (seq > 0),
        event_id uuid not null,
        hash bytea not null constraint audit_seal_hash check (length(hash) = 32),
        constraint audit_seal_pkey primary key (organization_id, seq),
        constraint audit_seal_event unique (organization_id, event_id)
      );

      create table audit_head (
        organization_id uuid not null,
        seq bigint not null,
        hash bytea not null,
        constraint audit_head_pkey primary key (organization_id)
      );

      create table audit_horizon (
        is_only boolean not null default true constraint audit_horizon_only check (is_only),
        sealed_below xid8 not null,
        server bigint not null,
        constraint audit_horizon_pkey primary key (is_only)
      );
      insert into audit_horizon (sealed_below, server) select '0', system_identifier from pg_control_system();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function if exists app.seal_audit;
      drop function if exists app.audit_hash;
      drop table audit_horizon, audit_head, audit_seal;
      alter table audit_event drop column xid;
    `);
  }
}
