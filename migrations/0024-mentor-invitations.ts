import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Alumni who were asked to mentor others, and logins that tie them to the mentor they have become. */
export class MentorInvitations1767225600024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table mentor_invitation (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        invited_by_id uuid,
        invited_at timestamptz not null,
        -- Not when: the day on which somebody became a mentor is the mentor's.
        answer text constraint mentor_invitation_answer check (answer in ('ACCEPT', 'DECLINE')),
        constraint mentor_invitation_pkey primary key (organization_id, id),
        constraint mentor_invitation_patient foreign key (organization_id, patient_id) references patient (organization_id, id),
        constraint mentor_invitation_clinician foreign key (organization_id, invited_by_id) references clinician (organization_id, id)
      );
      create unique index mentor_invitation_once on mentor_invitation (organization_id, patient_id) where answer is null or answer = 'ACCEPT';
      create index mentor_invitation_by_patient on mentor_invitation (organization_id, patient_id, invited_at, id);

      alter table account add column is_of_mentee boolean not null default false;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Without the column the bindings would be open to the administrator: the people behind them are bound anew.
    await runner.query(`
      drop policy if exists of_mentee on account;
      alter table account no force row level security;
      delete from account where is_of_mentee;
      alter table account force row level security;
      alter table account drop column is_of_mentee;
      drop table mentor_invitation;
      drop policy if exists becoming on audit_event;
      drop policy if exists becoming on mentor_journey_step;
      drop function if exists app.become_mentor, app.id_of;
    `);
  }
}
