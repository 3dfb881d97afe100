import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The owner reads and writes here, past policies that stand and want to know who asks: nobody does. */
const AS_NOBODY = `select set_config(name, value, true) from (values ('app.organization', '00000000-0000-0000-0000-000000000000'),
  ('app.principal', '00000000-0000-0000-0000-000000000000'), ('app.role', ''), ('app.holder', ''), ('app.wide', '0'), ('app.mask', '0'),
  ('app.denied', '')) as setting(name, value)`;

/** Writing down what an outsider was shown locks no patient and no consent: a page of 200 took 400 row locks, each of them written. */
export class DisclosuresWithoutLocks1767225600013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AS_NOBODY);
    await runner.query(`
      -- The lines of consents are written by app.record_disclosures alone, from the consents themselves, which nobody deletes.
      -- What somebody writes down by hand still has to name a patient of the organization.
      alter table disclosure
        drop constraint disclosure_patient,
        drop constraint disclosure_consent,
        add column noted_patient_id uuid generated always as (case when consent_id is null then patient_id end) stored,
        add constraint disclosure_noted_patient foreign key (organization_id, noted_patient_id) references patient (organization_id, id);
      drop function if exists app.record_disclosures(text, uuid[], int[]);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(AS_NOBODY);
    await runner.query(`
      alter table disclosure
        drop column noted_patient_id,
        add constraint disclosure_patient foreign key (organization_id, patient_id) references patient (organization_id, id),
        add constraint disclosure_consent foreign key (organization_id, consent_id, patient_id) references consent (organization_id, id, patient_id);
      drop function if exists app.record_disclosures(text, uuid[], uuid[], int[]);
    `);
  }
}
