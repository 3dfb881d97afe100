import type { MigrationInterface, QueryRunner } from 'typeorm';

const BANDS = `('NEGATIVE', 'POSITIVE', 'MINIMAL', 'MILD', 'MODERATE', 'MODERATELY_SEVERE', 'SEVERE', 'LOW', 'HAZARDOUS', 'HARMFUL', 'DEPENDENCE_LIKELY')`;

/** Questionnaires that were filled in, what other systems call them, and bands that follow from the sex on record. */
export class Assessments1767225600022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table assessment (
        organization_id uuid not null,
        id uuid not null,
        version int not null,
        patient_id uuid not null,
        instrument text not null constraint assessment_instrument check (instrument in ('AUDIT', 'AUDIT_C', 'PHQ_9', 'GAD_7', 'BARC_10')),
        taken_at timestamptz not null,
        total int,
        computed_total int,
        band text constraint assessment_band check (band in ${BANDS}),
        band_source text,
        flags text[] not null constraint assessment_flags check
          (flags <@ array['SELF_HARM_ITEM', 'ITEM_9_UNKNOWN', 'TOTALS_DISAGREE', 'CUT_DEPENDS_ON_SEX']),
        items jsonb not null,
        entered_in_error_at timestamptz,
        entered_in_error_reason text,
        constraint assessment_pkey primary key (organization_id, id),
        constraint assessment_of_patient unique (organization_id, id, patient_id),
        constraint assessment_says_something check (total is not null or jsonb_array_length(items) > 0),
        constraint assessment_patient foreign key (organization_id, patient_id) references patient (organization_id, id)
      );
      create index assessment_by_patient on assessment (organization_id, patient_id, taken_at, id);

      create table assessment_sex_band (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        band text not null constraint assessment_sex_band_band check (band in ${BANDS}),
        constraint assessment_sex_band_pkey primary key (organization_id, id),
        constraint assessment_sex_band_assessment foreign key (organization_id, id, patient_id) references assessment (organization_id, id, patient_id)
      );
      create index assessment_sex_band_by_patient on assessment_sex_band (organization_id, patient_id);

      -- Uniqueness is within one patient: a name that is taken must not tell of a record that the caller may not see.
      create table assessment_identifier (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        assessment_id uuid not null,
        system text collate "C" not null,
        value text collate "C" not null,
        constraint assessment_identifier_pkey primary key (organization_id, id),
        constraint assessment_identifier_of_patient unique (organization_id, patient_id, system, value),
        constraint assessment_identifier_assessment foreign key (organization_id, assessment_id, patient_id) references assessment (organization_id, id, patient_id)
      );
      create index assessment_identifier_by_name on assessment_identifier (organization_id, system, value);
      create index assessment_identifier_by_assessment on assessment_identifier (organization_id, assessment_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop policy if exists cut on patient_identity;
      drop trigger if exists correct_sex_bands on patient_identity;
      drop table assessment_identifier, assessment_sex_band, assessment;
      drop function if exists app.keep_sex_band, app.correct_sex_bands, app.band_of_sex, app.follow_self_harm_item;
    `);
  }
}
