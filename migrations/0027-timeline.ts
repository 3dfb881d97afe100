import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happened to a patient, entry by entry. */
export class Timeline1767225600027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table timeline_entry (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        kind text not null constraint timeline_entry_kind check (kind in
          ('CARE_PLAN', 'SESSION', 'PEER_LINK', 'PEER_CONTACT', 'MILESTONE', 'CHECK_IN', 'RETURN_TO_USE', 'ASSESSMENT', 'CONSENT')),
        event text not null,
        at timestamptz not null,
        bits int not null constraint timeline_entry_bits check (bits > 0),
        care_plan_id uuid,
        cbt_activity_id uuid,
        mat_activity_id uuid,
        counseling_activity_id uuid,
        session_id uuid,
        peer_link_id uuid,
        peer_contact_id uuid,
        milestone_id uuid,
        check_in_id uuid,
        return_to_use_id uuid,
        assessment_id uuid,
        consent_id uuid,
        subject_id uuid not null generated always as (coalesce(care_plan_id, cbt_activity_id, mat_activity_id, counseling_activity_id, session_id,
          peer_link_id, peer_contact_id, milestone_id, check_in_id, return_to_use_id, assessment_id, consent_id)) stored,
        constraint timeline_entry_pkey primary key (organization_id, id),
        constraint timeline_entry_one_subject check (num_nonnulls(care_plan_id, cbt_activity_id, mat_activity_id, counseling_activity_id, session_id,
          peer_link_id, peer_contact_id, milestone_id, check_in_id, return_to_use_id, assessment_id, consent_id) = 1),
        constraint timeline_entry_patient foreign key (organization_id, patient_id) references patient (organization_id, id)
      );
      create index timeline_entry_by_patient on timeline_entry (organization_id, patient_id, at, id);
      create index timeline_entry_by_subject on timeline_entry (organization_id, subject_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table timeline_entry');
  }
}
