-- Follow-ups belong to the category of what they follow. Where that is hidden, they do not exist.
call app.open_to_reach('follow_up', 'app.bit(category)');
-- A mentor acts on what is theirs, though nobody else who reads by consent writes; and cannot pass it on, for then it were not theirs.
drop policy change on follow_up;
create policy change on follow_up as restrictive for update to alongside_runtime
  using ((select app.may_write()) or assignee_mentor_id = (select current_setting('app.principal')::uuid));
-- A mentor sees what they are to do themselves, and no other.
create policy mentor on follow_up as restrictive to alongside_runtime using ((select current_setting('app.role') <> 'PEER_MENTOR')
  or assignee_mentor_id = (select current_setting('app.principal')::uuid));
call app.open_to_owner('follow_up');
grant select, update (version, assignee_clinician_id, assignee_mentor_id, escalates_at, acknowledged_at, acknowledged_by, completed_at, completed_by,
  outcome) on follow_up to alongside_runtime;

-- What a follow-up tells of: the category of what it follows; and that nobody has heard from the patient, of sessions besides.
create or replace function app.told_by_follow_up(kind text, category text) returns int immutable parallel safe language sql return
  app.bit(category) | case kind when 'RE_ENGAGEMENT' then app.bit('CARE_PLAN') else 0 end;
do $$ begin
  execute format('create policy unheard on follow_up as restrictive to alongside_runtime using (kind <> ''RE_ENGAGEMENT'' or ' || app.is_reached()
    || ' and ((select current_setting(''app.denied'') = '''') or not app.is_denied(follow_up.patient_id, %2$s)))',
    'follow_up', app.bit('CARE_PLAN'), 'patient_id');
end $$;

-- What opens follow-ups, and a discharge, wait for each other on where the patient stands.
call app.open_to_owner('patient_standing');

-- How long until a follow-up of this kind is due: what the program decided, else the default. What a return to use or a danger calls for
-- is due sooner where a program says so, and never later. Nor does what is urgent wait long for somebody else: withdrawal begins 6 to 24
-- hours after the last drink.
create or replace function app.follow_up_hours(organization uuid, kind text) returns interval stable security definer
  set search_path = pg_catalog, pg_temp language sql as $$
  select least(
    coalesce((select s.follow_up_hours ->> follow_up_hours.kind from public.organization_settings s
        where s.organization_id = organization and s.id = organization),
      app.default_follow_up_hours() ->> follow_up_hours.kind)::numeric,
    case when follow_up_hours.kind in ('URGENT_SAFETY_CALL', 'MEDICAL_REVIEW', 'PEER_OUTREACH', 'CLINICAL_REVIEW', 'PLAN_REVIEW')
        then (app.default_follow_up_hours() ->> follow_up_hours.kind)::numeric
      when follow_up_hours.kind = 'ESCALATION' then 6 end) * interval '1 hour'
$$;

-- Whether a clinician can be given what tells this of the patient: works here, is not the patient, and is not kept out.
create or replace function app.may_follow_up(organization uuid, patient uuid, bits int, clinician uuid) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select 1 from public.clinician c where c.organization_id = organization and c.id = clinician and c.active)
    and not exists (select 1 from public.access_denial d
      where d.organization_id = organization and d.patient_id = patient and d.principal_id in (clinician, app.everybody())
        and d.categories & bits <> 0 and d.valid_from <= now() and d.valid_until > now())
    and not app.is_oneself(organization, patient, clinician)
$$;

-- Whether grants show somebody all of this, one or several together.
create or replace function app.is_shown(principal uuid, patient uuid, bits int) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language sql as $$
  select coalesce(bit_or(g.categories), 0) & bits = bits from public.access_grant g
    where g.principal_id = principal and g.patient_id = patient and g.valid_from <= now() and g.valid_until > now()
$$;

-- Whether a mentor may be given it: their grants show them all that it tells and that they walk alongside, and no denial takes either.
create or replace function app.mentor_may_follow_up(organization uuid, patient uuid, bits int, mentor uuid) returns boolean stable
  security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.is_present_mentor(organization, mentor)
    and app.is_shown(mentor, patient, needed.bits)
    and not exists (select 1 from public.access_denial d
      where d.organization_id = organization and d.patient_id = patient and d.principal_id in (mentor, app.everybody())
        and d.categories & needed.bits <> 0 and d.valid_from <= now() and d.valid_until > now())
  from (select mentor_may_follow_up.bits | app.bit('PEER_SUPPORT')) as needed(bits)
$$;

-- Whom a safety call and a medical review are for. Whoever is on call may have them as well, whatever they are: that is the program's choice.
create or replace function app.is_medical(role text) returns boolean immutable parallel safe language sql return
  role in ('PHYSICIAN', 'NURSE_PRACTITIONER', 'NURSE');
create or replace function app.is_for_medical_staff(kind text) returns boolean immutable parallel safe language sql return
  kind in ('URGENT_SAFETY_CALL', 'MEDICAL_REVIEW');

-- Whose turn it is with what medical staff are to do: physicians, nurse practitioners and nurses of the care team, then whoever is on call;
-- when it escalates, whoever is on call first. Where there are none, medical staff of the program, whoever has the least of this to do: a safety
-- need waits for nobody to set up a care team. But who works here and is a patient here is not for co-workers. Nobody who is kept out, and not
-- the one who had it. Null: nobody in particular.
create or replace function app.next_in_line(organization uuid, patient uuid, bits int, escalates boolean, had_it uuid) returns uuid stable
  security definer set search_path = pg_catalog, pg_temp language sql as $$
  select line.id from (
    select c.id, case c.role when 'PHYSICIAN' then 1 when 'NURSE_PRACTITIONER' then 2 else 3 end as place, m.starts_at as since, 0 as busy
      from public.care_team_member m join public.clinician c on c.organization_id = m.organization_id and c.id = m.clinician_id
      where m.organization_id = organization and m.patient_id = patient and m.starts_at <= now() and (m.ends_at is null or m.ends_at > now())
        and app.is_medical(c.role)
    union all
    select s.on_call_id, case when escalates then 0 else 4 end, null, 0 from public.organization_settings s
      where s.organization_id = organization and s.on_call_id is not null
    union all
    select c.id, 5, null, (select count(*) from public.follow_up f
        where f.organization_id = organization and f.assignee_id = c.id and f.is_urgent and f.is_open)
      from public.clinician c
      where c.organization_id = organization and c.active and app.is_medical(c.role)
        and not exists (select from public.access_denial d
          where d.organization_id = organization and d.patient_id = patient and d.principal_id = app.co_workers())) line
  where line.id is distinct from had_it and app.may_follow_up(organization, patient, next_in_line.bits, line.id)
  order by line.place, line.since, line.busy, line.id limit 1
$$;

-- Who has been on the care team longest, of those who may know of it: for what is somebody's to do without being urgent.
create or replace function app.longest_on_team(organization uuid, patient uuid, bits int) returns uuid stable security definer
  set search_path = pg_catalog, pg_temp language sql as $$
  select s.clinician_id from public.care_team_member s
    where s.organization_id = organization and s.patient_id = patient and s.starts_at <= now() and (s.ends_at is null or s.ends_at > now())
      and app.may_follow_up(organization, patient, longest_on_team.bits, s.clinician_id)
    order by s.starts_at, s.id limit 1
$$;

-- Opens a follow-up, for triggers of whatever calls for one: they act as the owner, and nobody else may. What it follows (source) opens
-- one of a kind and no second. Without a due time the program's own hours count; what is for medical staff finds one of them. Returns its
-- id; null for whoever has died.
create or replace function app.open_follow_up(organization uuid, patient uuid, category text, kind text, is_urgent boolean, source uuid,
  due timestamptz default null, clinician uuid default null, mentor uuid default null) returns uuid language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  id constant uuid := gen_random_uuid();
  opened uuid;
  is_medical constant boolean := app.is_for_medical_staff(open_follow_up.kind);
begin
  -- A discharge, or a death, at the same moment waits for this, or this for it.
  perform 1 from public.patient_standing s where s.organization_id = organization and s.id = patient for share;
  if exists (select from public.patient_standing s where s.organization_id = organization and s.id = patient and s.status = 'DECEASED') then
    return null;
  end if;
  insert into public.follow_up (organization_id, id, version, patient_id, category, kind, is_urgent, source_id, opened_at, due_at,
    escalates_at, assignee_clinician_id, assignee_mentor_id)
  values (organization, id, 1, patient, open_follow_up.category, open_follow_up.kind, open_follow_up.is_urgent, source, now(),
    coalesce(due, now() + app.follow_up_hours(organization, open_follow_up.kind)),
    case when open_follow_up.is_urgent then now() + app.follow_up_hours(organization, 'ESCALATION') end,
    case when is_medical and clinician is null
        then app.next_in_line(organization, patient, app.told_by_follow_up(open_follow_up.kind, open_follow_up.category), false, null)
      else clinician end, mentor)
  on conflict do nothing
  returning follow_up.id into opened;
  return coalesce(opened, (select f.id from public.follow_up f
    where f.organization_id = organization and f.source_id = source and f.kind = open_follow_up.kind));
end $$;

-- What is urgent shows its assignee the record until it is done or somebody else's, as broken glass would for an hour: a safety need is a
-- same-day matter of medical staff and never waits on consent. Counseling notes, consents and restrictions are no part of it, and a denial
-- beats it. One row a follow-up: it deletes and inserts its own, never another's. A mentor's concern is first for whoever supervises them, who
-- treats nobody: until it has escalated it shows what it is about, or a mentor could open the whole record to their supervisor by a word.
create or replace function app.of_follow_up(kind text, category text, has_escalated boolean) returns int immutable parallel safe language sql return
  case when kind = 'CONCERN' and not has_escalated then app.bit(category) else app.all_but_notes() end;
create or replace function app.grant_by_follow_up() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    delete from public.access_grant where basis = 'FOLLOW_UP' and source_id = old.id and organization_id = old.organization_id;
  end if;
  if tg_op <> 'DELETE' and new.is_urgent and new.completed_at is null and new.assignee_clinician_id is not null then
    insert into public.access_grant (organization_id, principal_id, patient_id, categories, basis, source_id, valid_from)
    values (new.organization_id, new.assignee_clinician_id, new.patient_id, app.of_follow_up(new.kind, new.category, new.escalated_at is not null),
      'FOLLOW_UP', new.id, '-infinity');
  end if;
  return null;
end $$;
create or replace trigger grant_by_follow_up after insert or delete or update of assignee_clinician_id, completed_at on follow_up
  for each row execute function app.grant_by_follow_up();

-- Whether somebody may be given this follow-up: for the action that does so, and for whoever sees it. A clinician who sees what it is
-- about, or is on call where it is urgent; what is for medical staff, one of them or whoever is on call; a mentor who may know, unless it is
-- for clinicians alone (follow_up_of_peers). Nobody is given the review of their own cover.
create or replace function app.may_be_given(follow_up uuid, assignee uuid) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language sql as $$
  select case when exists (select 1 from public.peer_mentor m where m.organization_id = f.organization_id and m.id = assignee)
    then not f.is_urgent and f.kind in ('PEER_OUTREACH', 'RE_ENGAGEMENT', 'CHECK_IN_CALL')
      and app.mentor_may_follow_up(f.organization_id, f.patient_id, f.bits, assignee)
    else app.may_follow_up(f.organization_id, f.patient_id, f.bits, assignee)
      and (f.is_urgent and f.is_on_call or app.is_shown(assignee, f.patient_id, f.bits))
      and (not app.is_for_medical_staff(f.kind) or f.is_on_call or exists (select 1 from public.clinician c
        where c.organization_id = f.organization_id and c.id = assignee and app.is_medical(c.role)))
      and not (f.kind = 'COVER_REVIEW' and exists (select from public.care_team_member m
        where m.organization_id = f.organization_id and m.id = f.source_id and m.clinician_id = assignee))
    end
  from (select u.*, app.told_by_follow_up(u.kind, u.category) as bits, exists (select 1 from public.organization_settings s
          where s.organization_id = u.organization_id and s.on_call_id = assignee) as is_on_call
      from public.follow_up u where u.organization_id = current_setting('app.organization')::uuid and u.id = may_be_given.follow_up) f
$$;
grant execute on function app.may_be_given to alongside_runtime;

-- Death ends what was to be done. A mark that what it follows was a mistake ends what is not urgent: whether a call is needed is not for a
-- correction to decide, and whoever finds that it is not says so as its outcome.
create or replace function app.end_follow_ups(organization uuid, patient uuid, source uuid default null) returns void language sql
  security definer set search_path = pg_catalog, pg_temp as $$
  update public.follow_up set completed_at = now(), version = version + 1
    where organization_id = organization and patient_id = patient and completed_at is null
      and (source is null or source_id = source and not is_urgent)
$$;
create or replace function app.end_follow_ups_at_death() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.end_follow_ups(new.organization_id, new.patient_id);
  return null;
end $$;
create or replace trigger end_follow_ups_at_death after update of status on patient_standing
  for each row when (new.status = 'DECEASED' and old.status <> 'DECEASED') execute function app.end_follow_ups_at_death();

-- Whether the patient keeps some of it from somebody, by a restriction in force.
create or replace function app.is_kept_from_somebody(organization uuid, patient uuid, bits int) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.access_denial d
    where d.organization_id = organization and d.patient_id = patient and d.principal_id <> app.co_workers()
      and d.categories & bits <> 0 and d.valid_from <= now() and d.valid_until > now())
$$;

-- Nobody is discharged while something urgent is to be done. Whatever opens it holds the standing first, so that the two wait for each other.
-- What the patient keeps from everybody who could do it is nobody's to do, and holds up nothing: no one could ever say that it is done.
create or replace function app.refuse_discharge() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.follow_up f
      where f.organization_id = new.organization_id and f.patient_id = new.patient_id and f.is_urgent and f.completed_at is null
        and (f.assignee_clinician_id is not null
          or app.next_in_line(f.organization_id, f.patient_id, app.told_by_follow_up(f.kind, f.category), false, null) is not null
          or app.longest_on_team(f.organization_id, f.patient_id, app.told_by_follow_up(f.kind, f.category)) is not null
          or not app.is_kept_from_somebody(f.organization_id, f.patient_id, app.told_by_follow_up(f.kind, f.category)))) then
    raise exception 'Something urgent is to be done first.' using errcode = 'check_violation', constraint = 'patient_standing_nothing_urgent';
  end if;
  return null;
end $$;
create or replace trigger refuse_discharge after update of status on patient_standing
  for each row when (old.status in ('PRE_ADMISSION', 'ACTIVE') and new.status not in ('PRE_ADMISSION', 'ACTIVE', 'DECEASED'))
  execute function app.refuse_discharge();

-- Who covers for a colleague took the seat by themselves: the colleague looks whether it was needed.
create or replace function app.review_cover() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.open_follow_up(new.organization_id, new.patient_id, 'CARE_PLAN', 'COVER_REVIEW', false, new.id, null,
    -- Whoever is not of the team would not see it.
    (select m.clinician_id from public.care_team_member m
      where m.organization_id = new.organization_id and m.patient_id = new.patient_id and m.clinician_id = new.cover_for_id
        and m.starts_at <= now() and (m.ends_at is null or m.ends_at > now())
        and app.may_follow_up(m.organization_id, m.patient_id, app.bit('CARE_PLAN'), m.clinician_id) limit 1));
  return null;
end $$;
create or replace trigger review_cover after insert on care_team_member
  for each row when (new.cover_for_id is not null) execute function app.review_cover();
