import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The owner reads and writes here, past policies that stand and want to know who asks: nobody does. */
const AS_NOBODY = `select set_config(name, value, true) from (values ('app.organization', '00000000-0000-0000-0000-000000000000'),
  ('app.principal', '00000000-0000-0000-0000-000000000000'), ('app.role', ''), ('app.holder', ''), ('app.wide', '0'), ('app.mask', '0'),
  ('app.denied', '')) as setting(name, value)`;

/** When patients and peers were in touch, what a peer is worried about, and what supervisors of mentors see. */
export class PeerContacts1767225600019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AS_NOBODY);
    await runner.query(`
      create table peer_contact (
        organization_id uuid not null,
        id uuid not null,
        version int not null,
        patient_id uuid not null,
        peer_link_id uuid not null,
        peer_mentor_id uuid,
        peer_group_id uuid,
        occurred_at timestamptz not null,
        minutes int not null constraint peer_contact_minutes check (minutes between 1 and 1440),
        mode text not null constraint peer_contact_mode check (mode in ('IN_PERSON', 'PHONE', 'VIDEO', 'MESSAGE', 'GROUP_MEETING')),
        note text,
        -- A community group has no roster: nobody but the patient says who came.
        reported_by text not null constraint peer_contact_reported_by check (reported_by = 'PATIENT' or (reported_by = 'MENTOR' and peer_mentor_id is not null)),
        reviewed_by_id uuid,
        reviewed_at timestamptz,
        entered_in_error_at timestamptz,
        entered_in_error_reason text,
        constraint peer_contact_pkey primary key (organization_id, id),
        constraint peer_contact_one_peer check (num_nonnulls(peer_mentor_id, peer_group_id) = 1),
        constraint peer_contact_of_group check ((mode = 'GROUP_MEETING') = (peer_group_id is not null)),
        constraint peer_contact_review check ((reviewed_at is null) = (reviewed_by_id is null) and (reviewed_at is null or peer_mentor_id is not null)),
        constraint peer_contact_reviewed_by foreign key (organization_id, reviewed_by_id) references clinician (organization_id, id)
      );
      -- A contact has the peer of its link, which decides whose it is to see. Of the two keys the one without a null counts.
      alter table peer_link add constraint peer_link_of_mentor unique (organization_id, id, patient_id, peer_mentor_id),
        add constraint peer_link_of_group unique (organization_id, id, patient_id, peer_group_id);
      alter table peer_contact
        add constraint peer_contact_with_mentor foreign key (organization_id, peer_link_id, patient_id, peer_mentor_id)
          references peer_link (organization_id, id, patient_id, peer_mentor_id),
        add constraint peer_contact_with_group foreign key (organization_id, peer_link_id, patient_id, peer_group_id)
          references peer_link (organization_id, id, patient_id, peer_group_id);
      create index peer_contact_by_link on peer_contact (organization_id, peer_link_id, occurred_at, id);
      create index peer_contact_by_patient on peer_contact (organization_id, patient_id, occurred_at, id);

      create table peer_concern (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        peer_link_id uuid not null,
        peer_mentor_id uuid not null,
        sentence text not null,
        is_urgent boolean not null,
        raised_at timestamptz not null,
        constraint peer_concern_pkey primary key (organization_id, id),
        constraint peer_concern_link foreign key (organization_id, peer_link_id, patient_id, peer_mentor_id)
          references peer_link (organization_id, id, patient_id, peer_mentor_id)
      );
      create index peer_concern_by_patient on peer_concern (organization_id, patient_id, raised_at, id);

      create index peer_link_to_expire on peer_link (created_at) where status = 'PROPOSED';

      alter table access_grant drop constraint access_grant_basis, add constraint access_grant_basis
        check (basis in ('CARE_TEAM', 'LINK', 'SUPERVISION', 'CONSENT', 'EMERGENCY', 'SELF'));
      -- What supervisors of mentors see by the links that are open.
      insert into access_grant (organization_id, principal_id, patient_id, categories, basis, source_id, valid_from)
        select l.organization_id, c.id, l.patient_id, 128, 'SUPERVISION', l.id, '-infinity' from peer_link l
          join peer_mentor_standing s on s.organization_id = l.organization_id and s.id = l.peer_mentor_id
          join clinician c on c.organization_id = s.organization_id and c.id = s.supervisor_id and c.active
        where l.patient_agreed_at is not null and l.status in ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED');
      -- keep_mentor_reason has taken its place.
      drop function if exists app.keep_mentor_no;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(AS_NOBODY);
    await runner.query(`
      drop trigger if exists grant_by_supervision on peer_link;
      drop trigger if exists grant_by_supervision on peer_mentor_standing;
      drop trigger if exists grant_by_supervision on clinician;
      drop trigger if exists grant_by_supervision on account;
      delete from access_grant where basis = 'SUPERVISION';
      alter table access_grant drop constraint access_grant_basis, add constraint access_grant_basis
        check (basis in ('CARE_TEAM', 'LINK', 'CONSENT', 'EMERGENCY', 'SELF'));
      drop policy if exists treats on peer_link_reason;
      drop policy if exists concerns on follow_up;
      drop view if exists app.peer_contact_day;
      drop table peer_concern, peer_contact;
      drop index peer_link_to_expire;
      alter table peer_link drop constraint peer_link_of_mentor, drop constraint peer_link_of_group;
      drop view if exists app.patient_sight;
      drop function if exists app.grant_by_supervision, app.grant_by_supervision_of_login, app.derive_supervision_grant, app.supervisor_of, app.of_supervision, app.expire_proposals,
        app.keep_mentor_reason, app.is_pause_of_mentor, app.raise_concern, app.follow_concern, app.treats;
    `);
  }
}
