-- The timeline shows what its viewer may see of the record, and no trace of the rest: an entry is there for those who see its subject.
call app.open_to_reach('timeline_entry', 'bits');
create policy subject on timeline_entry as restrictive for select to alongside_runtime using (case
  when session_id is not null then (select true from session s where s.organization_id = timeline_entry.organization_id and s.id = session_id)
  when care_plan_id is not null then (select true from care_plan s where s.organization_id = timeline_entry.organization_id and s.id = care_plan_id)
  when kind = 'CARE_PLAN' then (select true from care_activity s where s.organization_id = timeline_entry.organization_id and s.id = subject_id)
  when peer_link_id is not null then (select true from peer_link s where s.organization_id = timeline_entry.organization_id and s.id = peer_link_id)
  when peer_contact_id is not null then (select true from peer_contact s where s.organization_id = timeline_entry.organization_id and s.id = peer_contact_id)
  when milestone_id is not null then (select true from milestone s where s.organization_id = timeline_entry.organization_id and s.id = milestone_id)
  when check_in_id is not null then (select true from check_in s where s.organization_id = timeline_entry.organization_id and s.id = check_in_id)
  when return_to_use_id is not null then (select true from return_to_use s where s.organization_id = timeline_entry.organization_id and s.id = return_to_use_id)
  when assessment_id is not null then (select true from assessment s where s.organization_id = timeline_entry.organization_id and s.id = assessment_id)
  when consent_id is not null then (select true from consent s where s.organization_id = timeline_entry.organization_id and s.id = consent_id)
end);
call app.open_to_owner('timeline_entry');
grant select on timeline_entry to alongside_runtime;

-- What happened, written down as it happens. What was retracted never happened: its entries go, and the record itself stays, marked.
create or replace function app.keep_timeline() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  entry public.timeline_entry;
  is_new constant boolean := tg_op = 'INSERT';
begin
  -- Not that of the transaction: what happens in one after the other stands in that order.
  entry.at := clock_timestamp();
  case tg_table_name
    when 'session' then
      entry.kind := 'SESSION'; entry.session_id := new.id; entry.at := new.occurred_at; entry.event := new.attendance;
      entry.bits := app.bit(case new.kind when 'MAT' then 'MEDICATION' else 'CARE_PLAN' end);
    when 'care_plan' then
      entry.kind := 'CARE_PLAN'; entry.care_plan_id := new.id; entry.event := new.status; entry.bits := app.bit('CARE_PLAN');
    when 'care_activity' then
      entry.kind := 'CARE_PLAN'; entry.event := case when is_new then 'ADDED' else new.status end;
      entry.bits := app.bit(case new.kind when 'MAT' then 'MEDICATION' else 'CARE_PLAN' end);
      entry.cbt_activity_id := case new.kind when 'CBT' then new.id end;
      entry.mat_activity_id := case new.kind when 'MAT' then new.id end;
      entry.counseling_activity_id := case new.kind when 'COUNSELING' then new.id end;
    when 'peer_link' then
      entry.kind := 'PEER_LINK'; entry.peer_link_id := new.id; entry.event := new.status; entry.bits := app.link_category(new.peer_group_id);
    when 'peer_contact' then
      entry.kind := 'PEER_CONTACT'; entry.peer_contact_id := new.id; entry.at := new.occurred_at; entry.event := new.mode;
      entry.bits := app.link_category(new.peer_group_id);
    when 'milestone' then
      entry.kind := 'MILESTONE'; entry.milestone_id := new.id; entry.event := new.kind;
      -- The day, as the patient counts days.
      entry.at := new.reached_on::timestamp at time zone (select p.time_zone from public.patient p
        where p.organization_id = new.organization_id and p.id = new.patient_id);
      entry.bits := app.milestone_category(new.kind);
    when 'check_in' then
      entry.kind := 'CHECK_IN'; entry.check_in_id := new.id; entry.at := new.occurred_at; entry.event := 'CHECKED_IN'; entry.bits := app.bit('RECOVERY');
    when 'return_to_use' then
      entry.kind := 'RETURN_TO_USE'; entry.return_to_use_id := new.id; entry.event := new.status; entry.bits := app.bit('RETURN_TO_USE');
    when 'assessment' then
      entry.kind := 'ASSESSMENT'; entry.assessment_id := new.id; entry.at := new.taken_at; entry.event := new.instrument; entry.bits := app.bit('ASSESSMENT');
    when 'consent' then
      entry.kind := 'CONSENT'; entry.consent_id := new.id; entry.event := new.status; entry.bits := app.bit('PERMISSION');
  end case;
  insert into public.timeline_entry (organization_id, id, patient_id, kind, event, at, bits, care_plan_id, cbt_activity_id, mat_activity_id,
    counseling_activity_id, session_id, peer_link_id, peer_contact_id, milestone_id, check_in_id, return_to_use_id, assessment_id, consent_id)
  values (new.organization_id, gen_random_uuid(), new.patient_id, entry.kind, entry.event, entry.at, entry.bits, entry.care_plan_id,
    entry.cbt_activity_id, entry.mat_activity_id, entry.counseling_activity_id, entry.session_id, entry.peer_link_id, entry.peer_contact_id,
    entry.milestone_id, entry.check_in_id, entry.return_to_use_id, entry.assessment_id, entry.consent_id);
  return null;
end $$;

create or replace function app.clear_timeline() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.timeline_entry where organization_id = new.organization_id and subject_id = new.id;
  return null;
end $$;

-- A patient who lives elsewhere from now on: a day begins at another instant.
create or replace function app.move_milestones_on_timeline() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.timeline_entry e set at = m.reached_on::timestamp at time zone new.time_zone from public.milestone m
    where m.organization_id = new.organization_id and m.patient_id = new.id and e.organization_id = m.organization_id and e.subject_id = m.id;
  return null;
end $$;
create trigger move_milestones_on_timeline after update of time_zone on patient for each row
  when (new.time_zone <> old.time_zone) execute function app.move_milestones_on_timeline();

-- A milestone of another day, after a correction.
create or replace function app.move_on_timeline() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.timeline_entry e set at = new.reached_on::timestamp at time zone p.time_zone from public.patient p
    where e.organization_id = new.organization_id and e.subject_id = new.id and p.organization_id = new.organization_id and p.id = new.patient_id;
  return null;
end $$;
create trigger move_on_timeline after update of reached_on on milestone for each row
  when (new.reached_on <> old.reached_on) execute function app.move_on_timeline();

-- A table whose rows happen once, and may be retracted. Triggers of a table fire by their names: this one before those that make more
-- happen of it, so that a link rests after the consent was taken back.
create or replace procedure app.show_once(target regclass) language plpgsql as $$
begin
  execute format('create trigger add_to_timeline after insert on %s for each row execute function app.keep_timeline()', target);
  execute format('create trigger clear_timeline after update of entered_in_error_at on %s for each row
    when (old.entered_in_error_at is null and new.entered_in_error_at is not null) execute function app.clear_timeline()', target);
end $$;
call app.show_once('session');
call app.show_once('peer_contact');
call app.show_once('milestone');
call app.show_once('check_in');
call app.show_once('assessment');

-- A table whose rows go through statuses, each of which happens.
create or replace procedure app.show_statuses(target regclass) language plpgsql as $$
begin
  execute format('create trigger add_to_timeline after insert on %s for each row execute function app.keep_timeline()', target);
  execute format('create trigger add_to_timeline_on after update of status on %s for each row
    when (old.status <> new.status and new.status <> ''ENTERED_IN_ERROR'') execute function app.keep_timeline()', target);
  execute format('create trigger clear_timeline after update of status on %s for each row
    when (old.status <> new.status and new.status = ''ENTERED_IN_ERROR'') execute function app.clear_timeline()', target);
end $$;
call app.show_statuses('care_plan');
call app.show_statuses('care_activity');
call app.show_statuses('peer_link');
call app.show_statuses('return_to_use');
call app.show_statuses('consent');
