-- A concern opens a follow-up for the mentor's supervisor; for nobody in particular where there is none, or where the patient keeps
-- them out or is the supervisor.
create or replace function app.follow_concern() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  supervisor uuid;
begin
  select s.supervisor_id into supervisor from public.peer_mentor_standing s
    where s.organization_id = new.organization_id and s.id = new.peer_mentor_id
      and app.may_follow_up(new.organization_id, new.patient_id, app.bit('PEER_SUPPORT'), s.supervisor_id);
  perform app.open_follow_up(new.organization_id, new.patient_id, 'PEER_SUPPORT', 'CONCERN', new.is_urgent, new.id, clinician => supervisor);
  return null;
end $$;
create or replace trigger follow_concern after insert on peer_concern for each row execute function app.follow_concern();

-- What follows a concern is for whom the concern is: to others it would tell that there is one.
create policy concerns on follow_up as restrictive to alongside_runtime
  using (kind <> 'CONCERN' or (select current_setting('app.role') in ('CLINICIAN', 'PROGRAM_DIRECTOR')));
