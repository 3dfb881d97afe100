import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An entry of before; from now on triggers write them. The bits are those of timeline.rows.sql, which is not there yet. */
const WHAT_WAS = `insert into timeline_entry (organization_id, id, patient_id, kind, event, at, bits,`;

/**
 * What happened before there was a timeline, as far as it is known when: of a status only that it began. The id of an activity tells when
 * it was added, where a server made it.
 */
const BEFORE = `
  ${WHAT_WAS} care_plan_id)
    select organization_id, gen_random_uuid(), patient_id, 'CARE_PLAN', 'DRAFT', created_at, 4, id from care_plan where status <> 'ENTERED_IN_ERROR';
  ${WHAT_WAS} cbt_activity_id, mat_activity_id, counseling_activity_id)
    select organization_id, gen_random_uuid(), patient_id, 'CARE_PLAN', 'ADDED',
      to_timestamp(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0), case kind when 'MAT' then 8 else 4 end,
      case kind when 'CBT' then id end, case kind when 'MAT' then id end, case kind when 'COUNSELING' then id end
    from care_activity where status <> 'ENTERED_IN_ERROR' and substr(id::text, 15, 1) = '7';
  ${WHAT_WAS} session_id)
    select organization_id, gen_random_uuid(), patient_id, 'SESSION', attendance, occurred_at, case kind when 'MAT' then 8 else 4 end, id
    from session where entered_in_error_at is null;
  ${WHAT_WAS} peer_link_id)
    select organization_id, gen_random_uuid(), patient_id, 'PEER_LINK', 'PROPOSED', created_at, case when peer_group_id is null then 128 else 256 end, id
    from peer_link;
  ${WHAT_WAS} peer_contact_id)
    select organization_id, gen_random_uuid(), patient_id, 'PEER_CONTACT', mode, occurred_at, case when peer_group_id is null then 128 else 256 end, id
    from peer_contact where entered_in_error_at is null;
  ${WHAT_WAS} milestone_id)
    select m.organization_id, gen_random_uuid(), m.patient_id, 'MILESTONE', m.kind, m.reached_on::timestamp at time zone p.time_zone,
      case m.kind when 'BACK_AFTER_RECURRENCE' then 64 else 32 end, m.id
    from milestone m join patient p on p.organization_id = m.organization_id and p.id = m.patient_id where m.entered_in_error_at is null;
  ${WHAT_WAS} check_in_id)
    select organization_id, gen_random_uuid(), patient_id, 'CHECK_IN', 'CHECKED_IN', occurred_at, 32, id
    from check_in where entered_in_error_at is null;
  ${WHAT_WAS} return_to_use_id)
    select organization_id, gen_random_uuid(), patient_id, 'RETURN_TO_USE', 'SHARED', shared_at, 64, id
    from return_to_use where status <> 'ENTERED_IN_ERROR';
  ${WHAT_WAS} assessment_id)
    select organization_id, gen_random_uuid(), patient_id, 'ASSESSMENT', instrument, taken_at, 16, id
    from assessment where entered_in_error_at is null;
  ${WHAT_WAS} consent_id)
    select organization_id, gen_random_uuid(), patient_id, 'CONSENT', 'ACTIVE', signed_at, 2048, id from consent where signed_at is not null
    union all select organization_id, gen_random_uuid(), patient_id, 'CONSENT', 'REVOKED', revoked_at, 2048, id from consent where revoked_at is not null;
`;

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
      ${BEFORE}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- With the triggers on other tables that would write to it.
      drop function if exists app.keep_timeline(), app.clear_timeline(), app.move_on_timeline(), app.move_milestones_on_timeline() cascade;
      drop table timeline_entry;
    `);
  }
}
