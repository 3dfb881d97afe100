import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What changed, in the order in which it could be seen: docs/decisions/0017-changes.md says why it is two tables. */
export class Changes1767225600023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a transaction changed, written in it. It waits here for its place in the log, and leaves when it has one.
      create table change_inbox (
        organization_id uuid not null,
        seq bigint not null generated always as identity,
        at timestamptz not null default now(),
        type text not null,
        node text not null,
        subject_id uuid not null,
        version int,
        patient_id uuid,
        bits int not null,
        part text not null,
        part_id uuid not null,
        constraint change_inbox_pkey primary key (seq)
      ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

      -- The log. The id is the place, so that ids grow as changes came to be seen.
      create table change_event (
        organization_id uuid not null,
        id uuid not null,
        at timestamptz not null,
        type text not null constraint change_event_type check (type in
          ('PATIENT', 'CARE_PLAN', 'GOAL', 'ACTIVITY', 'SESSION', 'PEER_LINK', 'PEER_CONTACT', 'MILESTONE', 'CHECK_IN', 'RETURN_TO_USE',
           'FOLLOW_UP', 'ASSESSMENT', 'CONSENT', 'PEER_MENTOR', 'PEER_GROUP', 'MEETING', 'ACCESS_BEGAN', 'ACCESS_ENDED')),
        -- What it is about: the type of its id, and the record.
        node text not null constraint change_event_node check (node ~ '^[a-z_]+$'),
        subject_id uuid not null,
        version int,
        patient_id uuid,
        -- Categories that it tells of; of an access, those that began or ended.
        bits int not null,
        -- The very row that changed: who sees it, sees that it changed.
        part text not null constraint change_event_part check (part ~ '^[a-z_]+$'),
        part_id uuid not null,
        -- Whose access it is; of everything else null.
        principal_id uuid,
        -- What the event is found by, for whoever reaches few patients: the patient, whoever is told alone, or the organization.
        about_id uuid not null generated always as (coalesce(principal_id, patient_id, organization_id)) stored,
        constraint change_event_pkey primary key (organization_id, id),
        constraint change_event_of_access check ((principal_id is not null) = (type in ('ACCESS_BEGAN', 'ACCESS_ENDED')))
      );
      -- For servers, which read what came of every organization.
      create unique index change_event_by_place on change_event (id);
      create index change_event_by_subject on change_event (organization_id, about_id, id);

      create sequence change_place;

      -- What each principal was last told of their access to a patient. Record systems of the program see everybody: they have a row only
      -- where something is denied.
      create table access_told (
        organization_id uuid not null,
        principal_id uuid not null,
        patient_id uuid not null,
        categories int not null,
        -- When it changes by itself: a grant or denial begins or ends.
        next_at timestamptz,
        constraint access_told_pkey primary key (organization_id, principal_id, patient_id)
      );
      create index access_told_by_patient on access_told (organization_id, patient_id);
      create index access_told_due on access_told (next_at) where next_at is not null;

      -- Whose access to whom may have changed, written in the transaction that changed it. Without a principal: everybody's.
      create table access_touch (
        organization_id uuid not null,
        seq bigint not null generated always as identity,
        principal_id uuid,
        patient_id uuid not null,
        constraint access_touch_pkey primary key (seq)
      ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

      -- The log begins by telling everybody what they see.
      insert into access_touch (organization_id, principal_id, patient_id)
        select distinct organization_id, principal_id, patient_id from access_grant
        union all select distinct organization_id, null::uuid, patient_id from access_denial;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What the rows files made on other tables would write to tables that are gone.
      do $$
      declare
        made text;
      begin
        foreach made in array array(select p.oid::regprocedure::text from pg_proc p
          where p.pronamespace = 'app'::regnamespace and (p.proname ^@ 'log_change_of_' or p.proname in ('touch_access', 'tell_access', 'access_at', 'place_changes', 'changes_after', 'last_change'))) loop
          execute format('drop routine %s cascade', made);
        end loop;
      end $$;
      drop table access_touch, access_told, change_event, change_inbox cascade;
      drop sequence change_place;
    `);
  }
}
