import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Periods of recovery and what is counted of them, milestones with the kind words they were met with, and check-ins. */
export class Recovery1767225600020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table patient_recovery (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        -- Of the latest period; null while there is none.
        basis text constraint patient_recovery_basis check (basis in ('ABSTINENCE', 'REDUCED_DRINKING', 'SELF_DEFINED')),
        hides_days boolean not null default false,
        constraint patient_recovery_pkey primary key (organization_id, id),
        constraint patient_recovery_self check (id = patient_id),
        constraint patient_recovery_patient foreign key (organization_id, patient_id) references patient (organization_id, id)
      );
      insert into patient_recovery (organization_id, id, patient_id) select organization_id, id, id from patient;

      create table recovery_period (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        basis text not null constraint recovery_period_basis check (basis in ('ABSTINENCE', 'REDUCED_DRINKING', 'SELF_DEFINED')),
        started_on date not null,
        -- The day on which it ended, which is not counted any more.
        ended_on date,
        -- The period whose beginning ended this one.
        succeeded_by_id uuid,
        recorded_at timestamptz not null,
        is_hidden boolean not null default false,
        entered_in_error_at timestamptz,
        entered_in_error_reason text,
        constraint recovery_period_pkey primary key (organization_id, id),
        constraint recovery_period_of_patient unique (organization_id, id, patient_id),
        constraint recovery_period_span check (ended_on >= started_on),
        constraint recovery_period_succeeded check (succeeded_by_id is null or ended_on is not null),
        constraint recovery_period_patient foreign key (organization_id, patient_id) references patient (organization_id, id),
        -- The one that ends it is written after it.
        constraint recovery_period_successor foreign key (organization_id, succeeded_by_id, patient_id)
          references recovery_period (organization_id, id, patient_id) deferrable initially deferred
      );
      create unique index recovery_period_one_open on recovery_period (organization_id, patient_id) where ended_on is null and entered_in_error_at is null;
      create index recovery_period_by_patient on recovery_period (organization_id, patient_id, started_on, id);
      create index recovery_period_by_successor on recovery_period (organization_id, succeeded_by_id) where succeeded_by_id is not null;

      create table recovery_count (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        -- While a period is open: the day from which all days would count if they followed each other without a gap. Not when it began.
        anchor_on date,
        -- While none is: how many there were.
        days int,
        -- Never fewer than this, until a correction.
        floor_days int not null default 0,
        next_milestone_on date,
        is_hidden boolean not null default false,
        constraint recovery_count_pkey primary key (organization_id, id),
        constraint recovery_count_self check (id = patient_id),
        constraint recovery_count_one check (num_nonnulls(anchor_on, days) = 1),
        constraint recovery_count_patient foreign key (organization_id, patient_id) references patient (organization_id, id)
      );
      create index recovery_count_due on recovery_count (next_milestone_on) where next_milestone_on is not null;

      create table milestone (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        kind text not null constraint milestone_kind check (kind in ('DAYS_30', 'DAYS_60', 'DAYS_90', 'MONTHS_6', 'YEARS', 'FIRST_MEETING',
          'TREATMENT_COMPLETED', 'BACK_AFTER_RECURRENCE', 'BECAME_MENTOR', 'PERSONAL')),
        years int,
        title text not null,
        reached_on date not null,
        recorded_at timestamptz not null,
        counts_days boolean not null generated always as (kind in ('DAYS_30', 'DAYS_60', 'DAYS_90', 'MONTHS_6', 'YEARS')) stored,
        is_hidden boolean not null default false,
        entered_in_error_at timestamptz,
        entered_in_error_reason text,
        constraint milestone_pkey primary key (organization_id, id),
        constraint milestone_of_patient unique (organization_id, id, patient_id),
        constraint milestone_years check ((kind = 'YEARS') = (years is not null) and years > 0),
        constraint milestone_hidden check (not is_hidden or kind in ('DAYS_30', 'DAYS_60', 'DAYS_90', 'MONTHS_6', 'YEARS')),
        constraint milestone_patient foreign key (organization_id, patient_id) references patient (organization_id, id)
      );
      create unique index milestone_once on milestone (organization_id, patient_id, kind, coalesce(years, 0))
        where counts_days and entered_in_error_at is null;
      create index milestone_by_patient on milestone (organization_id, patient_id, reached_on, recorded_at, id);

      create table encouragement (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        milestone_id uuid,
        -- Of the milestone; RECOVERY where there is none.
        category text not null constraint encouragement_category check (category in ('RECOVERY', 'RETURN_TO_USE')),
        author_id uuid not null,
        author_name text not null,
        message text not null,
        sent_at timestamptz not null,
        is_hidden boolean not null default false,
        constraint encouragement_pkey primary key (organization_id, id),
        constraint encouragement_patient foreign key (organization_id, patient_id) references patient (organization_id, id),
        constraint encouragement_milestone foreign key (organization_id, milestone_id, patient_id) references milestone (organization_id, id, patient_id)
      );
      create index encouragement_by_patient on encouragement (organization_id, patient_id, sent_at, id);
      create index encouragement_by_milestone on encouragement (organization_id, milestone_id, sent_at, id) where milestone_id is not null;

      create table check_in (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        occurred_at timestamptz not null,
        mood int not null constraint check_in_mood check (mood between 1 and 5),
        craving int not null constraint check_in_craving check (craving between 0 and 10),
        note text,
        wants_contact boolean not null,
        entered_in_error_at timestamptz,
        entered_in_error_reason text,
        constraint check_in_pkey primary key (organization_id, id),
        constraint check_in_patient foreign key (organization_id, patient_id) references patient (organization_id, id)
      );
      create index check_in_by_patient on check_in (organization_id, patient_id, occurred_at, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger if exists open_recovery on patient;
      drop trigger if exists keep_days_across_zones on patient;
      drop trigger if exists end_recovery_at_death on patient_standing;
      drop view if exists app.day_reached, app.recovery_stretch;
      drop table check_in, encouragement, milestone, recovery_count, recovery_period, patient_recovery;
    `);
  }
}
