import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The owner reads and writes here, past policies that stand and want to know who asks: nobody does. */
const AS_NOBODY = `select set_config(name, value, true) from (values ('app.organization', '00000000-0000-0000-0000-000000000000'),
  ('app.principal', '00000000-0000-0000-0000-000000000000'), ('app.role', ''), ('app.holder', ''), ('app.wide', '0'), ('app.mask', '0'),
  ('app.denied', '')) as setting(name, value)`;

/** Who agreed to a peer link, what consent it stands on, and, in tables of their own, what not everybody who sees a link may see of it. */
export class TwoKeys1767225600008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AS_NOBODY);
    await runner.query(`
      alter table peer_link
        add column patient_agreed_at timestamptz,
        add column mentor_agreed_at timestamptz,
        add column consent_id uuid,
        add constraint peer_link_consent foreign key (organization_id, consent_id, patient_id) references consent (organization_id, id, patient_id),
        add constraint peer_link_of_patient unique (organization_id, id, patient_id);
      create index peer_link_by_consent on peer_link (organization_id, consent_id) where consent_id is not null;

      create table peer_link_reason (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        peer_group_id uuid,
        paused_reason text constraint peer_link_reason_paused check (paused_reason in
          ('PATIENT_CHOICE', 'MENTOR_CHOICE', 'CONSENT_REVOKED', 'CREDENTIAL_LAPSED', 'CARE_TEAM')),
        end_reason text,
        constraint peer_link_reason_pkey primary key (organization_id, id),
        constraint peer_link_reason_link foreign key (organization_id, id, patient_id) references peer_link (organization_id, id, patient_id)
      );
      create table peer_link_recurrence (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        peer_group_id uuid,
        peer_mentor_id uuid,
        constraint peer_link_recurrence_pkey primary key (organization_id, id),
        constraint peer_link_recurrence_link foreign key (organization_id, id, patient_id) references peer_link (organization_id, id, patient_id)
      );
      alter table peer_link drop constraint peer_link_pause;
      update peer_link set patient_agreed_at = created_at, mentor_agreed_at = case when peer_mentor_id is not null then created_at end
        where status in ('ACCEPTED', 'ACTIVE', 'PAUSED', 'ENDED');
      insert into peer_link_reason (organization_id, id, patient_id, peer_group_id, paused_reason, end_reason)
        select organization_id, id, patient_id, peer_group_id, paused_reason, end_reason from peer_link;
      insert into peer_link_recurrence (organization_id, id, patient_id, peer_group_id, peer_mentor_id)
        select organization_id, id, patient_id, peer_group_id, peer_mentor_id from peer_link where 'RETURN_FROM_RECURRENCE' = any(purposes);
      update peer_link set purposes = array_remove(purposes, 'RETURN_FROM_RECURRENCE') where 'RETURN_FROM_RECURRENCE' = any(purposes);
      alter table peer_link drop column paused_reason, drop column end_reason;

      -- Links that nobody consented to pause: their mentors stand outside the program, and what they know needs a consent from now on.
      with paused as (
        update peer_link l set status = 'PAUSED', version = l.version + 1 from peer_mentor m
        where m.organization_id = l.organization_id and m.id = l.peer_mentor_id and m.engagement <> 'EMPLOYED' and l.status in ('ACCEPTED', 'ACTIVE')
        returning l.organization_id, l.id)
      update peer_link_reason r set paused_reason = 'CONSENT_REVOKED' from paused p where r.organization_id = p.organization_id and r.id = p.id;
      -- What employed mentors see by their links.
      insert into access_grant (organization_id, principal_id, patient_id, categories, basis, source_id, valid_from)
        select l.organization_id, l.peer_mentor_id, l.patient_id, 162, 'LINK', l.id, '-infinity' from peer_link l
          join peer_mentor m on m.organization_id = l.organization_id and m.id = l.peer_mentor_id
        where m.engagement = 'EMPLOYED' and l.status in ('ACCEPTED', 'ACTIVE', 'PAUSED');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(AS_NOBODY);
    await runner.query(`
      drop policy if exists mentor on peer_link;
      drop policy if exists linked on peer_mentor;
      drop policy if exists linked on peer_mentor_opening;
      drop trigger if exists follow_mentor_consent on consent;
      drop trigger if exists grant_by_link on peer_link;
      drop trigger if exists open_link_reason on peer_link;
      alter table peer_link add column paused_reason text constraint peer_link_paused_reason check (paused_reason in
          ('PATIENT_CHOICE', 'MENTOR_CHOICE', 'CONSENT_REVOKED', 'CREDENTIAL_LAPSED', 'CARE_TEAM')),
        add column end_reason text;
      update peer_link l set paused_reason = r.paused_reason, end_reason = r.end_reason from peer_link_reason r
        where r.organization_id = l.organization_id and r.id = l.id;
      update peer_link l set purposes = purposes || 'RETURN_FROM_RECURRENCE'::text from peer_link_recurrence r
        where r.organization_id = l.organization_id and r.id = l.id;
      alter table peer_link add constraint peer_link_pause check ((status = 'PAUSED') = (paused_reason is not null));
      drop table peer_link_recurrence, peer_link_reason;
      alter table peer_link drop column patient_agreed_at, drop column mentor_agreed_at, drop column consent_id,
        drop constraint peer_link_of_patient;
      delete from access_grant where basis = 'LINK';
      drop function if exists app.follow_mentor_consent, app.grant_by_link, app.derive_mentor_grants, app.open_link_reason, app.sharing_consent, app.hold_sharing_consent, app.keep_mentor_no, app.are_kept_apart;
    `);
  }
}
