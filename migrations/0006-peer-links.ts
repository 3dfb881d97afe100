import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links between patients and the peers who walk alongside. */
export class PeerLinks1767225600006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table peer_link (
        organization_id uuid not null,
        id uuid not null,
        version int not null,
        patient_id uuid not null,
        care_plan_id uuid,
        peer_mentor_id uuid,
        peer_group_id uuid,
        status text not null constraint peer_link_status check (status in
          ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED', 'DECLINED', 'WITHDRAWN', 'EXPIRED', 'ENDED')),
        paused_reason text constraint peer_link_paused_reason check (paused_reason in
          ('PATIENT_CHOICE', 'MENTOR_CHOICE', 'CONSENT_REVOKED', 'CREDENTIAL_LAPSED', 'CARE_TEAM')),
        purposes text[] not null,
        cadence text,
        proposed_by text not null constraint peer_link_proposed_by check (proposed_by in ('PATIENT', 'MENTOR', 'CARE_TEAM')),
        started_on date,
        ended_on date,
        end_reason text,
        created_at timestamptz not null,
        constraint peer_link_pkey primary key (organization_id, id),
        constraint peer_link_one_peer check (num_nonnulls(peer_mentor_id, peer_group_id) = 1),
        constraint peer_link_pause check ((status = 'PAUSED') = (paused_reason is not null)),
        constraint peer_link_patient foreign key (organization_id, patient_id) references patient (organization_id, id),
        constraint peer_link_care_plan foreign key (organization_id, care_plan_id, patient_id) references care_plan (organization_id, id, patient_id),
        constraint peer_link_peer_mentor foreign key (organization_id, peer_mentor_id) references peer_mentor (organization_id, id),
        constraint peer_link_peer_group foreign key (organization_id, peer_group_id) references peer_group (organization_id, id)
      );
      create unique index peer_link_one_open_mentor on peer_link (organization_id, patient_id, peer_mentor_id)
        where status in ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED');
      create unique index peer_link_one_open_group on peer_link (organization_id, patient_id, peer_group_id)
        where status in ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED');
      create index peer_link_by_patient on peer_link (organization_id, patient_id, created_at, id);
      create index peer_link_by_care_plan on peer_link (organization_id, care_plan_id, created_at, id);
      create index peer_link_by_mentor on peer_link (organization_id, peer_mentor_id, created_at, id);
      create index peer_link_by_creation on peer_link (organization_id, created_at, id);

      create table patient_peer_support (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        open_links int not null constraint patient_peer_support_open_links check (open_links >= 0),
        is_without boolean not null generated always as (open_links = 0) stored,
        constraint patient_peer_support_pkey primary key (organization_id, id),
        constraint patient_peer_support_same_id check (id = patient_id),
        constraint patient_peer_support_patient foreign key (organization_id, patient_id) references patient (organization_id, id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger if exists open_peer_support on patient;
      drop trigger if exists end_links_at_death on patient_standing;
      drop table patient_peer_support, peer_link;
      drop function if exists app.open_peer_support, app.end_links_at_death, app.count_open_links, app.count_mentor_slots;
    `);
  }
}
