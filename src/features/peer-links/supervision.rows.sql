-- Whoever supervises a mentor sees the peer support of those whom the mentor walks alongside, whether or not they treat them: workforce
-- with a need to know, within the program (42 CFR 2.12(c)(3)). While the link is open and the patient has agreed to it, also where it is
-- dark to the mentor; and no category beside. Nobody has a need to know what their own mentor says of them to the staff: who is the
-- patient, by the same login, sees nothing by supervision.

create or replace function app.of_supervision() returns int immutable parallel safe language sql return app.bit('PEER_SUPPORT');

-- Who supervises a mentor now, held until the transaction ends. A change of the supervisor, and their leaving, wait for a link that opens
-- at the same moment, or are seen here. The mentor's standing first, as count_mentor_slots takes it, and as it takes it: of two
-- transactions that both share it, neither could go on to count.
create or replace function app.supervisor_of(organization uuid, mentor uuid) returns uuid volatile security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  supervisor uuid;
begin
  select s.supervisor_id into supervisor from public.peer_mentor_standing s
    where s.organization_id = organization and s.id = mentor for no key update;
  perform 1 from public.clinician c where c.organization_id = organization and c.id = supervisor and c.active for share;
  return case when found then supervisor end;
end $$;

-- One row a link: it deletes and inserts its own, never another's.
create or replace function app.derive_supervision_grant(link public.peer_link, supervisor uuid) returns void volatile security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  delete from public.access_grant g where g.basis = 'SUPERVISION' and g.source_id = link.id and g.organization_id = link.organization_id;
  if supervisor is not null and link.patient_agreed_at is not null and link.status in ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED')
      and not app.is_oneself(link.organization_id, link.patient_id, supervisor) then
    insert into public.access_grant (organization_id, principal_id, patient_id, categories, basis, source_id, valid_from)
    values (link.organization_id, supervisor, link.patient_id, app.of_supervision(), 'SUPERVISION', link.id, '-infinity');
  end if;
end $$;

create or replace function app.grant_by_supervision() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  supervisor uuid;
begin
  if tg_table_name = 'peer_link' then
    perform app.derive_supervision_grant(new, app.supervisor_of(new.organization_id, new.peer_mentor_id));
  elsif tg_table_name = 'peer_mentor_standing' then
    supervisor := app.supervisor_of(new.organization_id, new.id);
    perform app.derive_supervision_grant(l, supervisor) from public.peer_link l
      where l.organization_id = new.organization_id and l.peer_mentor_id = new.id and l.status in ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED');
  else
    -- Who no longer works here supervises nobody.
    delete from public.access_grant where organization_id = new.organization_id and principal_id = new.id and basis = 'SUPERVISION';
  end if;
  return null;
end $$;
create or replace trigger grant_by_supervision after insert or update of status, patient_agreed_at on peer_link
  for each row when (new.peer_mentor_id is not null and new.patient_agreed_at is not null) execute function app.grant_by_supervision();
create or replace trigger grant_by_supervision after update of supervisor_id on peer_mentor_standing
  for each row when (new.supervisor_id is distinct from old.supervisor_id) execute function app.grant_by_supervision();
create or replace trigger grant_by_supervision after update of active on clinician
  for each row when (old.active and not new.active) execute function app.grant_by_supervision();

-- A login was bound to somebody, or is no more: whoever supervises the mentors of its patient may be the patient now.
create or replace function app.grant_by_supervision_of_login() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  login public.account := coalesce(new, old);
  patients constant uuid[] := array(select a.patient_id from public.account a
      where a.organization_id = login.organization_id and a.patient_id is not null
        and ((a.issuer, a.subject) = (new.issuer, new.subject) or (a.issuer, a.subject) = (old.issuer, old.subject)))
    || old.patient_id;
  link public.peer_link;
begin
  -- Links before their mentors, each in one order, as whoever ends all of a patient takes them.
  perform 1 from public.peer_link l
    where l.organization_id = login.organization_id and l.patient_id = any(patients) and l.peer_mentor_id is not null
      and l.status in ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED')
    order by l.id for no key update;
  for link in select * from public.peer_link l
      where l.organization_id = login.organization_id and l.patient_id = any(patients) and l.peer_mentor_id is not null
        and l.status in ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED')
      order by l.peer_mentor_id loop
    perform app.derive_supervision_grant(link, app.supervisor_of(link.organization_id, link.peer_mentor_id));
  end loop;
  return null;
end $$;
create or replace trigger grant_by_supervision after insert or update or delete on account
  for each row execute function app.grant_by_supervision_of_login();
