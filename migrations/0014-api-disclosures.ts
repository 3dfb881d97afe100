import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The owner reads and writes here, past policies that stand and want to know who asks: nobody does. */
const AS_NOBODY = `select set_config(name, value, true) from (values ('app.organization', '00000000-0000-0000-0000-000000000000'),
  ('app.principal', '00000000-0000-0000-0000-000000000000'), ('app.role', ''), ('app.holder', ''), ('app.wide', '0'), ('app.mask', '0'),
  ('app.denied', '')) as setting(name, value)`;

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
        constraint api_disclosure_pkey primary key (organization_id, id),
        constraint api_disclosure_id check (right(id::text, 4) = '0000'),
        constraint api_disclosure_lines check (cardinality(patient_ids) > 0
          and cardinality(consent_ids) = cardinality(patient_ids) and cardinality(parts) = cardinality(patient_ids))
      );
      -- Random bytes do not get smaller.
      alter table api_disclosure alter patient_ids set storage external, alter consent_ids set storage external;
      create index api_disclosure_by_patient on api_disclosure using gin (patient_ids);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(AS_NOBODY);
    // Each line as the table held it before: there is no other copy of the accounting.
    await runner.query(`
      insert into disclosure (organization_id, id, patient_id, at, basis, recipient, purpose, categories, operation, consent_id, discloser_id)
        select a.organization_id, app.line_of(a.id, l.place::int), l.patient_id, a.at, 'CONSENT', a.recipient, c.purpose, app.categories(l.part),
          a.operation, c.id, a.recipient_id
        from api_disclosure a cross join unnest(a.patient_ids, a.consent_ids, a.parts) with ordinality as l(patient_id, consent_id, part, place)
          join consent c on c.organization_id = a.organization_id and c.id = l.consent_id;
      -- Views that a rows file makes would keep the tables.
      drop view if exists app.disclosure, app.api_disclosure_line, app.live_consent;
      drop table api_disclosure;
    `);
  }
}
