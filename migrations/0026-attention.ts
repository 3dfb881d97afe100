import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of a patient asks for somebody's attention, and from when on. */
export class Attention1767225600026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Nothing of attention_derived_up_to is left to do where it is null. Patients who are here already are derived after the upgrade.
      alter table organization_settings add column attention_thresholds jsonb not null default '{}',
        add column attention_derived_up_to uuid default '00000000-0000-0000-0000-000000000000';
      alter table organization_settings alter column attention_derived_up_to drop default;
      create table attention (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        kind text not null constraint attention_kind check (kind in ('RETURN_TO_USE', 'HIGH_CRAVING', 'ASKED_FOR_CONTACT', 'NO_PEER_CONTACT',
          'MISSED_SESSIONS', 'OUT_OF_CONTACT', 'OVERDUE_FOLLOW_UP', 'RISING_SCORE', 'SELF_HARM_ITEM', 'DOSE_OVERDUE', 'PLAN_WITHOUT_PEER')),
        -- What it comes of: a session, a link, a follow-up; the patient, where it comes of what is not there.
        source_id uuid not null,
        -- All the categories that it tells of.
        bits int not null constraint attention_bits check (bits > 0),
        -- It may lie ahead: what has not happened until then.
        since timestamptz not null,
        constraint attention_pkey primary key (organization_id, id),
        constraint attention_once unique (organization_id, patient_id, kind, source_id, bits),
        constraint attention_patient foreign key (organization_id, patient_id) references patient (organization_id, id)
      );
      create index attention_by_patient on attention (organization_id, patient_id, since, id);
      -- The latest of medication, and the latest of everything else.
      create index session_by_patient on session (organization_id, patient_id, (kind = 'MAT'), occurred_at, id);
      create index care_activity_by_next_dose on care_activity (organization_id, patient_id) where next_dose_on is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- With the triggers on other tables that would write to it.
      drop function if exists app.begin_attention_anew(), app.derive_attention_of_row(), app.derive_attention_of_zone() cascade;
      drop index care_activity_by_next_dose, session_by_patient;
      drop table attention;
      alter table organization_settings drop column attention_thresholds, drop column attention_derived_up_to;
    `);
  }
}
