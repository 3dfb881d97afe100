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

-- What peers are weighed by, small enough to weigh thousands: sets as bits, languages without their dialects, and in traits what a mentor
-- knows well, lower-case, or what kinds of meetings a group has.
create or replace function app.set_bits(words text[], known text[]) returns int immutable parallel safe language sql return
  (select coalesce(bit_or(1 << (array_position(known, word) - 1)), 0) from unnest(words) word);
create or replace function app.approach_bits(approaches text[]) returns int immutable parallel safe language sql return
  app.set_bits(approaches, '{TWELVE_STEP,SECULAR,FAITH_BASED,MINDFULNESS_BASED,MEDICATION_SUPPORTIVE}');
create or replace function app.modality_bits(modalities text[]) returns int immutable parallel safe language sql return
  app.set_bits(modalities, '{IN_PERSON,VIRTUAL,HYBRID,ONLINE_FORUM,MOBILE_APP,PHONE}');
create or replace function app.spoken(languages text[]) returns text[] immutable parallel safe language sql return
  array(select distinct split_part(l, '-', 1) from unnest(languages) l);

call app.close_to_organization('peer_profile');
call app.open_to_owner('peer_profile');
create or replace function app.keep_peer_profile() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  peer constant jsonb := to_jsonb(new);
begin
  insert into public.peer_profile (organization_id, id, is_mentor, active, approaches, modalities, languages, fellowship, traits)
  values (new.organization_id, new.id, tg_table_name = 'peer_mentor', new.active, app.approach_bits(new.approaches), app.modality_bits(new.modalities),
    app.spoken(new.languages), peer->>'fellowship',
    case tg_table_name when 'peer_mentor' then array(select lower(t) from jsonb_array_elements_text(peer->'specialties') t)
      else array(select t from jsonb_array_elements_text(peer->'meeting_types') t) end)
  on conflict (organization_id, id) do update set active = excluded.active, approaches = excluded.approaches, modalities = excluded.modalities,
    languages = excluded.languages, fellowship = excluded.fellowship, traits = excluded.traits;
  return null;
end $$;
create or replace trigger keep_peer_profile after insert or update of active, approaches, modalities, languages, specialties on peer_mentor
  for each row execute function app.keep_peer_profile();
create or replace trigger keep_peer_profile after insert or update of active, approaches, modalities, languages, fellowship, meeting_types on peer_group
  for each row execute function app.keep_peer_profile();

-- The distance over the surface of a spherical earth, as src/features/peers/distance.ts measures it.
create or replace function app.km_between(north_a float8, east_a float8, north_b float8, east_b float8) returns float8
  immutable parallel safe language sql return
  2 * 6371.0088 * asin(sqrt(least(1, sin(radians(north_b - north_a) / 2) ^ 2
    + cos(radians(north_a)) * cos(radians(north_b)) * sin(radians(east_b - east_a) / 2) ^ 2)));

-- What is offered of what is wished, each once, in the order of the wishes: sentences name the dearest first, every time.
create or replace function app.met_of(wished text[], offered text[]) returns text[] immutable parallel safe language sql return
  array(select w.word from unnest(wished) with ordinality w(word, place) where w.word = any(offered) group by w.word order by min(w.place));

-- The weights of docs/matching.md.
create or replace function app.match_weight(factor text) returns int immutable parallel safe language sql return
  case factor when 'APPROACH' then 25 when 'SCHEDULE' then 25 when 'MODALITY' then 15 when 'LANGUAGE' then 10 when 'DISTANCE' then 10
    when 'MEETING_TYPE' then 10 when 'SPECIALTY' then 10 when 'CAPACITY' then 10 end;

-- What is known of a patient that peers are matched by, as far as the present viewer may see it. No row where the viewer is not answered:
-- suggestions are for the patient, those who treat them, and the director. Nothing here reads diagnoses, medication, assessments or notes.
create or replace function app.wishes_of(patient uuid) returns table (
    organization uuid, sight int, time_zone text, language text, languages text[], approaches text[], approach_bits int,
    modalities text[], modality_bits int, fellowships text[], avoid text[],
    meeting_types text[], traits text[], free int4multirange, north float8, east float8, most_km float8, near_km float8,
    sees_slots boolean, shut_out uuid[], turn bigint)
  stable rows 1 security definer set search_path = pg_catalog, pg_temp language sql as $$
  select p.organization_id, seen.sight, p.time_zone,
    -- A dialect is understood where the language is spoken.
    split_part(spoken.tags[1], '-', 1), app.spoken(spoken.tags),
    nullif(s.approaches, '{}'), app.approach_bits(s.approaches),
    -- Hybrid is in person to who comes, and virtual to who joins.
    liked.modalities, app.modality_bits(liked.modalities),
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
    cross join lateral (select case when s.modalities && '{IN_PERSON,VIRTUAL}' then s.modalities || '{HYBRID}'::text[]
      else nullif(s.modalities, '{}') end as modalities) liked
  where p.organization_id = current_setting('app.organization')::uuid and p.id = wishes_of.patient
    and current_setting('app.role') in ('PATIENT', 'CLINICIAN', 'PROGRAM_DIRECTOR') and seen.sight & app.peer_categories() <> 0
    -- A mentor's supervisor sees peer support, and treats nobody.
    and (current_setting('app.role') <> 'CLINICIAN' or app.treats(p.id))
$$;

-- The hours of the week that a patient has, on the clocks of other zones: those in which something can begin. The zones are as far apart
-- as they are today: by the database's clock, as is whatever else is asked here (credentials, denials) and by every row policy. A view
-- takes no instant, and the request's own differs from it by what the two machines' clocks do.
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

-- The score is written twice, here and for groups: as points, which thousands are weighed by, and as the fits of the 20 that are left, where
-- what does not count has none. Made into one, the sentences' half would be computed for all. The test of docs/matching.md holds them together.
-- Mentors who take somebody on, and how well each fits, weighed in one pass; the best of them, with the patient's own turn among equals.
create or replace function app.match_mentors(patient uuid) returns table (id uuid, turn bigint, fits jsonb, facts jsonb)
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
  best as (
    select p.id, s.capacity - s.slots_taken as open_slots, uuid_hash_extended(p.id, w.turn) as turn,
      case when p.approaches & w.approach_bits <> 0 then app.match_weight('APPROACH') else 0 end
      + case when p.id in (select t.id from timely t) then app.match_weight('SCHEDULE') else 0 end
      + case when p.modalities & w.modality_bits <> 0 then app.match_weight('MODALITY') else 0 end
      + case when w.language is null then 0 when w.language = any(p.languages) then app.match_weight('LANGUAGE') else 0.5::float8 * app.match_weight('LANGUAGE') end
      + case when w.traits is not null and p.traits && w.traits then app.match_weight('SPECIALTY') else 0 end
      -- Who may not know how many slots are open is not told by the score or the order.
      + case when w.sees_slots then (1 - 1.0::float8 / (s.capacity - s.slots_taken + 1)) * app.match_weight('CAPACITY') else 0 end as points
    from public.peer_mentor_opening o
      join public.peer_profile p on p.organization_id = o.organization_id and p.id = o.id
      join public.peer_mentor_standing s on s.organization_id = o.organization_id and s.id = o.id
    where o.organization_id = w.organization and o.valid_from <= now() and (o.valid_until is null or o.valid_until > now())
      and p.is_mentor and p.active and p.id <> all(w.shut_out) and (w.language is null or w.language = any(p.languages) or p.languages && w.languages)
    order by points desc, turn, p.id limit 20)
  select b.id, b.turn, jsonb_build_object(
    'APPROACH', case when w.approaches is not null then (m.approaches && w.approaches)::int end,
    'SCHEDULE', case when w.free is not null then (t.id is not null)::int end,
    'MODALITY', case when w.modalities is not null then (m.modalities && w.modalities)::int end,
    'LANGUAGE', case when w.language is null then null when w.language = any(p.languages) then 1 else 0.5 end,
    'SPECIALTY', case when w.traits is not null then (p.traits && w.traits)::int end,
    'CAPACITY', case when w.sees_slots then 1 - 1.0::float8 / (b.open_slots + 1) else 1 end),
  jsonb_build_object(
    'approaches', app.met_of(w.approaches, m.approaches),
    'modalities', app.met_of(w.modalities, m.modalities),
    'languages', array(select l from unnest(m.languages) with ordinality s(l, place) where split_part(l, '-', 1) = any(w.languages)
      order by split_part(l, '-', 1) <> w.language, place),
    'traits', array(select t from unnest(m.specialties) t where lower(t) = any(w.traits)),
    'openSlots', case when w.sees_slots then b.open_slots end, 'freeAt', (t.at + 10080) % 10080)
  from best b left join timely t on t.id = b.id
    join public.peer_mentor m on m.organization_id = w.organization and m.id = b.id
    join public.peer_profile p on p.organization_id = w.organization and p.id = b.id;
end $$;

-- Groups that go on, the same way. Only what has to be gone to can be too far.
create or replace function app.match_groups(patient uuid) returns table (id uuid, turn bigint, fits jsonb, facts jsonb)
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
  from_afar constant int := app.modality_bits('{VIRTUAL,HYBRID,PHONE,ONLINE_FORUM,MOBILE_APP}');
  without_hours constant int := app.modality_bits('{ONLINE_FORUM,MOBILE_APP}');
  -- Half for each of what it builds on and which community it is, where both were asked for.
  each_half float8;
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
  each_half := case when w.approaches is not null and w.fellowships is not null then 0.5 else 1 end;
  return query
  with timely as materialized (
    select distinct m.peer_group_id as id
    from app.free_in(zones, w.free, w.time_zone) f
      join public.meeting m on m.organization_id = w.organization and m.time_zone = f.zone and m.active and m.weekday is not null
        and app.day_of(m.weekday) + app.minute_of(m.start_time) >= f.starts and app.day_of(m.weekday) + app.minute_of(m.start_time) < f.ends
    where app.day_of(m.weekday) + app.minute_of(m.start_time)
        + (app.minute_of(m.end_time) - app.minute_of(m.start_time) + 1440 - 1) % 1440 + 1 <= f.ends
      and not coalesce(m.modality = 'IN_PERSON' and app.km_between(w.north, w.east, m.latitude, m.longitude) > w.most_km, false)),
  nearby as materialized (
    select at.id, at.km <= w.near_km / 2 as is_close
    from (select m.peer_group_id as id, app.km_between(w.north, w.east, m.latitude, m.longitude) as km from public.meeting m
      where m.organization_id = w.organization and m.active and m.modality = 'IN_PERSON' and m.latitude is not null
        and m.latitude between w.north - up and w.north + up and m.longitude between w.east - aside and w.east + aside) at
    where at.km <= w.near_km),
  -- Sets that are asked for one by one, not joined: PostgreSQL cannot know how many they are, and would compare each with each.
  -- Where they meet is not on the map: nobody knows that it is too far.
  somewhere as materialized (
    select distinct m.peer_group_id as id from public.meeting m
    where w.most_km is not null and m.organization_id = w.organization and m.active and m.latitude is null),
  best as (
    select p.id, uuid_hash_extended(p.id, w.turn) as turn,
      case when p.approaches & w.approach_bits <> 0 then each_half * app.match_weight('APPROACH') else 0 end
      + case when p.fellowship = any(w.fellowships) then each_half * app.match_weight('APPROACH') else 0 end
      + case when p.id in (select t.id from timely t) or w.free is not null and p.modalities & without_hours <> 0 then app.match_weight('SCHEDULE') else 0 end
      + case when p.modalities & w.modality_bits <> 0 then app.match_weight('MODALITY') else 0 end
      + case when w.language is null then 0 when w.language = any(p.languages) then app.match_weight('LANGUAGE') else 0.5::float8 * app.match_weight('LANGUAGE') end
      + case when w.north is null then 0
          when p.modalities & from_afar <> 0 or p.id in (select n.id from nearby n where n.is_close) then app.match_weight('DISTANCE')
          when p.id in (select n.id from nearby n) then 0.5::float8 * app.match_weight('DISTANCE') else 0 end
      + case when w.meeting_types is not null and p.traits && w.meeting_types then app.match_weight('MEETING_TYPE') else 0 end as points
    from public.peer_profile p
    where p.organization_id = w.organization and not p.is_mentor and p.active and p.id <> all(w.shut_out) and p.fellowship <> all(w.avoid)
      and (w.most_km is null or p.modalities & from_afar <> 0 or p.id in (select n.id from nearby n)
        or p.id in (select s.id from somewhere s))
      and (w.language is null or w.language = any(p.languages) or p.languages && w.languages)
    order by points desc, turn, p.id limit 20)
  select b.id, b.turn, jsonb_build_object(
    'APPROACH', case when coalesce(w.approaches, w.fellowships) is not null
      then each_half * (coalesce((g.approaches && w.approaches)::int, 0) + coalesce((g.fellowship = any(w.fellowships))::int, 0)) end,
    'SCHEDULE', case when w.free is not null then (b.id in (select t.id from timely t) or p.modalities & without_hours <> 0)::int end,
    'MODALITY', case when w.modalities is not null then (g.modalities && w.modalities)::int end,
    'LANGUAGE', case when w.language is null then null when w.language = any(p.languages) then 1 else 0.5 end,
    'DISTANCE', case when w.north is null then null when p.modalities & from_afar <> 0 or at.is_close then 1
      when at.is_close is not null then 0.5 else 0 end,
    'MEETING_TYPE', case when w.meeting_types is not null then (p.traits && w.meeting_types)::int end),
  jsonb_build_object(
    'approaches', app.met_of(w.approaches, g.approaches),
    'fellowship', case when g.fellowship = any(w.fellowships) then g.fellowship end,
    'modalities', app.met_of(w.modalities, g.modalities),
    'languages', array(select l from unnest(g.languages) with ordinality s(l, place) where split_part(l, '-', 1) = any(w.languages)
      order by split_part(l, '-', 1) <> w.language, place),
    'meetingTypes', app.met_of(w.meeting_types, g.meeting_types),
    'isClose', at.is_close, 'isAlwaysThere', p.modalities & without_hours <> 0, 'isFromAfar', p.modalities & from_afar <> 0,
    'timeZone', w.time_zone, 'free', (select jsonb_agg(jsonb_build_array(lower(r), upper(r))) from unnest(w.free) r),
    -- Meetings that are too far for them are not the next to go to.
    'tooFar', array(select m.id from public.meeting m where m.organization_id = w.organization and m.peer_group_id = b.id and m.active
      and m.modality = 'IN_PERSON' and app.km_between(w.north, w.east, m.latitude, m.longitude) > w.most_km))
  from best b cross join lateral (select bool_or(n.is_close) as is_close from nearby n where n.id = b.id) at
    join public.peer_group g on g.organization_id = w.organization and g.id = b.id
    join public.peer_profile p on p.organization_id = w.organization and p.id = b.id;
end $$;

-- The best of both, the best first: as many as a list may hold of either kind, so that asking for one kind only goes as far. The score is
-- weights times fits over the weights of all that counts, and what does not count has no fit.
create or replace function app.match_peers(patient uuid) returns table (id uuid, kind text, score float8, place int, shares jsonb, facts jsonb)
  stable rows 40 security definer set search_path = pg_catalog, pg_temp language sql as $$
  with found as (
    select m.id, 'MENTOR' as kind, m.turn, m.fits, m.facts from app.match_mentors(match_peers.patient) m
    union all
    select g.id, 'GROUP', g.turn, g.fits, g.facts from app.match_groups(match_peers.patient) g),
  scored as (
    select f.*, p.shares, p.score from found f cross join lateral (
      select coalesce(round(sum(part), 4), 0)::float8 as score, coalesce(jsonb_object_agg(factor, round(part, 4)) filter (where part > 0), '{}') as shares
      from (select e.key as factor, app.match_weight(e.key) * e.value::numeric / sum(app.match_weight(e.key)) over () as part
        from jsonb_each_text(f.fits) e where e.value is not null) as parts) p)
  select s.id, s.kind, s.score, (row_number() over (order by s.score desc, s.turn, s.id))::int, s.shares, s.facts from scored s
$$;
grant execute on function app.match_peers to alongside_runtime;

-- Peers that fit each patient in the viewer's sight. Read by patient alone: for each it is computed anew.
create or replace view app.peer_match with (security_invoker = true) as
  select p.organization_id, m.id, p.id as patient_id, case when m.kind = 'MENTOR' then m.id end as peer_mentor_id,
    case when m.kind = 'GROUP' then m.id end as peer_group_id, m.kind, m.score, m.place, m.shares, m.facts
  from patient p cross join lateral app.match_peers(p.id) m;
grant select on app.peer_match to alongside_runtime;
