-- Care teams know of a return to use by their relationship; mentors, apps and systems only with RETURN_TO_USE.
call app.open_to_reach('return_to_use', app.bit('RETURN_TO_USE'));
call app.open_to_owner('return_to_use');
-- What somebody shared is not reworded: only where it stands is ever written again.
grant select, insert, update (version, status, note) on return_to_use to alongside_runtime;

-- A mentor passes on what the person told them. Who reads by consent writes nothing, and a mentor may not even read it without
-- RETURN_TO_USE: so the database writes it, and looks at everything itself. NOT_FOUND: the mentor does not see the patient; FORBIDDEN:
-- the mentor is kept out of the peer support that they walk alongside by; ENDED: the patient has died.
create or replace function app.share_return_to_use(id uuid, patient uuid, occurred_on date, date_precision text, last_use_at timestamptz,
  substance text, context text, safety_needs text[], patient_agreed boolean) returns text language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  organization constant uuid := current_setting('app.organization')::uuid;
  sight constant int := app.sight_of(patient);
begin
  if current_setting('app.role') <> 'PEER_MENTOR' or current_setting('app.holder') <> 'peer_mentor'
    or not patient_agreed and cardinality(safety_needs) = 0 then
    raise exception 'This is not for a mentor to share.';
  end if;
  if sight = 0 then
    return 'NOT_FOUND';
  end if;
  if sight & app.bits('{RETURN_TO_USE,PEER_SUPPORT}') = 0 then
    return 'FORBIDDEN';
  end if;
  -- A death at the same moment waits for this, or this for it.
  perform 1 from public.patient_standing s where s.organization_id = organization and s.id = patient for share;
  if exists (select from public.patient_standing s where s.organization_id = organization and s.id = patient and s.status = 'DECEASED') then
    return 'ENDED';
  end if;
  insert into public.return_to_use (organization_id, id, version, patient_id, occurred_on, precision, last_use_at, shared_at, shared_by,
    substance, context, safety_needs, ends_recovery_period, status)
  values (organization, share_return_to_use.id, 1, patient, share_return_to_use.occurred_on, date_precision, share_return_to_use.last_use_at, now(),
    'MENTOR', share_return_to_use.substance, share_return_to_use.context, share_return_to_use.safety_needs, false, 'SHARED');
  return 'SHARED';
end $$;
grant execute on function app.share_return_to_use to alongside_runtime;

-- When the next business day is over, Monday to Friday, in this zone: whatever the clocks do in between. Holidays are not known, so it may
-- be one, and what people are told promises nobody on that day.
create or replace function app.end_of_next_business_day(at timestamptz, zone text) returns timestamptz stable
  set search_path = pg_catalog, pg_temp language sql as $$
  select (day + 1 + case extract(isodow from day) when 5 then 3 when 6 then 2 else 1 end)::timestamp at time zone zone
  from (select (at at time zone zone)::date as day) today
$$;

-- What a return to use calls for, in the same transaction: with any safety need medical staff, now and the same day, whatever was consented
-- to; the mentor, where the patient's consent lets them know; a clinician, and the plan. A program's hours make it sooner, never later.
create or replace function app.follow_return_to_use() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  zone constant text := (select o.time_zone from public.organization o where o.organization_id = new.organization_id);
  today constant date := (now() at time zone zone)::date;
  mentor uuid;
begin
  if cardinality(new.safety_needs) > 0 then
    perform app.open_follow_up(new.organization_id, new.patient_id, 'RETURN_TO_USE', 'URGENT_SAFETY_CALL', true, new.id, now());
    -- The same day. Where that is nearly over, four hours: withdrawal begins 6 to 24 hours after the last drink.
    perform app.open_follow_up(new.organization_id, new.patient_id, 'RETURN_TO_USE', 'MEDICAL_REVIEW', true, new.id, least(
      now() + app.follow_up_hours(new.organization_id, 'MEDICAL_REVIEW'),
      greatest((today + 1)::timestamp at time zone zone, now() + interval '4 hours')));
  end if;
  -- One mentor and not all of them: whoever has walked alongside longest.
  select l.peer_mentor_id into mentor from public.peer_link l
    where l.organization_id = new.organization_id and l.patient_id = new.patient_id and l.peer_mentor_id is not null and l.status = 'ACTIVE'
      and app.mentor_may_follow_up(l.organization_id, l.patient_id, app.bit('RETURN_TO_USE'), l.peer_mentor_id)
    order by l.started_on, l.id limit 1;
  if mentor is not null then
    perform app.open_follow_up(new.organization_id, new.patient_id, 'RETURN_TO_USE', 'PEER_OUTREACH', false, new.id, null, null, mentor);
  end if;
  perform app.open_follow_up(new.organization_id, new.patient_id, 'RETURN_TO_USE', 'CLINICAL_REVIEW', false, new.id, least(
    now() + app.follow_up_hours(new.organization_id, 'CLINICAL_REVIEW'), app.end_of_next_business_day(now(), zone)));
  perform app.open_follow_up(new.organization_id, new.patient_id, 'RETURN_TO_USE', 'PLAN_REVIEW', false, new.id);
  return null;
end $$;
create or replace trigger follow_return_to_use after insert on return_to_use for each row execute function app.follow_return_to_use();

create or replace function app.end_follow_ups_of_mistake() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.end_follow_ups(new.organization_id, new.patient_id, new.id);
  return null;
end $$;
create or replace trigger end_follow_ups_of_mistake after update of status on return_to_use
  for each row when (new.status = 'ENTERED_IN_ERROR') execute function app.end_follow_ups_of_mistake();

-- Where the person says that a period ended with it, the one under way ends on the day before, if it had begun by then. Nothing that was
-- reached is lowered.
create or replace function app.end_period() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.end_recovery_period(new.organization_id, new.patient_id, new.occurred_on - 1, new.shared_at);
  return null;
end $$;
create or replace trigger end_period after insert on return_to_use for each row when (new.ends_recovery_period) execute function app.end_period();

-- A return that never was ended nothing: the period that it ended goes on, or until what was said next and would have ended it, which is a
-- period that began, or another return. For somebody who has died nothing goes on.
create or replace function app.reopen_period() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  today constant date := app.local_day(new.organization_id, new.patient_id, now());
  period record;
  since record;
begin
  perform app.hold_recovery(new.organization_id, new.patient_id);
  -- Of several returns of one day the first ended it: the others found none under way.
  select p.id, p.started_on into period from public.recovery_period p
    where p.organization_id = new.organization_id and p.patient_id = new.patient_id and p.entered_in_error_at is null
      and p.ended_on = new.occurred_on and p.succeeded_by_id is null and p.recorded_at <= new.shared_at
      and not exists (select from public.return_to_use r
        where r.organization_id = p.organization_id and r.patient_id = p.patient_id and r.ends_recovery_period and r.status <> 'ENTERED_IN_ERROR'
          and r.occurred_on = new.occurred_on and r.shared_at >= p.recorded_at and (r.shared_at, r.id) < (new.shared_at, new.id));
  if period.id is null or exists (select from public.patient_standing s
      where s.organization_id = new.organization_id and s.id = new.patient_id and s.status = 'DECEASED') then
    return null;
  end if;
  select e.day, e.period_id into since from (
      select p.recorded_at as at, p.started_on as day, p.id as period_id from public.recovery_period p
        where p.organization_id = new.organization_id and p.patient_id = new.patient_id and p.entered_in_error_at is null
      union all
      select r.shared_at, r.occurred_on, null from public.return_to_use r
        where r.organization_id = new.organization_id and r.patient_id = new.patient_id and r.ends_recovery_period
          and r.status <> 'ENTERED_IN_ERROR' and r.occurred_on > period.started_on
    ) e where e.at > new.shared_at order by e.at limit 1;
  update public.recovery_period p set ended_on = since.day, succeeded_by_id = since.period_id
    where p.organization_id = new.organization_id and p.id = period.id;
  perform app.count_recovery(new.organization_id, new.patient_id, today, true);
  perform app.correct_milestones(new.organization_id, new.patient_id, today, now());
  return null;
end $$;
create or replace trigger reopen_period after update of status on return_to_use
  for each row when (new.ends_recovery_period and old.status <> new.status and new.status = 'ENTERED_IN_ERROR') execute function app.reopen_period();

-- Coming back is a milestone: once it is settled, of the day on which it is (docs/decisions/0013-recovery-days.md says why of that one).
-- What never was takes it back.
create or replace function app.come_back() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- First, as whatever counts days does (decision 20).
  perform app.hold_recovery(new.organization_id, new.patient_id);
  if new.status = 'SETTLED' then
    insert into public.milestone (organization_id, id, patient_id, kind, title, reached_on, recorded_at, return_to_use_id)
    values (new.organization_id, gen_random_uuid(), new.patient_id, 'BACK_AFTER_RECURRENCE', 'Back after a return to use',
      app.local_day(new.organization_id, new.patient_id, now()), now(), new.id);
  else
    update public.milestone m set entered_in_error_at = now(), entered_in_error_reason = 'What it came back from was entered in error.'
      where m.organization_id = new.organization_id and m.return_to_use_id = new.id and m.entered_in_error_at is null;
  end if;
  return null;
end $$;
create or replace trigger come_back after update of status on return_to_use for each row
  when (old.status <> new.status and new.status in ('SETTLED', 'ENTERED_IN_ERROR')) execute function app.come_back();
