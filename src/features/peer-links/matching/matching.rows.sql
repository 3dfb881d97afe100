-- What support a patient would like, and which peers fit. docs/matching.md says in words, and by an example, what is computed here.

call app.open_to_reach('support_preferences', app.bit('PEER_SUPPORT'));
call app.open_to_owner('support_preferences');
grant select, insert, update on support_preferences to alongside_runtime;

-- What names a fellowship. The row is made with the other, so that whoever may not see it neither finds nor makes it.
call app.open_to_reach('fellowship_preferences', app.bit('GROUP_PARTICIPATION'));
call app.open_to_owner('fellowship_preferences');
grant select, update on fellowship_preferences to alongside_runtime;

create or replace function app.open_fellowship_preferences() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.fellowship_preferences (organization_id, id, patient_id, own_version, fellowships, avoid, meeting_types, traits)
  values (new.organization_id, new.id, new.patient_id, 0, '{}', '{}', '{}', '{}');
  return null;
end $$;
create or replace trigger open_fellowship_preferences after insert on support_preferences
  for each row execute function app.open_fellowship_preferences();

-- The minute of the week at which a weekday begins, Monday first, and the minute of the day that clocks show.
create or replace function app.day_of(weekday text) returns int immutable parallel safe language sql return
  1440 * case weekday when 'MONDAY' then 0 when 'TUESDAY' then 1 when 'WEDNESDAY' then 2 when 'THURSDAY' then 3
    when 'FRIDAY' then 4 when 'SATURDAY' then 5 when 'SUNDAY' then 6 end;
create or replace function app.minute_of(clock text) returns int immutable parallel safe language sql return
  60 * substr(clock, 1, 2)::int + substr(clock, 4, 2)::int;

-- Hours of a week in minutes since Monday. Who has time until 23:59 has time until midnight.
create or replace function app.hours_of(availability jsonb) returns table (starts int, ends int) immutable parallel safe language sql as $$
  select app.day_of(w->>'weekday') + app.minute_of(w->>'from'),
    app.day_of(w->>'weekday') + case w->>'to' when '23:59' then 1440 else app.minute_of(w->>'to') end
  from jsonb_array_elements(availability) w
$$;

-- Mentors are found by their hours through rows of their own. Nobody reads them but the functions below.
call app.close_to_organization('peer_mentor_hours');
call app.open_to_owner('peer_mentor_hours');
create or replace function app.keep_mentor_hours() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.peer_mentor_hours where organization_id = new.organization_id and peer_mentor_id = new.id;
  insert into public.peer_mentor_hours (organization_id, peer_mentor_id, time_zone, starts, ends)
    select new.organization_id, new.id, new.time_zone, h.starts, h.ends from app.hours_of(new.availability) h;
  return null;
end $$;
create or replace trigger keep_mentor_hours after insert or update of availability, time_zone on peer_mentor
  for each row execute function app.keep_mentor_hours();

-- The distance over the surface of a spherical earth, as src/features/peers/distance.ts measures it.
create or replace function app.km_between(north_a float8, east_a float8, north_b float8, east_b float8) returns float8
  immutable parallel safe language sql return
  2 * 6371.0088 * asin(sqrt(least(1, sin(radians(north_b - north_a) / 2) ^ 2
    + cos(radians(north_a)) * cos(radians(north_b)) * sin(radians(east_b - east_a) / 2) ^ 2)));

-- The weights of docs/matching.md.
create or replace function app.match_weight(factor text) returns int immutable parallel safe language sql return
  case factor when 'APPROACH' then 25 when 'SCHEDULE' then 25 when 'MODALITY' then 15 when 'LANGUAGE' then 10 when 'DISTANCE' then 10
    when 'MEETING_TYPE' then 10 when 'SPECIALTY' then 10 when 'CAPACITY' then 10 end;

-- The weights of all factors that count: those whose fit is known.
create or replace function app.match_total(approach float8, schedule float8, modality float8, language float8, distance float8,
    meeting_type float8, specialty float8, capacity float8) returns int immutable parallel safe language sql return
  case when approach is null then 0 else app.match_weight('APPROACH') end + case when schedule is null then 0 else app.match_weight('SCHEDULE') end
  + case when modality is null then 0 else app.match_weight('MODALITY') end + case when language is null then 0 else app.match_weight('LANGUAGE') end
  + case when distance is null then 0 else app.match_weight('DISTANCE') end + case when specialty is null then 0 else app.match_weight('SPECIALTY') end
  + case when meeting_type is null then 0 else app.match_weight('MEETING_TYPE') end + case when capacity is null then 0 else app.match_weight('CAPACITY') end;

-- Weights times fits. Over the total it is the score.
create or replace function app.match_points(approach float8, schedule float8, modality float8, language float8, distance float8,
    meeting_type float8, specialty float8, capacity float8) returns float8 immutable parallel safe language sql return
  coalesce(approach, 0) * app.match_weight('APPROACH') + coalesce(schedule, 0) * app.match_weight('SCHEDULE')
  + coalesce(modality, 0) * app.match_weight('MODALITY') + coalesce(language, 0) * app.match_weight('LANGUAGE')
  + coalesce(distance, 0) * app.match_weight('DISTANCE') + coalesce(specialty, 0) * app.match_weight('SPECIALTY')
  + coalesce(meeting_type, 0) * app.match_weight('MEETING_TYPE') + coalesce(capacity, 0) * app.match_weight('CAPACITY');

-- What is known of a patient that peers are matched by, as far as the present viewer may see it. No row where the viewer is not answered:
-- suggestions are for the patient, those who treat them, and the director. Nothing here reads diagnoses, medication, assessments or notes.
create or replace function app.wishes_of(patient uuid) returns table (
    organization uuid, sight int, time_zone text, language text, languages text[], approaches text[], modalities text[], fellowships text[], avoid text[],
    meeting_types text[], traits text[], free int4multirange, north float8, east float8, most_km float8, near_km float8,
    sees_slots boolean, shut_out uuid[], turn bigint)
  stable rows 1 security definer set search_path = pg_catalog, pg_temp language sql as $$
  select p.organization_id, seen.sight, p.time_zone,
    -- A dialect is understood where the language is spoken.
    split_part(spoken.tags[1], '-', 1), (select array_agg(distinct split_part(l, '-', 1)) from unnest(spoken.tags) l),
    nullif(s.approaches, '{}'),
    -- Hybrid is in person to who comes, and virtual to who joins.
    case when s.modalities && '{IN_PERSON,VIRTUAL}' then s.modalities || '{HYBRID}'::text[] else nullif(s.modalities, '{}') end,
    nullif(f.fellowships, '{}'), coalesce(f.avoid, '{}'), nullif(f.meeting_types, '{}'), nullif(f.traits, '{}'),
    -- The week thrice, so that hours over midnight on Sunday are in one piece.
    (select range_agg(int4range(h.starts + weeks, h.ends + weeks)) from app.hours_of(s.availability) h, (values (-10080), (0), (10080)) as w(weeks)),
    i.home_latitude, i.home_longitude,
    case when i.home_latitude is not null then s.max_distance_km end, case when i.home_latitude is not null then coalesce(s.max_distance_km, 30) end,
    current_setting('app.role') <> 'PATIENT',
    array(select app.kept_apart_from(p.id)) || array(select coalesce(l.peer_mentor_id, l.peer_group_id) from public.peer_link l
      where l.organization_id = p.organization_id and l.patient_id = p.id and l.status in ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED')),
    hashtextextended(p.id::text, 0)
  from public.patient p
    cross join lateral (select app.sight_of(p.id) as sight offset 0) seen
    left join public.support_preferences s on s.organization_id = p.organization_id and s.id = p.id and seen.sight & app.bit('PEER_SUPPORT') <> 0
    left join public.fellowship_preferences f
      on f.organization_id = p.organization_id and f.id = p.id and seen.sight & app.bit('GROUP_PARTICIPATION') <> 0
    left join public.patient_identity i on i.organization_id = p.organization_id and i.id = p.id and seen.sight & app.bit('IDENTITY') <> 0
    cross join lateral (select coalesce(nullif(s.languages, '{}'), p.languages) as tags) spoken
  where p.organization_id = current_setting('app.organization')::uuid and p.id = wishes_of.patient
    and current_setting('app.role') in ('PATIENT', 'CLINICIAN', 'PROGRAM_DIRECTOR') and seen.sight & app.peer_categories() <> 0
$$;

-- The hours of the week that a patient has, on the clocks of other zones: those in which something can begin. The zones are as far apart
-- as they are today.
-- Its own language keeps it from being taken apart: that they are few is what lets the planner look them up one by one.
create or replace function app.free_in(zones text[], free int4multirange, own_zone text) returns table (zone text, starts int, ends int, ahead int)
  stable rows 6 language plpgsql as $$
begin
  return query select z.name, lower(r) + at.ahead, upper(r) + at.ahead, at.ahead
  from unnest(zones) as z(name)
    cross join lateral (select extract(epoch from (now() at time zone z.name) - (now() at time zone own_zone))::int / 60 as ahead) as at
    cross join unnest(free) r
  where upper(r) + at.ahead > 0 and lower(r) + at.ahead < 10080;
end $$;

-- Mentors who take somebody on, and how well each fits; the best of them, with the patient's own turn among equals.
create or replace function app.match_mentors(patient uuid) returns table (id uuid, approach float8, schedule float8, modality float8,
    language float8, specialty float8, capacity float8, turn bigint, facts jsonb)
  stable rows 20 security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
#variable_conflict use_column
declare
  w record;
  zone text;
  zones text[] := '{}';
begin
  select * into w from app.wishes_of(match_mentors.patient);
  if not found or w.sight & app.bit('PEER_SUPPORT') = 0 then
    return;
  end if;
  -- The zones that there are, each found in the index behind the one before.
  while w.free is not null loop
    select min(h.time_zone) into zone from public.peer_mentor_hours h where h.organization_id = w.organization and h.time_zone > coalesce(zone, '');
    exit when zone is null;
    zones := zones || zone;
  end loop;
  return query
  -- Half an hour in common is enough to talk. Nobody's hours are longer than a day.
  with timely as materialized (
    select h.peer_mentor_id as id, min(greatest(h.starts, f.starts) - f.ahead) as at
    from app.free_in(zones, w.free, w.time_zone) f
      join public.peer_mentor_hours h on h.organization_id = w.organization and h.time_zone = f.zone
        and h.starts > f.starts - 1440 and h.starts <= f.ends - 30
    where least(h.ends, f.ends) - greatest(h.starts, f.starts) >= 30
    group by h.peer_mentor_id),
  fit as materialized (
    select m.id, (m.approaches && w.approaches)::int::float8 as approach, (m.modalities && w.modalities)::int::float8 as modality,
      case when w.free is not null then (t.id is not null)::int::float8 end as schedule, t.at,
      case when w.language is null then null when w.language = any(m.languages)
        or exists (select from unnest(m.languages) l where split_part(l, '-', 1) = w.language) then 1 else 0.5 end::float8 as language,
      case when w.traits is not null then (string_to_array(lower(array_to_string(m.specialties, chr(10))), chr(10)) && w.traits)::int::float8 end as specialty,
      -- Who may not know how many slots are open is not told by the score or the order.
      case when w.sees_slots then 1 - 1.0::float8 / (s.capacity - s.slots_taken + 1) else 1 end as capacity,
      s.capacity - s.slots_taken as open_slots, uuid_hash_extended(m.id, w.turn) as turn
    from public.peer_mentor_opening o
      join public.peer_mentor m on m.organization_id = o.organization_id and m.id = o.id
      join public.peer_mentor_standing s on s.organization_id = o.organization_id and s.id = o.id
      left join timely t on t.id = o.id
    where o.organization_id = w.organization and o.valid_from <= now() and (o.valid_until is null or o.valid_until > now())
      and m.active and m.id <> all(w.shut_out)
      and (w.languages is null or m.languages && w.languages or exists (select from unnest(m.languages) l where split_part(l, '-', 1) = any(w.languages)))),
  best as (
    select f.*, app.match_points(f.approach, f.schedule, f.modality, f.language, null, null, f.specialty, f.capacity)
      / nullif(app.match_total(f.approach, f.schedule, f.modality, f.language, null, null, f.specialty, f.capacity), 0) as score
    from fit f order by score desc nulls last, f.turn, f.id limit 20)
  select b.id, b.approach, b.schedule, b.modality, b.language, b.specialty, b.capacity, b.turn, jsonb_build_object(
    'approaches', array(select unnest(m.approaches) intersect select unnest(w.approaches)),
    'modalities', array(select unnest(m.modalities) intersect select unnest(w.modalities)),
    'languages', array(select l from unnest(m.languages) l where split_part(l, '-', 1) = any(w.languages)),
    'traits', array(select t from unnest(m.specialties) t where lower(t) = any(w.traits)),
    'openSlots', case when w.sees_slots then b.open_slots end, 'freeAt', (b.at + 10080) % 10080)
  from best b join public.peer_mentor m on m.organization_id = w.organization and m.id = b.id;
end $$;

-- Groups that go on, the same way. Only what has to be gone to can be too far.
create or replace function app.match_groups(patient uuid) returns table (id uuid, approach float8, schedule float8, modality float8,
    language float8, distance float8, meeting_type float8, turn bigint, facts jsonb)
  stable rows 20 security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
#variable_conflict use_column
declare
  w record;
  zone text;
  zones text[] := '{}';
  -- A box a little larger than the circle, for the index. A degree of latitude is 111.2 km. Near a pole and across the date line every
  -- longitude is in it.
  up float8;
  aside float8;
  from_afar constant text[] := '{VIRTUAL,HYBRID,PHONE,ONLINE_FORUM,MOBILE_APP}';
  without_hours constant text[] := '{ONLINE_FORUM,MOBILE_APP}';
begin
  select * into w from app.wishes_of(match_groups.patient);
  if not found or w.sight & app.bit('GROUP_PARTICIPATION') = 0 then
    return;
  end if;
  while w.free is not null loop
    select min(m.time_zone) into zone from public.meeting m
      where m.organization_id = w.organization and m.active and m.weekday is not null and m.time_zone > coalesce(zone, '');
    exit when zone is null;
    zones := zones || zone;
  end loop;
  up := w.near_km / 111;
  aside := case when abs(w.north) + up >= 89 then 360 else up / cos(radians(abs(w.north) + up)) end;
  aside := case when abs(w.east) + aside > 180 then 360 else aside end;
  return query
  with timely as materialized (
    select distinct m.peer_group_id as id
    from app.free_in(zones, w.free, w.time_zone) f
      join public.meeting m on m.organization_id = w.organization and m.time_zone = f.zone and m.active and m.weekday is not null
        and app.day_of(m.weekday) + app.minute_of(m.start_time) >= f.starts and app.day_of(m.weekday) + app.minute_of(m.start_time) < f.ends
    where app.day_of(m.weekday) + app.minute_of(m.start_time)
        + (app.minute_of(m.end_time) - app.minute_of(m.start_time) + 1440 - 1) % 1440 + 1 <= f.ends
      and not coalesce(m.modality = 'IN_PERSON' and app.km_between(w.north, w.east, m.latitude, m.longitude) > w.most_km, false)),
  nearest as materialized (
    select at.id, min(at.km) as km
    from (select m.peer_group_id as id, app.km_between(w.north, w.east, m.latitude, m.longitude) as km from public.meeting m
      where m.organization_id = w.organization and m.active and m.modality = 'IN_PERSON' and m.latitude is not null
        and m.latitude between w.north - up and w.north + up and m.longitude between w.east - aside and w.east + aside) at
    where at.km <= w.near_km group by at.id),
  -- Where they meet is not on the map: nobody knows that it is too far.
  somewhere as materialized (
    select distinct m.peer_group_id as id from public.meeting m
    where w.most_km is not null and m.organization_id = w.organization and m.active and m.latitude is null),
  fit as materialized (
    select g.id,
      -- Half for each of the two, where both were asked for.
      case when w.fellowships is null then (g.approaches && w.approaches)::int::float8
        when w.approaches is null then (g.fellowship = any(w.fellowships))::int::float8
        else ((g.approaches && w.approaches)::int + (g.fellowship = any(w.fellowships))::int) / 2.0::float8 end as approach,
      (g.modalities && w.modalities)::int::float8 as modality,
      case when w.free is not null then (t.id is not null or g.modalities && without_hours)::int::float8 end as schedule,
      case when w.language is null then null when w.language = any(g.languages)
        or exists (select from unnest(g.languages) l where split_part(l, '-', 1) = w.language) then 1 else 0.5 end::float8 as language,
      case when w.north is null then null when g.modalities && from_afar or n.km <= w.near_km / 2 then 1
        when n.km is not null then 0.5 else 0 end::float8 as distance,
      (g.meeting_types && w.meeting_types)::int::float8 as meeting_type, uuid_hash_extended(g.id, w.turn) as turn, n.km <= w.near_km / 2 as is_close
    from public.peer_group g left join timely t on t.id = g.id left join nearest n on n.id = g.id
    where g.organization_id = w.organization and g.active and g.id <> all(w.shut_out) and g.fellowship <> all(w.avoid)
      and (w.most_km is null or g.modalities && from_afar or n.id is not null or g.id in (select s.id from somewhere s))
      and (w.languages is null or g.languages && w.languages or exists (select from unnest(g.languages) l where split_part(l, '-', 1) = any(w.languages)))),
  best as (
    select f.*, app.match_points(f.approach, f.schedule, f.modality, f.language, f.distance, f.meeting_type, null, null)
      / nullif(app.match_total(f.approach, f.schedule, f.modality, f.language, f.distance, f.meeting_type, null, null), 0) as score
    from fit f order by score desc nulls last, f.turn, f.id limit 20)
  select b.id, b.approach, b.schedule, b.modality, b.language, b.distance, b.meeting_type, b.turn, jsonb_build_object(
    'approaches', array(select unnest(g.approaches) intersect select unnest(w.approaches)),
    'fellowship', case when g.fellowship = any(w.fellowships) then g.fellowship end,
    'modalities', array(select unnest(g.modalities) intersect select unnest(w.modalities)),
    'languages', array(select l from unnest(g.languages) l where split_part(l, '-', 1) = any(w.languages)),
    'meetingTypes', array(select unnest(g.meeting_types) intersect select unnest(w.meeting_types)),
    'isClose', b.is_close, 'isAlwaysThere', g.modalities && without_hours, 'isFromAfar', g.modalities && from_afar, 'timeZone', w.time_zone,
    'free', (select jsonb_agg(jsonb_build_array(lower(r), upper(r))) from unnest(w.free) r),
    -- Meetings that are too far for them are not the next to go to.
    'tooFar', array(select m.id from public.meeting m where m.organization_id = w.organization and m.peer_group_id = b.id and m.active
      and m.modality = 'IN_PERSON' and app.km_between(w.north, w.east, m.latitude, m.longitude) > w.most_km))
  from best b join public.peer_group g on g.organization_id = w.organization and g.id = b.id;
end $$;

-- The best of both, the best first: as many as a list may hold of either kind, so that asking for one kind only goes as far.
create or replace function app.match_peers(patient uuid) returns table (id uuid, kind text, score float8, place int, shares jsonb, facts jsonb)
  stable rows 40 security definer set search_path = pg_catalog, pg_temp language sql as $$
  with found as (
    select m.id, 'MENTOR' as kind, m.approach, m.schedule, m.modality, m.language, null::float8 as distance, null::float8 as meeting_type,
      m.specialty, m.capacity, m.turn, m.facts from app.match_mentors(match_peers.patient) m
    union all
    select g.id, 'GROUP', g.approach, g.schedule, g.modality, g.language, g.distance, g.meeting_type, null, null, g.turn, g.facts
    from app.match_groups(match_peers.patient) g),
  counted as (
    select f.*, nullif(app.match_total(f.approach, f.schedule, f.modality, f.language, f.distance, f.meeting_type, f.specialty, f.capacity), 0) as total
    from found f),
  scored as (
    select c.*, coalesce(round((app.match_points(c.approach, c.schedule, c.modality, c.language, c.distance, c.meeting_type, c.specialty, c.capacity)
      / c.total)::numeric, 4), 0)::float8 as score from counted c)
  select s.id, s.kind, s.score, (row_number() over (order by s.score desc, s.turn, s.id))::int,
    -- What each factor adds to the score.
    (select coalesce(jsonb_object_agg(p.factor, round((app.match_weight(p.factor) * p.fit / s.total)::numeric, 4)), '{}')
      from (values ('APPROACH', s.approach), ('SCHEDULE', s.schedule), ('MODALITY', s.modality), ('LANGUAGE', s.language), ('DISTANCE', s.distance),
        ('MEETING_TYPE', s.meeting_type), ('SPECIALTY', s.specialty), ('CAPACITY', s.capacity)) as p(factor, fit) where p.fit > 0),
    s.facts
  from scored s
$$;
grant execute on function app.match_peers to alongside_runtime;

-- Peers that fit each patient in the viewer's sight. Read by patient alone: for each it is computed anew.
create or replace view app.peer_match with (security_invoker = true) as
  select p.organization_id, m.id, p.id as patient_id, case when m.kind = 'MENTOR' then m.id end as peer_mentor_id,
    case when m.kind = 'GROUP' then m.id end as peer_group_id, m.kind, m.score, m.place, m.shares, m.facts
  from patient p cross join lateral app.match_peers(p.id) m;
grant select on app.peer_match to alongside_runtime;
