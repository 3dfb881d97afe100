import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody is to do for a patient, and by when. */
export class FollowUps1767225600017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table follow_up (
        organization_id uuid not null,
        id uuid not null,
        version int not null,
        patient_id uuid not null,
        -- Of what it tells: that there is one, tells of what it follows.
        category text not null constraint follow_up_category check (category in
          ('CARE_PLAN', 'ASSESSMENT', 'RECOVERY', 'RETURN_TO_USE', 'PEER_SUPPORT')),
        kind text not null constraint follow_up_kind check (kind in
          ('URGENT_SAFETY_CALL', 'MEDICAL_REVIEW', 'PEER_OUTREACH', 'CLINICAL_REVIEW', 'PLAN_REVIEW', 'RE_ENGAGEMENT', 'CHECK_IN_CALL', 'CONCERN', 'COVER_REVIEW')),
        is_urgent boolean not null,
        -- The return to use, check-in, assessment, concern or seat that it follows.
        source_id uuid,
        opened_at timestamptz not null,
        due_at timestamptz not null,
        escalates_at timestamptz,
        escalated_at timestamptz,
        assignee_clinician_id uuid,
        assignee_mentor_id uuid,
        acknowledged_at timestamptz,
        acknowledged_by uuid,
        completed_at timestamptz,
        completed_by uuid,
        outcome text,
        is_open boolean not null generated always as (completed_at is null) stored,
        constraint follow_up_pkey primary key (organization_id, id),
        constraint follow_up_of_patient unique (organization_id, id, patient_id),
        constraint follow_up_one_assignee check (num_nonnulls(assignee_clinician_id, assignee_mentor_id) <= 1),
        constraint follow_up_urgent check (is_urgent or escalates_at is null),
        constraint follow_up_patient foreign key (organization_id, patient_id) references patient (organization_id, id),
        constraint follow_up_clinician foreign key (organization_id, assignee_clinician_id) references clinician (organization_id, id),
        constraint follow_up_mentor foreign key (organization_id, assignee_mentor_id) references peer_mentor (organization_id, id)
      );
      create index follow_up_by_due on follow_up (organization_id, due_at, id);
      create index follow_up_by_patient on follow_up (organization_id, patient_id, due_at, id);
      create index follow_up_by_clinician on follow_up (organization_id, assignee_clinician_id, due_at, id);
      create index follow_up_by_mentor on follow_up (organization_id, assignee_mentor_id, due_at, id);
      create index follow_up_by_source on follow_up (organization_id, source_id) where source_id is not null;
      create index follow_up_to_escalate on follow_up (escalates_at) where escalated_at is null and acknowledged_at is null and completed_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table follow_up');
  }
}
