import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Returns to use; who a follow-up is for, and what one lets its assignee see. */
export class ReturnsToUse1767225600021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table return_to_use (
        organization_id uuid not null,
        id uuid not null,
        version int not null,
        patient_id uuid not null,
        occurred_on date not null,
        precision text not null constraint return_to_use_precision check (precision in ('DAY', 'WEEK', 'MONTH')),
        last_use_at timestamptz,
        shared_at timestamptz not null,
        shared_by text not null constraint return_to_use_shared_by check (shared_by in ('PATIENT', 'MENTOR', 'CARE_TEAM')),
        substance text,
        context text,
        safety_needs text[] not null constraint return_to_use_safety_needs check (safety_needs <@ array['MEDICAL_EMERGENCY', 'WITHDRAWAL_RISK',
          'SELF_HARM_RISK', 'HARM_TO_OTHERS', 'OVERDOSE_RISK', 'VIOLENCE_AT_HOME', 'DEPENDENT_AT_RISK', 'PREGNANCY', 'UNSAFE_HOUSING']),
        -- What the person says of their recovery period, and nobody else.
        ends_recovery_period boolean not null,
        status text not null constraint return_to_use_status check (status in
          ('SHARED', 'ACKNOWLEDGED', 'SUPPORT_IN_PROGRESS', 'PLAN_REVIEWED', 'SETTLED', 'ENTERED_IN_ERROR')),
        note text,
        constraint return_to_use_pkey primary key (organization_id, id),
        constraint return_to_use_of_patient unique (organization_id, id, patient_id),
        constraint return_to_use_patient foreign key (organization_id, patient_id) references patient (organization_id, id)
      );
      create index return_to_use_by_patient on return_to_use (organization_id, patient_id, occurred_on, id);

      -- Coming back is a milestone of its own, and goes when what it came back from never was.
      alter table milestone add column return_to_use_id uuid,
        add constraint milestone_return_to_use foreign key (organization_id, return_to_use_id, patient_id)
          references return_to_use (organization_id, id, patient_id);
      create unique index milestone_of_return_to_use on milestone (organization_id, return_to_use_id) where return_to_use_id is not null;

      alter table follow_up
        add column assignee_id uuid generated always as (coalesce(assignee_clinician_id, assignee_mentor_id)) stored,
        -- What is urgent, or takes a clinician, is never for a peer.
        add constraint follow_up_of_peers check (assignee_mentor_id is null
          or (not is_urgent and kind in ('PEER_OUTREACH', 'RE_ENGAGEMENT', 'CHECK_IN_CALL')));
      drop index follow_up_by_clinician, follow_up_by_mentor, follow_up_by_source;
      create index follow_up_by_assignee on follow_up (organization_id, assignee_id, due_at, id);
      create index follow_up_to_release on follow_up (due_at) where completed_at is null and not is_urgent and assignee_id is not null;
      create unique index follow_up_one_of_kind on follow_up (organization_id, source_id, kind) where source_id is not null;

      alter table access_grant drop constraint access_grant_basis,
        add constraint access_grant_basis check (basis in ('CARE_TEAM', 'LINK', 'SUPERVISION', 'CONSENT', 'EMERGENCY', 'SELF', 'FOLLOW_UP'));
      drop function if exists app.default_follow_up_hours(text);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger if exists grant_by_follow_up on follow_up;
      delete from access_grant where basis = 'FOLLOW_UP';
      alter table access_grant drop constraint access_grant_basis,
        add constraint access_grant_basis check (basis in ('CARE_TEAM', 'LINK', 'SUPERVISION', 'CONSENT', 'EMERGENCY', 'SELF'));
      drop index follow_up_by_assignee, follow_up_to_release, follow_up_one_of_kind;
      alter table follow_up drop constraint follow_up_of_peers, drop column assignee_id;
      create index follow_up_by_clinician on follow_up (organization_id, assignee_clinician_id, due_at, id);
      create index follow_up_by_mentor on follow_up (organization_id, assignee_mentor_id, due_at, id);
      create index follow_up_by_source on follow_up (organization_id, source_id) where source_id is not null;
      drop trigger if exists end_follow_ups_at_death on patient_standing;
      drop trigger if exists refuse_discharge on patient_standing;
      drop trigger if exists review_cover on care_team_member;
      drop trigger if exists hand_on_of_denied on access_denial;
      drop trigger if exists hand_on_of_clinician on clinician;
      drop trigger if exists end_period on return_to_use;
      drop trigger if exists come_back on return_to_use;
      alter table milestone drop column return_to_use_id;
      drop table return_to_use;
    `);
  }
}
