-- How follow-ups go from one to another by themselves.

-- The line of the audit log about a follow-up that a sweep has changed.
create or replace function app.note_sweep(organization uuid, patient uuid, follow_up uuid, kind text) returns void volatile language sql
  set search_path = pg_catalog, pg_temp as $$
  insert into public.audit_event (organization_id, id, at, principal_id, role, kind, subject_type, subject_id, patient_id, request_id)
  values (organization, gen_random_uuid(), now(), app.program(), 'JOB', note_sweep.kind, 'follow_up',
    note_sweep.follow_up, patient, 'sweep')
$$;

-- Whoever has it now and had it not before is asked anew, and has as long for it as the first. Once it has escalated it goes on no more, unless
-- somebody takes it on and does not do it.
create or replace function app.ask_anew() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.acknowledged_at := null;
  new.acknowledged_by := null;
  if new.escalated_at is distinct from old.escalated_at then
    new.escalates_at := null;
  elsif new.is_urgent then
    new.escalates_at := now() + app.follow_up_hours(new.organization_id, 'ESCALATION');
    new.escalated_at := null;
  end if;
  return new;
end $$;
create or replace trigger ask_anew before update of assignee_clinician_id, assignee_mentor_id on follow_up for each row
  when ((new.assignee_clinician_id, new.assignee_mentor_id) is distinct from (old.assignee_clinician_id, old.assignee_mentor_id))
  execute function app.ask_anew();

-- Urgent follow-ups that nobody has acknowledged in time, or that whoever did has not done in time, of every organization, at most so many, go
-- to whoever is next in line: once, by whichever server comes first. Where there is nobody else, they stay where they are and are asked about
-- again. By patient, as the locks are that their commit takes (decision 20). The program itself does this, and the audit log says so.
create or replace function app.escalate_follow_ups(most int) returns int volatile language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  due record;
  escalated int := 0;
begin
  if not app.nobody_asks() then
    return 0;
  end if;
  perform app.act_as_program();
  for due in select f.organization_id, f.id, f.patient_id, line.clinician
      from public.follow_up f
        cross join lateral (select app.next_in_line(f.organization_id, f.patient_id, app.told_by_follow_up(f.kind, f.category), true,
          f.assignee_clinician_id) as clinician) line
      where f.escalates_at <= now() and f.completed_at is null and line.clinician is not null
      order by f.patient_id, f.id limit most for update of f skip locked loop
    update public.follow_up set assignee_clinician_id = due.clinician, escalated_at = now(), version = version + 1
      where organization_id = due.organization_id and id = due.id;
    perform app.note_sweep(due.organization_id, due.patient_id, due.id, 'follow-up.escalated');
    escalated := escalated + 1;
  end loop;
  return escalated;
end $$;
grant execute on function app.escalate_follow_ups to alongside_runtime;

-- Who is kept out from now on, or works here no more, is to do nothing: what is urgent goes on to the next in line, the rest to nobody in
-- particular.
create or replace function app.hand_on(organization uuid, patient uuid, clinician uuid) returns void language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  update public.follow_up f set version = f.version + 1, assignee_clinician_id = case when f.is_urgent
      then app.next_in_line(f.organization_id, f.patient_id, app.told_by_follow_up(f.kind, f.category), false, f.assignee_clinician_id) end
    where f.organization_id = organization and (f.patient_id = patient or f.assignee_clinician_id = clinician)
      and f.completed_at is null and f.assignee_clinician_id is not null
      and not app.may_follow_up(f.organization_id, f.patient_id, app.told_by_follow_up(f.kind, f.category), f.assignee_clinician_id)
$$;
create or replace function app.hand_on_of_denied() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.hand_on(new.organization_id, new.patient_id, null);
  return null;
end $$;
create or replace trigger hand_on_of_denied after insert on access_denial for each row execute function app.hand_on_of_denied();
create or replace function app.hand_on_of_clinician() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.hand_on(new.organization_id, null, new.id);
  -- What they had taken on for somebody else, or for nobody in particular, is to be taken on anew, or goes on.
  update public.follow_up f set version = f.version + 1, acknowledged_at = null, acknowledged_by = null,
      escalates_at = case when f.is_urgent then now() + app.follow_up_hours(f.organization_id, 'ESCALATION') end
    where f.organization_id = new.organization_id and f.acknowledged_by = new.id and f.completed_at is null;
  return null;
end $$;
create or replace trigger hand_on_of_clinician after update of active on clinician
  for each row when (old.active and not new.active) execute function app.hand_on_of_clinician();

-- What is not urgent and whose assignee sees it no more goes to nobody in particular, so that the team finds it: a seat has ended, a link,
-- a consent. Nobody does something about what they do not see. At most so many, of every organization, each by whichever server comes first.
create or replace function app.release_follow_ups(most int) returns int volatile language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  lost record;
  released int := 0;
begin
  if not app.nobody_asks() then
    return 0;
  end if;
  perform app.act_as_program();
  for lost in select f.organization_id, f.id, f.patient_id from public.follow_up f
        cross join lateral (select app.told_by_follow_up(f.kind, f.category) as bits) told
      where f.completed_at is null and not f.is_urgent and f.assignee_id is not null
        and case when f.assignee_mentor_id is not null
          then not app.mentor_may_follow_up(f.organization_id, f.patient_id, told.bits, f.assignee_mentor_id)
          else not app.may_follow_up(f.organization_id, f.patient_id, told.bits, f.assignee_clinician_id)
            or not app.is_shown(f.assignee_clinician_id, f.patient_id, told.bits) end
      order by f.patient_id, f.id limit most for update of f skip locked loop
    update public.follow_up set assignee_clinician_id = null, assignee_mentor_id = null, version = version + 1
      where organization_id = lost.organization_id and id = lost.id;
    perform app.note_sweep(lost.organization_id, lost.patient_id, lost.id, 'follow-up.released');
    released := released + 1;
  end loop;
  return released;
end $$;
grant execute on function app.release_follow_ups to alongside_runtime;
