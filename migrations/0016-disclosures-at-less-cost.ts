import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What every disclosure asks of consents is in the index by which it finds them, and a page's lines are in the row itself. */
export class DisclosuresAtLessCost1767225600016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index consent_by_recipient;
      create index consent_by_recipient on consent (organization_id, recipient_id, patient_id)
        include (id, scope, bits, starts_at, expires_at) where status = 'ACTIVE';
      -- As long as a row may be: 200 lines are not cut up and kept elsewhere.
      alter table api_disclosure set (toast_tuple_target = 8160);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table api_disclosure reset (toast_tuple_target);
      drop index consent_by_recipient;
      create index consent_by_recipient on consent (organization_id, recipient_id, patient_id) where status = 'ACTIVE';
    `);
  }
}
