-- A link to a mentor is PEER_SUPPORT; one to a group is GROUP_PARTICIPATION, for a named fellowship is never told by another category.
-- The shape of app.open_to_reach, with the category of the row.
create or replace function app.link_category(peer_group_id uuid) returns int immutable parallel safe language sql return
  case when peer_group_id is null then app.bit('PEER_SUPPORT') else app.bit('GROUP_PARTICIPATION') end;

create or replace function app.peer_categories() returns int immutable parallel safe language sql return
  app.bit('PEER_SUPPORT') + app.bit('GROUP_PARTICIPATION');
grant execute on function app.link_category, app.peer_categories to alongside_runtime;

call app.close_to_organization('peer_link');
create policy see on peer_link using (
  (select current_setting('app.wide')::int) & app.link_category(peer_group_id) <> 0
  or (select true from app.reach g where g.patient_id = peer_link.patient_id and g.categories & app.link_category(peer_link.peer_group_id) <> 0 limit 1));
call app.open_to_owner('peer_link');
grant select, insert, update on peer_link to alongside_runtime;

-- Accepted, active and paused links hold a slot of their mentor. The count is stored, because row security would bend a count of rows.
-- The row lock of the update and the check peer_mentor_capacity let no two links take the last slot.
create or replace function app.count_mentor_slots() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  holding constant text[] := array['ACCEPTED', 'ACTIVE', 'PAUSED'];
begin
  if tg_op <> 'INSERT' and old.peer_mentor_id is not null and old.status = any(holding) then
    update public.peer_mentor_standing set slots_taken = slots_taken - 1 where organization_id = old.organization_id and id = old.peer_mentor_id;
  end if;
  if tg_op <> 'DELETE' and new.peer_mentor_id is not null and new.status = any(holding) then
    update public.peer_mentor_standing set slots_taken = slots_taken + 1 where organization_id = new.organization_id and id = new.peer_mentor_id;
  end if;
  return null;
end $$;
create or replace trigger count_mentor_slots after insert or delete or update of status, peer_mentor_id on peer_link
  for each row execute function app.count_mentor_slots();

-- How many open links a patient has. Visible only with both categories, so that the filter withoutPeerSupport tells no more than the links.
call app.close_to_organization('patient_peer_support');
create policy see on patient_peer_support using (
  (select current_setting('app.wide')::int & app.peer_categories() = app.peer_categories())
  or (select true from app.reach g where g.patient_id = patient_peer_support.patient_id and g.categories & app.peer_categories() = app.peer_categories() limit 1));
call app.open_to_owner('patient_peer_support');
grant select on patient_peer_support to alongside_runtime;

create or replace function app.open_peer_support() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.patient_peer_support (organization_id, id, patient_id, open_links) values (new.organization_id, new.id, new.id, 0);
  return null;
end $$;
create or replace trigger open_peer_support after insert on patient for each row execute function app.open_peer_support();

-- Added to and taken from, never counted anew: two changes at once wait for each other on the row and both last.
create or replace function app.count_open_links() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_open constant text[] := array['PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED'];
  was int := case when tg_op <> 'INSERT' and old.status = any(is_open) then 1 else 0 end;
  becomes int := case when tg_op <> 'DELETE' and new.status = any(is_open) then 1 else 0 end;
  subject public.peer_link := coalesce(new, old);
begin
  if was <> becomes then
    update public.patient_peer_support set open_links = open_links + becomes - was
      where organization_id = subject.organization_id and id = subject.patient_id;
  end if;
  return null;
end $$;
create or replace trigger count_open_links after insert or delete or update of status on peer_link
  for each row execute function app.count_open_links();

-- Death ends links; nothing else about a patient does.
create or replace function app.end_links_at_death() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  -- The patient's day, as everywhere a link begins or ends.
  today date := (now() at time zone (select p.time_zone from public.patient p where p.organization_id = new.organization_id and p.id = new.patient_id))::date;
begin
  update public.peer_link
    set status = case when status = 'PROPOSED' then 'WITHDRAWN' else 'ENDED' end, paused_reason = null, ended_on = today, version = version + 1
    where organization_id = new.organization_id and patient_id = new.patient_id and status in ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED');
  return null;
end $$;
create or replace trigger end_links_at_death after update of status on patient_standing
  for each row when (new.status = 'DECEASED' and old.status <> 'DECEASED') execute function app.end_links_at_death();
