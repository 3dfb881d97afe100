import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the API shows outsiders takes a row an answer, not one a patient: pages of lists wrote more than they read. */
export class ApiDisclosures1767225600014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Written by app.record_disclosures alone, from the consents themselves, which nobody deletes. The arrays belong together.
      create table api_disclosure (
        organization_id uuid not null,
        -- Ends in four zeros: in their place, each patient's line has its number.
        id uuid not null,
        at timestamptz not null,
        recipient_id uuid not null,
        recipient text not null,
        operation text not null,
        patient_ids uuid[] not null,
        consent_ids uuid[] not null,
        -- Categories, as bits.
        parts int[] not null,
        constraint api_disclosure_pkey primary key (organization_id, id)
      );
      -- Random bytes do not get smaller.
      alter table api_disclosure alter patient_ids set storage external, alter consent_ids set storage external;
      create index api_disclosure_by_patient on api_disclosure using gin (patient_ids);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view if exists app.disclosure, app.api_disclosure_line, app.live_consent;
      drop table api_disclosure;
    `);
  }
}
