import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The assertions that clients have asked for tokens with: each is good once, at whichever server it comes. */
export class ClientAssertions1767225600010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table client_assertion (
        organization_id uuid not null,
        client_id text not null,
        jti_digest bytea not null constraint client_assertion_digest_length check (length(jti_digest) = 32),
        expires_at timestamptz not null,
        constraint client_assertion_pkey primary key (organization_id, client_id, jti_digest),
        constraint client_assertion_client foreign key (organization_id, client_id) references partner_app (organization_id, client_id)
      );
      create index client_assertion_by_end on client_assertion (expires_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table client_assertion; drop function if exists app.spend_assertion, app.token_client');
  }
}
