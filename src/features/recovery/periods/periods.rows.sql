-- How recovery goes in days. What a viewer with RECOVERY alone may know stands apart from what tells of a return to use: when a period
-- began and how long it lasts.

-- The basis, and whether the patient keeps the days to themselves, which is theirs to say.
call app.open_to_reach('patient_recovery', app.bit('RECOVERY'));
create policy own on patient_recovery as restrictive for update to alongside_runtime
  using (patient_id = (select current_setting('app.principal')::uuid));
call app.open_to_owner('patient_recovery');
grant select, update (hides_days) on patient_recovery to alongside_runtime;

-- What counts days is there for nobody but the patient once they hide day counts. Each row says whether it is: triggers see to it.
create or replace procedure app.keep_to_the_patient(target regclass) language plpgsql as $$
begin
  execute format('create policy hidden on %s as restrictive to alongside_runtime
    using (not is_hidden or patient_id = (select current_setting(''app.principal'')::uuid))', target);
end $$;

call app.open_to_reach('recovery_period', app.bit('RETURN_TO_USE'));
call app.keep_to_the_patient('recovery_period');
call app.open_to_owner('recovery_period');
grant select, insert, update (entered_in_error_at, entered_in_error_reason) on recovery_period to alongside_runtime;

-- Kept by the functions below. While a period is open it holds the day from which all days would count if they followed each other:
-- of that and today follows how many there were, and not when the period began.
call app.open_to_reach('recovery_count', app.bit('RECOVERY'));
call app.keep_to_the_patient('recovery_count');
call app.open_to_owner('recovery_count');
grant select on recovery_count to alongside_runtime;

create or replace function app.open_recovery() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.patient_recovery (organization_id, id, patient_id) values (new.organization_id, new.id, new.id);
  return null;
end $$;
create or replace trigger open_recovery after insert on patient for each row execute function app.open_recovery();

-- Whatever counts days of a patient waits here for whoever does so at the same moment, and takes no other row before.
create or replace function app.hold_recovery(organization uuid, patient uuid) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from public.patient_recovery r where r.organization_id = organization and r.id = patient for no key update;
end $$;

-- The same for an action of somebody who sees the patient's recovery, before it corrects a period.
create or replace function app.hold_periods(patient uuid) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if app.sight_of(patient) & app.bit('RECOVERY') <> 0 then
    perform app.hold_recovery(current_setting('app.organization')::uuid, patient);
  end if;
end $$;
grant execute on function app.hold_periods to alongside_runtime;

-- The calendar day that it is where the patient lives.
create or replace function app.local_day(organization uuid, patient uuid, at timestamptz) returns date stable security definer
  set search_path = pg_catalog, pg_temp language sql as $$
  select (at at time zone p.time_zone)::date from public.patient p where p.organization_id = organization and p.id = patient
$$;

-- Periods that stand, each with the days of those before it. The day on which one began is its day 0, and the one on which it ended is
-- not counted: no day counts twice, for they do not overlap.
create or replace view app.recovery_stretch as
  select p.organization_id, p.patient_id, p.basis, p.started_on, p.ended_on, p.ended_on - p.started_on as days,
    coalesce(sum(p.ended_on - p.started_on) over earlier, 0)::int as days_before, row_number() over latest = 1 as is_last
  from public.recovery_period p
  where p.entered_in_error_at is null
  window earlier as (partition by p.organization_id, p.patient_id order by p.started_on, p.ended_on nulls last, p.id
      rows between unbounded preceding and 1 preceding),
    latest as (partition by p.organization_id, p.patient_id order by p.started_on desc, p.ended_on desc nulls first, p.id desc);

-- Counts anew after a change. Whatever happened, there are never fewer days than were shown before (a return to use that is shared days
-- later, a patient who moved to a zone where it is yesterday), until days catch up; only a correction begins from the periods themselves.
create or replace function app.count_recovery(organization uuid, patient uuid, today date, is_correction boolean) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  stretch record;
  shown int;
begin
  select greatest(coalesce(today - c.anchor_on, c.days), c.floor_days) into shown from public.recovery_count c
    where c.organization_id = organization and c.id = patient;
  select * into stretch from app.recovery_stretch s where s.organization_id = organization and s.patient_id = patient and s.is_last;
  insert into public.recovery_count as c (organization_id, id, patient_id, anchor_on, days, floor_days, is_hidden)
    select organization, patient, patient, case when stretch.ended_on is null then stretch.started_on - stretch.days_before end,
      case when stretch.ended_on is not null then stretch.days_before + stretch.days when stretch.started_on is null then 0 end,
      case when is_correction then 0 else coalesce(shown, 0) end, r.hides_days
    from public.patient_recovery r where r.organization_id = organization and r.id = patient
    on conflict on constraint recovery_count_pkey do update set anchor_on = excluded.anchor_on, days = excluded.days, floor_days = excluded.floor_days;
  update public.patient_recovery r set basis = stretch.basis where r.organization_id = organization and r.id = patient;
  perform app.set_next_milestone(organization, patient);
end $$;

-- A period begins, and the one under way ends: on that day, of which it has none any more.
create or replace function app.begin_recovery_period() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.hold_recovery(new.organization_id, new.patient_id);
  select r.hides_days into new.is_hidden from public.patient_recovery r where r.organization_id = new.organization_id and r.id = new.patient_id;
  new.ended_on := null;
  new.succeeded_by_id := null;
  perform app.award_milestones(new.organization_id, new.patient_id,
    app.local_day(new.organization_id, new.patient_id, new.recorded_at), new.recorded_at);
  update public.recovery_period p set ended_on = greatest(new.started_on, p.started_on), succeeded_by_id = new.id
    where p.organization_id = new.organization_id and p.patient_id = new.patient_id and p.ended_on is null and p.entered_in_error_at is null;
  return new;
end $$;
create or replace trigger begin_recovery_period before insert on recovery_period for each row execute function app.begin_recovery_period();

-- Nothing begins before what was, or on a day that counts already. Asked only now: whoever may not see the periods was refused by their
-- policies, and learns nothing of them here.
create or replace function app.count_new_period() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.recovery_period n join public.recovery_period p on p.organization_id = n.organization_id
        and p.patient_id = n.patient_id and p.id <> n.id and p.entered_in_error_at is null
      where n.organization_id = new.organization_id and n.id = new.id and n.entered_in_error_at is null
        and (daterange(p.started_on, p.ended_on) && daterange(n.started_on, n.ended_on)
          or (n.ended_on is null and p.started_on > n.started_on) or (p.succeeded_by_id = n.id and p.started_on >= n.started_on))) then
    raise exception 'Days count once.' using errcode = 'check_violation', constraint = 'recovery_period_apart';
  end if;
  perform app.count_recovery(new.organization_id, new.patient_id, app.local_day(new.organization_id, new.patient_id, new.recorded_at), false);
  return null;
end $$;
create or replace trigger count_new_period after insert on recovery_period for each row execute function app.count_new_period();

-- Ends the period under way because the person said so: for triggers of returns to use, which act as the owner, and for nobody else.
-- last_day: the last one that counts, the day before the return; null at death, which ends whatever is open. A period that began on the day
-- of the return or later goes on, for people begin again, and tell of it afterwards: what the return ended had ended by then. It takes
-- nothing back: days and milestones that were shown stay. Where no period is open, nothing happens.
-- at: when they said so, which what is reached by then goes by.
create or replace function app.end_recovery_period(organization uuid, patient uuid, last_day date, at timestamptz) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  today date := app.local_day(organization, patient, at);
begin
  perform app.hold_recovery(organization, patient);
  perform app.award_milestones(organization, patient, today, at);
  update public.recovery_period p set ended_on = greatest(coalesce(last_day + 1, today), p.started_on)
    where p.organization_id = organization and p.patient_id = patient and p.ended_on is null and p.entered_in_error_at is null
      and (last_day is null or p.started_on <= last_day);
  if found then
    perform app.count_recovery(organization, patient, today, false);
  end if;
end $$;

-- A period that never was: the one that it had ended goes on, and ends as it did. Days and milestones are what the others make of them.
create or replace function app.correct_recovery() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  today date := app.local_day(new.organization_id, new.patient_id, new.entered_in_error_at);
begin
  update public.recovery_period p set ended_on = new.ended_on, succeeded_by_id = new.succeeded_by_id
    where p.organization_id = new.organization_id and p.patient_id = new.patient_id and p.succeeded_by_id = new.id and p.entered_in_error_at is null;
  perform app.count_recovery(new.organization_id, new.patient_id, today, true);
  perform app.correct_milestones(new.organization_id, new.patient_id, today, new.entered_in_error_at);
  return null;
end $$;
create or replace trigger correct_recovery after update of entered_in_error_at on recovery_period for each row
  when (old.entered_in_error_at is null and new.entered_in_error_at is not null) execute function app.correct_recovery();

-- Days are the patient's own: where they move to, it may be another one. What was reached before stays, in days and milestones.
create or replace function app.keep_days_across_zones() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  today date := (new.updated_at at time zone old.time_zone)::date;
begin
  perform app.hold_recovery(new.organization_id, new.id);
  if exists (select from public.recovery_count c where c.organization_id = new.organization_id and c.id = new.id) then
    perform app.award_milestones(new.organization_id, new.id, today, new.updated_at);
    perform app.count_recovery(new.organization_id, new.id, today, false);
  end if;
  return null;
end $$;
create or replace trigger keep_days_across_zones after update of time_zone on patient for each row
  when (new.time_zone <> old.time_zone) execute function app.keep_days_across_zones();

-- Nothing is counted beyond death. The day itself is not over.
create or replace function app.end_recovery_at_death() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.end_recovery_period(new.organization_id, new.patient_id, null, now());
  return null;
end $$;
create or replace trigger end_recovery_at_death after update of status on patient_standing
  for each row when (new.status = 'DECEASED' and old.status <> 'DECEASED') execute function app.end_recovery_at_death();

-- The patient hides day counts, or shows them again: every row that counts days follows. Milestones before what hangs on them, as whoever
-- encourages takes them.
create or replace function app.hide_days() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.recovery_period p set is_hidden = new.hides_days where p.organization_id = new.organization_id and p.patient_id = new.patient_id;
  update public.recovery_count c set is_hidden = new.hides_days where c.organization_id = new.organization_id and c.id = new.id;
  update public.milestone m set is_hidden = new.hides_days
    where m.organization_id = new.organization_id and m.patient_id = new.patient_id and m.counts_days;
  update public.encouragement e set is_hidden = new.hides_days from public.milestone m
    where e.organization_id = new.organization_id and e.patient_id = new.patient_id
      and m.organization_id = e.organization_id and m.id = e.milestone_id and m.counts_days;
  return null;
end $$;
create or replace trigger hide_days after update of hides_days on patient_recovery
  for each row when (new.hides_days <> old.hides_days) execute function app.hide_days();
