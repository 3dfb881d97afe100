-- Milestones, and the kind words they were met with.

-- A milestone of coming back tells of a return to use.
create or replace function app.milestone_category(kind text) returns int immutable parallel safe language sql return
  case when kind = 'BACK_AFTER_RECURRENCE' then app.bit('RETURN_TO_USE') else app.bit('RECOVERY') end;
grant execute on function app.milestone_category to alongside_runtime;

call app.open_to_reach('milestone', 'app.milestone_category(kind)');
call app.keep_to_the_patient('milestone');
-- Those that count days appear by themselves, and are written and taken back by nobody.
create policy by_hand on milestone as restrictive for insert to alongside_runtime
  with check (kind not in ('DAYS_30', 'DAYS_60', 'DAYS_90', 'MONTHS_6', 'YEARS'));
create policy not_days on milestone as restrictive for update to alongside_runtime using (not counts_days);
call app.open_to_owner('milestone');
grant select, insert, update (entered_in_error_at, entered_in_error_reason) on milestone to alongside_runtime;

-- The category of the milestone; written by app.encourage alone.
call app.open_to_reach('encouragement', 'app.bit(category)');
call app.keep_to_the_patient('encouragement');
call app.open_to_owner('encouragement');
grant select on encouragement to alongside_runtime;

-- Milestones by days, and after how many. A year is 365 1/4 days, rounded down, and six months are half of one: the days need not follow
-- each other, so no calendar has them. day-milestones.ts says the same, and a test compares them.
create or replace function app.day_milestones() returns table (kind text, years int, days int, title text) immutable parallel safe
  set search_path = pg_catalog, pg_temp language sql as $$
  values ('DAYS_30', null::int, 30, '30 days'), ('DAYS_60', null, 60, '60 days'), ('DAYS_90', null, 90, '90 days'), ('MONTHS_6', null, 182, 'Six months')
  union all select 'YEARS', n, 1461 * n / 4, case n when 1 then 'One year' else n || ' years' end from generate_series(1, 100) n
$$;

-- On which day each is reached by the periods that stand, as long as the last one goes on.
create or replace view app.day_reached as
  select s.organization_id, s.patient_id, m.kind, m.years, m.title, s.started_on + (m.days - s.days_before) as reached_on
  from app.recovery_stretch s join app.day_milestones() m on m.days > s.days_before and (s.days is null or m.days <= s.days_before + s.days);

-- When the next one comes, for whoever looks which have come; never, where no period goes on.
create or replace function app.set_next_milestone(organization uuid, patient uuid) returns void language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update public.recovery_count c set next_milestone_on = case when c.anchor_on is not null then
      (select min(d.reached_on) from app.day_reached d
        where d.organization_id = c.organization_id and d.patient_id = c.patient_id
          and not exists (select from public.milestone m where m.organization_id = d.organization_id and m.patient_id = d.patient_id
            and m.kind = d.kind and m.years is not distinct from d.years and m.entered_in_error_at is null)) end
    where c.organization_id = organization and c.id = patient;
end $$;

-- Writes down the milestones that were reached by this day, each once, on the day that it was. Recovery is held before.
create or replace function app.award_milestones(organization uuid, patient uuid, today date, at timestamptz) returns setof uuid language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query insert into public.milestone (organization_id, id, patient_id, kind, years, title, reached_on, recorded_at, is_hidden)
    select organization, gen_random_uuid(), patient, d.kind, d.years, d.title, d.reached_on, at, r.hides_days
    from app.day_reached d
      join public.patient_recovery r on r.organization_id = d.organization_id and r.id = d.patient_id
    where d.organization_id = organization and d.patient_id = patient and d.reached_on <= today
    on conflict (organization_id, patient_id, kind, coalesce(years, 0)) where counts_days and entered_in_error_at is null do nothing
    returning milestone.id;
  perform app.set_next_milestone(organization, patient);
end $$;

-- After a correction of periods: what is no longer true is taken back, what is true on another day says so.
create or replace function app.correct_milestones(organization uuid, patient uuid, today date, at timestamptz) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.milestone m set entered_in_error_at = at, entered_in_error_reason = 'Days were counted again after a correction.'
    where m.organization_id = organization and m.patient_id = patient and m.counts_days and m.entered_in_error_at is null
      and not exists (select from app.day_reached d where d.organization_id = organization and d.patient_id = patient
        and d.kind = m.kind and d.years is not distinct from m.years and d.reached_on <= today);
  update public.milestone m set reached_on = d.reached_on from app.day_reached d
    where m.organization_id = organization and m.patient_id = patient and m.counts_days and m.entered_in_error_at is null
      and d.organization_id = organization and d.patient_id = patient and d.kind = m.kind and d.years is not distinct from m.years
      and d.reached_on <> m.reached_on;
  perform app.award_milestones(organization, patient, today, at);
end $$;

-- Patients whose next milestone has come where they live, of every organization, at most so many. No operation finds any.
create or replace function app.due_milestones(at timestamptz, most int) returns table (organization_id uuid, patient_id uuid)
  stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select c.organization_id, c.patient_id from public.recovery_count c
    join public.patient p on p.organization_id = c.organization_id and p.id = c.patient_id
  -- By the index: nowhere is it a later day than at UTC+14.
  where app.nobody_asks() and c.next_milestone_on <= (at at time zone 'Pacific/Kiritimati')::date
    and c.next_milestone_on <= (at at time zone p.time_zone)::date
  order by c.next_milestone_on, c.patient_id limit most
$$;
grant execute on function app.due_milestones to alongside_runtime;

-- The same of one patient, for the job: answers with what was reached now. A second one that comes finds nothing left.
create or replace function app.award_due_milestones(patient uuid, at timestamptz) returns setof uuid language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  organization constant uuid := current_setting('app.organization')::uuid;
begin
  if current_setting('app.role') <> 'JOB' then
    raise exception 'Milestones by days appear by themselves.';
  end if;
  perform app.hold_recovery(organization, patient);
  return query select app.award_milestones(organization, patient, app.local_day(organization, patient, at), at);
end $$;
grant execute on function app.award_due_milestones to alongside_runtime;

-- Kind words of a clinician or a mentor, who need no more than sight of what they are about; a mentor writes nothing else. Answers with
-- the name that they are known by, and the category that the words belong to; with nothing where there is no such patient or milestone for
-- them, or the patient has died, which a mentor does not see: the owner looks.
create or replace function app.encourage(id uuid, patient uuid, milestone uuid, message text, at timestamptz)
  returns table (author text, category text) language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  organization constant uuid := current_setting('app.organization')::uuid;
  principal constant uuid := current_setting('app.principal')::uuid;
  hidden boolean := false;
begin
  category := 'RECOVERY';
  author := case current_setting('app.holder')
    when 'clinician' then (select c.display_name from public.clinician c where c.organization_id = organization and c.id = principal)
    when 'peer_mentor' then (select m.display_name from public.peer_mentor m where m.organization_id = organization and m.id = principal)
  end;
  if current_setting('app.role') not in ('CLINICIAN', 'PEER_MENTOR') or author is null then
    raise exception 'Nobody is there to encourage.';
  end if;
  perform 1 from public.patient_standing s where s.organization_id = organization and s.id = patient and s.status <> 'DECEASED' for share;
  if not found then
    return;
  end if;
  if milestone is not null then
    select (app.categories(app.milestone_category(m.kind))) [1], m.is_hidden into category, hidden from public.milestone m
      where m.organization_id = organization and m.id = encourage.milestone and m.patient_id = encourage.patient and m.entered_in_error_at is null
      for share;
  end if;
  if category is null or hidden or app.sight_of(patient) & app.bit(category) = 0 then
    return;
  end if;
  insert into public.encouragement (organization_id, id, patient_id, milestone_id, category, author_id, author_name, message, sent_at)
    values (organization, encourage.id, encourage.patient, encourage.milestone, encourage.category, principal, author, encourage.message, encourage.at);
  return next;
end $$;
grant execute on function app.encourage to alongside_runtime;
