-- Peer mentors, peer groups and meetings. They know no patient. Groups and meetings are for every role of the organization;
-- a mentor for the staff, the patients, the mentor themselves, and systems whose agreement shows them the peer support of every patient.

call app.open_to_roles('peer_mentor', 'ADMINISTRATOR', 'INTAKE', 'CLINICIAN', 'PROGRAM_DIRECTOR', 'PRIVACY_OFFICER', 'PATIENT');
create policy own on peer_mentor using (id = (select current_setting('app.principal')::uuid));
create policy systems on peer_mentor
  using ((select current_setting('app.role') = 'EHR_SYSTEM' and current_setting('app.wide')::int & app.bit('PEER_SUPPORT') <> 0));
call app.open_to_owner('peer_mentor');
grant select, insert, update on peer_mentor to alongside_runtime;

-- Stage, slots, credential and supervisor: the staff and the mentor only. A trigger of the links keeps slots_taken.
call app.open_to_roles('peer_mentor_standing', 'ADMINISTRATOR', 'INTAKE', 'CLINICIAN', 'PROGRAM_DIRECTOR', 'PRIVACY_OFFICER');
create policy own on peer_mentor_standing using (id = (select current_setting('app.principal')::uuid));
call app.open_to_owner('peer_mentor_standing');
grant select, insert, update on peer_mentor_standing to alongside_runtime;

-- That a mentor takes somebody on is for everybody who sees the mentor, why not is not. Written by the trigger below alone.
call app.open_to_roles('peer_mentor_opening', 'ADMINISTRATOR', 'INTAKE', 'CLINICIAN', 'PROGRAM_DIRECTOR', 'PRIVACY_OFFICER', 'PATIENT');
create policy own on peer_mentor_opening using (id = (select current_setting('app.principal')::uuid));
create policy systems on peer_mentor_opening
  using ((select current_setting('app.role') = 'EHR_SYSTEM' and current_setting('app.wide')::int & app.bit('PEER_SUPPORT') <> 0));
call app.open_to_owner('peer_mentor_opening');
grant select on peer_mentor_opening to alongside_runtime;

-- Whoever answers for the mentors of the program.
create or replace function app.supervises_peers() returns boolean stable language sql as $$
  select current_setting('app.role') in ('ADMINISTRATOR', 'PROGRAM_DIRECTOR')
    or current_setting('app.role') = 'CLINICIAN' and exists (select 1 from public.clinician c
      where c.id = current_setting('app.principal')::uuid and c.role = 'PEER_SUPERVISOR' and c.active)
$$;
grant execute on function app.supervises_peers to alongside_runtime;

-- How somebody became a mentor: supervision and the mentor only.
call app.close_to_organization('mentor_journey_step');
create policy see on mentor_journey_step using ((select app.supervises_peers())
  or peer_mentor_id = (select current_setting('app.principal')::uuid)
  or (select true from peer_mentor_standing s where s.id = peer_mentor_id and s.supervisor_id = (select current_setting('app.principal')::uuid)));
grant select, insert on mentor_journey_step to alongside_runtime;

call app.close_to_organization('peer_group');
create policy see on peer_group using (true);
grant select, insert, update on peer_group to alongside_runtime;

call app.close_to_organization('meeting');
create policy see on meeting using (true);
grant select, insert, update on meeting to alongside_runtime;

call app.close_to_organization('cancelled_occurrence');
create policy see on cancelled_occurrence using (true);
grant select, insert on cancelled_occurrence to alongside_runtime;

-- A mentor takes somebody on while credentialed, with a slot open, and from the day the credential was verified to the day it
-- expires, as the program counts its days. The standing's row lock makes one of two changes wait for the other.
create or replace function app.keep_mentor_opening() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  zone text := (select o.time_zone from public.organization o where o.organization_id = new.organization_id);
begin
  if new.stage = 'CREDENTIALED' and new.slots_taken < new.capacity then
    insert into public.peer_mentor_opening (organization_id, id, valid_from, valid_until)
    values (new.organization_id, new.id, new.credential_verified_on::timestamp at time zone zone,
      (new.credential_expires_on + 1)::timestamp at time zone zone)
    on conflict (organization_id, id) do update set valid_from = excluded.valid_from, valid_until = excluded.valid_until;
  else
    delete from public.peer_mentor_opening where organization_id = new.organization_id and id = new.id;
  end if;
  return null;
end $$;
create or replace trigger keep_mentor_opening
  after insert or update of stage, capacity, slots_taken, credential_verified_on, credential_expires_on on peer_mentor_standing
  for each row execute function app.keep_mentor_opening();

-- Whether a mentor belongs to the program's workforce; the others stand outside it. Nobody is not.
create or replace function app.is_employed_mentor(organization uuid, mentor uuid) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language sql
  begin atomic
    select exists (select 1 from public.peer_mentor m where m.organization_id = organization and m.id = mentor and m.engagement = 'EMPLOYED');
  end;

-- Whether a mentor is one still: who retired has stepped back, and sees nobody any more.
create or replace function app.is_present_mentor(organization uuid, mentor uuid) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language sql
  begin atomic
    select exists (select 1 from public.peer_mentor_standing s
      where s.organization_id = organization and s.id = mentor and s.stage <> 'RETIRED');
  end;
