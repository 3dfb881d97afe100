-- How a patient says that they are. They write it themselves, and about themselves.
call app.open_to_reach('check_in', app.bit('RECOVERY'));
create policy own on check_in as restrictive for insert to alongside_runtime
  with check (patient_id = (select current_setting('app.principal')::uuid));
grant select, insert, update (entered_in_error_at, entered_in_error_reason) on check_in to alongside_runtime;

-- Who would like to be called is called by the one who has been on the care team longest and may know of it; where there is none, the call
-- waits for whoever looks at what is open.
create or replace function app.open_check_in_call() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.open_follow_up(new.organization_id, new.patient_id, 'RECOVERY', 'CHECK_IN_CALL', false, new.id,
    clinician => app.longest_on_team(new.organization_id, new.patient_id, app.bit('RECOVERY')));
  return null;
end $$;
create or replace trigger open_check_in_call after insert on check_in
  for each row when (new.wants_contact) execute function app.open_check_in_call();
