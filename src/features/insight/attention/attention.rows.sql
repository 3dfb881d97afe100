-- What asks for attention is for the patient and the program: mentors and whoever reads by consent have no such list. A reason tells of
-- one category, or of several at once: it is there for those who may see all of them.
call app.close_to_organization('attention');
call app.close_to_writing('attention');
create policy see on attention using (
  (select current_setting('app.wide')::int) & bits = bits
  or (select true from app.reach g where g.patient_id = attention.patient_id and g.categories & attention.bits = attention.bits limit 1));
create policy deny on attention as restrictive to alongside_runtime using ((select current_setting('app.denied') = '')
  or not app.is_denied(patient_id, bits));
create policy within on attention as restrictive to alongside_runtime
  using ((select current_setting('app.role') not in ('PEER_MENTOR', 'PARTNER_APP')
    and (current_setting('app.role') <> 'EHR_SYSTEM' or current_setting('app.wide')::int <> 0)));
-- Of a follow-up it says no more than who sees the follow-up knows: one after a concern of a mentor is not for the patient.
create policy follow_up on attention as restrictive for select to alongside_runtime using (kind not in ('ASKED_FOR_CONTACT', 'OVERDUE_FOLLOW_UP')
  or (select true from follow_up f where f.organization_id = attention.organization_id and f.id = attention.source_id));
call app.open_to_owner('attention');
grant select on attention to alongside_runtime;

-- What triggers and definer functions read here as the owner.
call app.open_to_owner('session');
call app.open_to_owner('check_in');

-- Since when a plan or a link has been under way: it began, or went on after a rest. Of what did so before there was a timeline, nobody
-- knows more than the last argument.
create or replace function app.under_way_since(organization uuid, subject uuid, otherwise timestamptz) returns timestamptz stable language plpgsql as $$
begin
  return coalesce((select max(e.at) from public.timeline_entry e
    where e.organization_id = organization and e.subject_id = subject and e.event = 'ACTIVE'), otherwise);
end $$;

-- Everything of these kinds that asks for attention of this patient, now or from an instant ahead. The one place where it is said what that
-- is. A statement a kind: as one of all kinds it took a write three times as long to begin.
create or replace function app.present_attention(organization uuid, patient uuid, kinds text[])
  returns table (kind text, source_id uuid, bits int, since timestamptz) stable security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
#variable_conflict use_column
declare
  zone text;
  status text;
  -- From where on something asks for attention: what the program decided, else the default.
  thresholds jsonb;
  most_missed int;
begin
  select p.time_zone, s.status, app.default_attention_thresholds() || o.attention_thresholds into zone, status, thresholds from public.patient p
    join public.patient_standing s on s.organization_id = p.organization_id and s.id = p.id
    join public.organization_settings o on o.organization_id = p.organization_id and o.id = p.organization_id
    where p.organization_id = organization and p.id = patient;
  if status is null or status = 'DECEASED' then
    return;
  end if;
  -- A return to use that nobody has settled with the person yet.
  if 'RETURN_TO_USE' = any(kinds) then
    return query select 'RETURN_TO_USE', r.id, app.bit('RETURN_TO_USE'), r.shared_at from public.return_to_use r
      where r.organization_id = organization and r.patient_id = patient and r.status not in ('SETTLED', 'ENTERED_IN_ERROR');
  end if;
  -- The latest check-in tells of a strong craving.
  if 'HIGH_CRAVING' = any(kinds) then
    return query select 'HIGH_CRAVING', c.id, app.bit('RECOVERY'), c.occurred_at from (
        select c.id, c.occurred_at, c.craving from public.check_in c
        where c.organization_id = organization and c.patient_id = patient and c.entered_in_error_at is null
        order by c.occurred_at desc, c.id desc limit 1) c
      where c.craving >= (thresholds ->> 'HIGH_CRAVING')::numeric;
  end if;
  -- Somebody would like to be called, and nobody has.
  if 'ASKED_FOR_CONTACT' = any(kinds) then
    return query select 'ASKED_FOR_CONTACT', f.id, app.bit(f.category), f.opened_at from public.follow_up f
      where f.organization_id = organization and f.patient_id = patient and f.is_open and f.kind = 'CHECK_IN_CALL';
  end if;
  -- A follow-up is past its time; what is urgent and nobody's from the first moment on.
  if 'OVERDUE_FOLLOW_UP' = any(kinds) then
    return query select 'OVERDUE_FOLLOW_UP', f.id, app.told_by_follow_up(f.kind, f.category),
        case when f.is_urgent and f.assignee_id is null and f.acknowledged_at is null then least(f.opened_at, f.due_at) else f.due_at end
      from public.follow_up f
      where f.organization_id = organization and f.patient_id = patient and f.is_open;
  end if;
  -- The total of an instrument rose between the last two times. Where more is better (BARC-10), it does not ask for attention.
  if 'RISING_SCORE' = any(kinds) then
    return query select 'RISING_SCORE', a.id, app.bit('ASSESSMENT'), a.taken_at from (
        select a.id, a.taken_at, a.total, row_number() over latest as place, lead(a.total) over latest as total_before
        from public.assessment a
        where a.organization_id = organization and a.patient_id = patient and a.entered_in_error_at is null and a.total is not null
          and a.instrument <> 'BARC_10'
        window latest as (partition by a.instrument order by a.taken_at desc, a.id desc)) a
      where a.place = 1 and a.total - a.total_before >= (thresholds ->> 'RISING_SCORE')::numeric;
  end if;
  -- The latest PHQ-9 has a thought of death or self-harm in it.
  if 'SELF_HARM_ITEM' = any(kinds) then
    return query select 'SELF_HARM_ITEM', a.id, app.bit('ASSESSMENT'), a.taken_at from (
        select a.id, a.taken_at, a.flags from public.assessment a
        where a.organization_id = organization and a.patient_id = patient and a.entered_in_error_at is null and a.instrument = 'PHQ_9'
        order by a.taken_at desc, a.id desc limit 1) a
      where 'SELF_HARM_ITEM' = any(a.flags);
  end if;
  -- The rest is looked for in those in care only. What is above asks for attention whoever it comes from.
  if status <> 'ACTIVE' then
    return;
  end if;
  -- Nobody has logged a contact with the mentor for so many days, or since the link began or was resumed.
  if 'NO_PEER_CONTACT' = any(kinds) then
    return query select 'NO_PEER_CONTACT', l.id, app.bit('PEER_SUPPORT'),
        greatest(app.under_way_since(organization, l.id, l.started_on::timestamp at time zone zone), (
          select max(c.occurred_at) from public.peer_contact c
          where c.organization_id = organization and c.peer_link_id = l.id and c.entered_in_error_at is null))
        + (thresholds ->> 'NO_PEER_CONTACT')::numeric * interval '1 day'
      from public.peer_link l
      where l.organization_id = organization and l.patient_id = patient and l.peer_mentor_id is not null and l.status = 'ACTIVE';
  end if;
  -- The latest sessions were missed in a row. What was cancelled counts on neither side. Sessions of medication are a category of their own.
  -- No more of them are read than count, however long the record.
  if 'MISSED_SESSIONS' = any(kinds) then
    most_missed := ceil((thresholds ->> 'MISSED_SESSIONS')::numeric);
    return query select 'MISSED_SESSIONS', patient, app.bit(case when of.medication then 'MEDICATION' else 'CARE_PLAN' end), max(m.occurred_at)
      from (values (true), (false)) as of(medication), lateral (
        select s.occurred_at, s.attendance from public.session s
        where s.organization_id = organization and s.patient_id = patient and (s.kind = 'MAT') = of.medication
          and s.entered_in_error_at is null and s.attendance in ('ATTENDED', 'NO_SHOW')
        order by s.occurred_at desc, s.id desc limit most_missed) m
      group by of.medication
      having bool_and(m.attendance = 'NO_SHOW') and count(*) = most_missed;
  end if;
  -- Neither a session that was attended nor a check-in for so many days, while a plan is under way, and since it is. It comes of the last
  -- of them, or of the plan's coming into force: one that is resumed begins another gap.
  if 'OUT_OF_CONTACT' = any(kinds) then
    return query select 'OUT_OF_CONTACT', c.id, app.bit('CARE_PLAN') + app.bit('RECOVERY'),
        c.at + (thresholds ->> 'OUT_OF_CONTACT')::numeric * interval '1 day'
      from (
        (select coalesce((select e.id from public.timeline_entry e
            where e.organization_id = p.organization_id and e.subject_id = p.id and e.event = 'ACTIVE' order by e.at desc, e.id desc limit 1), p.id) as id,
            app.under_way_since(organization, p.id, p.created_at) as at from public.care_plan p
          where p.organization_id = organization and p.patient_id = patient and p.status = 'ACTIVE'
          order by 2, 1 limit 1)
        union all
        (select s.id, s.occurred_at from public.session s
          where s.organization_id = organization and s.patient_id = patient and (s.kind = 'MAT') = false and s.entered_in_error_at is null
            and s.attendance = 'ATTENDED'
          order by s.occurred_at desc, s.id desc limit 1)
        union all
        (select c.id, c.occurred_at from public.check_in c
          where c.organization_id = organization and c.patient_id = patient and c.entered_in_error_at is null
          order by c.occurred_at desc, c.id desc limit 1)) c
      where exists (select from public.care_plan p where p.organization_id = organization and p.patient_id = patient and p.status = 'ACTIVE')
      order by c.at desc, c.id desc limit 1;
  end if;
  -- The day of the next dose is over, as the patient counts days.
  if 'DOSE_OVERDUE' = any(kinds) then
    return query select 'DOSE_OVERDUE', a.id, app.bit('MEDICATION'), (a.next_dose_on + 1)::timestamp at time zone zone from public.care_activity a
      where a.organization_id = organization and a.patient_id = patient and a.next_dose_on is not null
        and a.status not in ('COMPLETED', 'STOPPED', 'ENTERED_IN_ERROR');
  end if;
  -- A plan is under way, and nobody walks alongside.
  if 'PLAN_WITHOUT_PEER' = any(kinds) then
    return query select 'PLAN_WITHOUT_PEER', patient, app.bit('CARE_PLAN') + app.peer_categories(),
        greatest(min(app.under_way_since(organization, p.id, p.created_at)),
          (select max(l.ended_on)::timestamp at time zone zone from public.peer_link l
            where l.organization_id = organization and l.patient_id = patient))
      from public.care_plan p
        join public.patient_peer_support s on s.organization_id = p.organization_id and s.id = p.patient_id and s.is_without
      where p.organization_id = organization and p.patient_id = patient and p.status = 'ACTIVE'
      having count(*) > 0;
  end if;
end $$;

create or replace function app.all_attention() returns text[] immutable language sql return
  array['RETURN_TO_USE', 'HIGH_CRAVING', 'ASKED_FOR_CONTACT', 'NO_PEER_CONTACT', 'MISSED_SESSIONS', 'OUT_OF_CONTACT', 'OVERDUE_FOLLOW_UP',
    'RISING_SCORE', 'SELF_HARM_ITEM', 'DOSE_OVERDUE', 'PLAN_WITHOUT_PEER'];

-- Makes what is stored of these kinds what it is now; what is so already is left alone. Of two changes at once the second waits here, and
-- then sees what the first has made: hence the check.
create or replace function app.derive_attention(organization uuid, patient uuid, kinds text[]) returns void volatile security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise 'What asks for attention is derived in a transaction that reads what is committed.';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('attention' || patient::text, 0));
  with present as materialized (select * from app.present_attention(organization, patient, kinds)),
    gone as (
      delete from public.attention a
      where a.organization_id = organization and a.patient_id = patient and a.kind = any(kinds)
        and not exists (select from present p where (p.kind, p.source_id, p.bits) = (a.kind, a.source_id, a.bits)))
  insert into public.attention as a (organization_id, id, patient_id, kind, source_id, bits, since)
    select organization, gen_random_uuid(), patient, p.kind, p.source_id, p.bits, p.since from present p
      where not exists (select from public.attention k where k.organization_id = organization and k.patient_id = patient
        and (k.kind, k.source_id, k.bits, k.since) = (p.kind, p.source_id, p.bits, p.since))
    on conflict on constraint attention_once do update set since = excluded.since;
end $$;

-- Derives the kinds that the trigger names, when the transaction commits: by then it holds all the rows that it will, so that nobody waits
-- in a circle for the lock above. Nor do two transactions for each other's patients: each is about one (docs/decisions/0020-locks.md).
create or replace function app.derive_attention_of_row() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.derive_attention(new.organization_id, new.patient_id, tg_argv);
  return null;
end $$;

-- condition: of which rows, over `new`.
create or replace procedure app.follow_attention(target regclass, kinds text[], columns text, condition text default 'true') language plpgsql as $$
begin
  execute format('create constraint trigger derive_attention after insert or update %2$s on %1$s deferrable initially deferred
    for each row when (%4$s) execute function app.derive_attention_of_row(%3$s)',
    target, 'of ' || columns, (select string_agg(quote_literal(kind), ', ') from unnest(kinds) kind), condition);
end $$;

call app.follow_attention('session', '{MISSED_SESSIONS,OUT_OF_CONTACT}', 'attendance, occurred_at, entered_in_error_at');
call app.follow_attention('care_activity', '{DOSE_OVERDUE}', 'status, next_dose_on', 'new.kind = ''MAT''');
call app.follow_attention('care_plan', '{PLAN_WITHOUT_PEER,OUT_OF_CONTACT}', 'status');
call app.follow_attention('peer_link', '{NO_PEER_CONTACT,PLAN_WITHOUT_PEER}', 'status, started_on');
call app.follow_attention('peer_contact', '{NO_PEER_CONTACT}', 'occurred_at, entered_in_error_at');
call app.follow_attention('check_in', '{HIGH_CRAVING,OUT_OF_CONTACT}', 'entered_in_error_at');
call app.follow_attention('return_to_use', '{RETURN_TO_USE}', 'status');
call app.follow_attention('follow_up', '{ASKED_FOR_CONTACT,OVERDUE_FOLLOW_UP}', 'completed_at, due_at, assignee_clinician_id, acknowledged_at');
call app.follow_attention('assessment', '{RISING_SCORE,SELF_HARM_ITEM}', 'entered_in_error_at');
call app.follow_attention('patient_standing', app.all_attention(), 'status');

-- A day begins elsewhere.
create or replace function app.derive_attention_of_zone() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.derive_attention(new.organization_id, new.id, '{NO_PEER_CONTACT,DOSE_OVERDUE,PLAN_WITHOUT_PEER}');
  return null;
end $$;
create constraint trigger derive_attention after update of time_zone on patient deferrable initially deferred for each row
  when (new.time_zone <> old.time_zone) execute function app.derive_attention_of_zone();

-- Other thresholds count for every patient of the program: who is still to be derived anew is found from where the last turn ended.
create or replace function app.begin_attention_anew() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.attention_derived_up_to := '00000000-0000-0000-0000-000000000000';
  return new;
end $$;
create or replace trigger begin_attention_anew before update of attention_thresholds on organization_settings for each row
  when (new.attention_thresholds <> old.attention_thresholds) execute function app.begin_attention_anew();

-- A turn of that: so many patients at most. It answers whether there may be more. Servers may take turns at the same time.
create or replace function app.derive_attention_anew(most int) returns boolean volatile security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  organization uuid;
  up_to uuid;
  patient uuid;
  derived int := 0;
begin
  select s.organization_id, s.attention_derived_up_to into organization, up_to from public.organization_settings s
    where app.nobody_asks() and s.attention_derived_up_to is not null order by s.organization_id limit 1 for update skip locked;
  if organization is null then
    return false;
  end if;
  for patient in select p.id from public.patient p where p.organization_id = organization and p.id > up_to order by p.id limit most loop
    perform app.derive_attention(organization, patient, app.all_attention());
    derived := derived + 1;
    up_to := patient;
  end loop;
  update public.organization_settings s set attention_derived_up_to = case when derived = most then up_to end
    where s.organization_id = organization and s.id = organization;
  return true;
end $$;
grant execute on function app.derive_attention_anew to alongside_runtime;
