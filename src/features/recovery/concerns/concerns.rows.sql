-- A concern opens a follow-up for the mentor's supervisor; for nobody in particular where there is none, or where the patient keeps
-- them out.
create or replace function app.follow_concern() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  supervisor uuid;
begin
  select c.id into supervisor from public.peer_mentor_standing s
      join public.clinician c on c.organization_id = s.organization_id and c.id = s.supervisor_id and c.active
    where s.organization_id = new.organization_id and s.id = new.peer_mentor_id
      and not exists (select from public.access_denial d where d.organization_id = new.organization_id and d.patient_id = new.patient_id
        and d.principal_id in (c.id, app.everybody()) and d.categories & app.bit('PEER_SUPPORT') <> 0
        and d.valid_from <= now() and d.valid_until > now());
  perform app.open_follow_up(new.organization_id, new.patient_id, 'PEER_SUPPORT', 'CONCERN', new.is_urgent, new.id, clinician => supervisor);
  return null;
end $$;
create or replace trigger follow_concern after insert on peer_concern for each row execute function app.follow_concern();

-- What follows a concern is for whom the concern is: to others it would tell that there is one.
create policy concerns on follow_up as restrictive to alongside_runtime
  using (kind <> 'CONCERN' or (select current_setting('app.role') in ('CLINICIAN', 'PROGRAM_DIRECTOR')));
