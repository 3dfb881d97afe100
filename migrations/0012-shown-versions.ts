import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The owner reads and writes here, past policies that stand and want to know who asks: nobody does. */
const AS_NOBODY = `select set_config(name, value, true) from (values ('app.organization', '00000000-0000-0000-0000-000000000000'),
  ('app.principal', '00000000-0000-0000-0000-000000000000'), ('app.role', ''), ('app.holder', ''), ('app.wide', '0'), ('app.mask', '0'),
  ('app.denied', '')) as setting(name, value)`;

/** A version and an instant of patients that move only with what everybody sees who sees that there is a patient. */
export class ShownVersions1767225600012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AS_NOBODY);
    await runner.query(`
      alter table patient add column shown_version int, add column shown_at timestamptz;
      update patient set shown_version = 1, shown_at = updated_at;
      alter table patient alter column shown_version set not null, alter column shown_at set not null;
      create index patient_by_shown_update on patient (organization_id, shown_at, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger if exists keep_shown_version on patient;
      alter table patient drop column shown_version, drop column shown_at;
      drop function if exists app.keep_shown_version;
    `);
  }
}
