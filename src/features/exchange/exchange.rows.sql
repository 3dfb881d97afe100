-- What changed: written by triggers in the transaction of the change, put in order when it can be seen, read under row security.
-- See docs/decisions/0017-changes.md.

-- Appended to by app.place_changes alone. Not even the owner changes or removes what stands in the log.
call app.close_to_organization('change_event');
create policy owner on change_event for select to alongside_owner using (true);
create policy owner_appends on change_event for insert to alongside_owner with check (true);
grant select on change_event to alongside_runtime;
call app.open_to_owner('change_inbox');
call app.open_to_owner('access_touch');
call app.open_to_owner('access_told');

-- Changes of a table go into the log; who sees the row that changed, sees that it did, and of parts who sees the whole as well.
-- target: its rows have organization_id and id. Everything else is text of SQL over `new` (and in changed, `old`).
-- node: how the ids of the subject begin. changed: of an update, whether anything did that somebody may be told.
create or replace procedure app.log_changes_as(target regclass, type text, node text, subject text, version text, patient text, bits text,
  changed text, is_told_when_made boolean, seen text) language plpgsql as $$
begin
  execute format($f$
    create or replace function app.log_change_of_%1$s() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $t$
    begin
      insert into public.change_inbox (organization_id, type, node, subject_id, version, patient_id, bits, part, part_id)
      values (new.organization_id, %2$L, %3$s, %4$s, %5$s, %6$s, %7$s, %1$L, new.id);
      return null;
    end $t$ $f$, target, type, node, subject, version, patient, bits);
  if is_told_when_made then
    execute format('create or replace trigger log_making after insert on %1$s for each row execute function app.log_change_of_%1$s()', target);
  end if;
  execute format('create or replace trigger log_change after update on %1$s for each row when (%2$s) execute function app.log_change_of_%1$s()',
    target, changed);
  execute format('create policy %1$s on change_event for select to alongside_runtime using (part = %1$L
    and (select true from %1$s s where s.organization_id = change_event.organization_id and s.id = change_event.part_id limit 1) %2$s)', target, seen);
end $$;

-- A table whose rows are records of the graph, and count their versions.
-- bits: the category of a row, as for app.open_to_reach, but over `new`; 0 where it has none.
create or replace procedure app.log_changes(target regclass, type text, bits text, node text default null, patient text default 'new.patient_id')
  language plpgsql as $$
begin
  call app.log_changes_as(target, type, coalesce(node, quote_literal(target)), 'new.id', 'new.version', patient, bits,
    'new.version is distinct from old.version', true, '');
end $$;

-- The same of records that count no versions.
create or replace procedure app.log_unversioned(target regclass, type text, bits text) language plpgsql as $$
begin
  call app.log_changes_as(target, type, quote_literal(target), 'new.id', 'null', 'new.patient_id', bits, 'new.* is distinct from old.*', true, '');
end $$;

-- A table whose rows are parts of a record. They have no version of their own, and what the record counts, not everybody who sees a part
-- may know: so none is told.
-- whole: the table of the record, and subject its id. is_told_when_made: not of a part that comes with the record.
create or replace procedure app.log_part(target regclass, whole regclass, type text, bits text, subject text, is_told_when_made boolean default true,
  patient text default 'new.patient_id', node text default null) language plpgsql as $$
begin
  call app.log_changes_as(target, type, coalesce(node, quote_literal(whole)), subject, 'null', patient, bits, 'new.* is distinct from old.*',
    is_told_when_made, format('and (select true from %s w where w.organization_id = change_event.organization_id and w.id = change_event.subject_id limit 1)', whole));
end $$;

-- Of a patient everybody sees that there is somebody, and what to call them. The version of the whole record moves with every part, so it
-- is told by the record alone.
call app.log_changes_as('patient', 'PATIENT', '''patient''', 'new.id', 'null', 'new.id', '0', 'new.shown_version is distinct from old.shown_version', true, '');
call app.log_part('patient_identity', 'patient', 'PATIENT', 'app.bit(''IDENTITY'')', 'new.patient_id', false);
call app.log_part('patient_identifier', 'patient', 'PATIENT', 'app.bit(''IDENTITY'')', 'new.patient_id');
call app.log_part('patient_contact', 'patient', 'PATIENT', 'app.bit(''CONTACT'')', 'new.patient_id', false);
call app.log_part('patient_standing', 'patient', 'PATIENT', 'app.bit(''CARE_PLAN'')', 'new.patient_id', false);
call app.log_part('care_team_member', 'patient', 'PATIENT', 'app.bit(''CARE_PLAN'')', 'new.patient_id');
call app.log_part('safety_fact', 'patient', 'PATIENT', 'app.bit(''MEDICATION'')', 'new.patient_id');

call app.log_changes('care_plan', 'CARE_PLAN', 'app.bit(''CARE_PLAN'')');
call app.log_changes('goal', 'GOAL', 'app.bit(''CARE_PLAN'')');
call app.log_changes('care_activity', 'ACTIVITY', 'case new.kind when ''MAT'' then app.bit(''MEDICATION'') else app.bit(''CARE_PLAN'') end',
  'lower(new.kind) || ''_activity''');
call app.log_part('dose', 'care_activity', 'ACTIVITY', 'app.bit(''MEDICATION'')', 'new.activity_id', node => '''mat_activity''');
call app.log_changes('session', 'SESSION', 'case new.kind when ''MAT'' then app.bit(''MEDICATION'') else app.bit(''CARE_PLAN'') end');
call app.log_part('counseling_note', 'session', 'SESSION', 'app.bit(''COUNSELING_NOTE'')', 'new.id');

call app.log_changes('peer_link', 'PEER_LINK', 'app.link_category(new.peer_group_id)');
call app.log_changes('peer_contact', 'PEER_CONTACT', 'app.link_category(new.peer_group_id)');
call app.log_changes('return_to_use', 'RETURN_TO_USE', 'app.bit(''RETURN_TO_USE'')');
call app.log_changes('assessment', 'ASSESSMENT', 'app.bit(''ASSESSMENT'')');
call app.log_unversioned('milestone', 'MILESTONE', 'app.milestone_category(new.kind)');
call app.log_unversioned('check_in', 'CHECK_IN', 'app.bit(''RECOVERY'')');
call app.log_changes('follow_up', 'FOLLOW_UP', 'app.told_by_follow_up(new.kind, new.category)');
call app.log_changes('consent', 'CONSENT', '0');

-- Of mentors, their changes alone. That there is a new one would tell, by its place and its instant, when a patient here became one: the log
-- says to the second what the id of the record does not (docs/decisions/0018-mentor-invitations.md). The same for all, or it would mark them.
call app.log_changes_as('peer_mentor', 'PEER_MENTOR', '''peer_mentor''', 'new.id', 'new.version', 'null', '0',
  'new.version is distinct from old.version', false, '');
call app.log_part('peer_mentor_standing', 'peer_mentor', 'PEER_MENTOR', '0', 'new.id', false, 'null');
call app.log_changes('peer_group', 'PEER_GROUP', '0', patient => 'null');
call app.log_changes('meeting', 'MEETING', '0', patient => 'null');
call app.log_part('cancelled_occurrence', 'meeting', 'MEETING', '0', 'new.meeting_id', patient => 'null');

-- That access began or ended is told to whoever has it alone. That it began, only while it lasts: who lost it before they looked never
-- learns that there was somebody. That it ended, whoever it is: they were given the patient's id, and are to forget it.
create policy access on change_event for select to alongside_runtime using (part = 'access'
  and principal_id = (select current_setting('app.principal')::uuid) and bits & (select current_setting('app.mask')::int) <> 0
  and (type = 'ACCESS_ENDED' or (select true from patient p where p.organization_id = change_event.organization_id and p.id = change_event.subject_id limit 1)));

-- The log as it is read, with what an event tells and of whom, for the account: of an access no more than that there is somebody, and of
-- one that ended nobody whom the reader does not still see.
create or replace view app.change with (security_invoker = true) as
  select e.organization_id, e.id, e.at, e.type, e.node, e.subject_id, e.version, e.patient_id, e.about_id,
    case when e.principal_id is null then e.bits else 0 end as told_bits,
    case when e.principal_id is null then e.patient_id
      else (select p.id from patient p where p.organization_id = e.organization_id and p.id = e.patient_id) end as told_of_id
  from change_event e;
grant select on app.change to alongside_runtime;

-- Whose access may have changed, in the transaction that changed it. What came of it app.tell_access finds out.
create or replace function app.touch_access() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  subject record := case tg_op when 'DELETE' then old else new end;
begin
  insert into public.access_touch (organization_id, principal_id, patient_id)
    values (subject.organization_id, case tg_table_name when 'access_grant' then subject.principal_id end, subject.patient_id);
  return null;
end $$;
create or replace trigger touch_access after insert or update or delete on access_grant for each row execute function app.touch_access();
create or replace trigger touch_access after insert or update or delete on access_denial for each row execute function app.touch_access();

-- A place in the log as an id: places only grow, and so do these.
create or replace function app.place_id(place bigint) returns uuid immutable parallel safe language sql return lpad(to_hex(place), 32, '0')::uuid;

-- What a principal sees of a patient at this instant, and when that changes by itself: grants, less denials, as far as a client is registered.
-- Record systems of the program see everybody. Which scopes a token asks for, row security looks at.
create or replace function app.access_at(organization uuid, principal uuid, patient uuid, moment timestamptz)
  returns table (categories int, whole int, next_at timestamptz) stable security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  client record;
  denied int;
  mask int := app.anything();
begin
  select p.legal_basis <> 'PATIENT_CONSENT' as is_wide, app.mask_of(p.kind, p.scopes, p.scopes) as mask into client
    from public.partner_app p where p.organization_id = organization and p.id = principal;
  if found then
    mask := client.mask;
  end if;
  whole := case when client.is_wide then mask else 0 end;
  select whole | coalesce(bit_or(g.categories & mask) filter (where g.valid_from <= moment and g.valid_until > moment), 0),
      min(case when g.valid_from > moment then g.valid_from when g.valid_until > moment and g.valid_until < 'infinity' then g.valid_until end)
    into categories, next_at
    from public.access_grant g where g.principal_id = principal and g.patient_id = patient and g.organization_id = organization;
  select coalesce(bit_or(d.categories) filter (where d.valid_from <= moment and d.valid_until > moment), 0),
      least(next_at, min(case when d.valid_from > moment then d.valid_from when d.valid_until > moment and d.valid_until < 'infinity' then d.valid_until end))
    into denied, next_at
    from public.access_denial d
    where d.organization_id = organization and d.patient_id = patient and d.principal_id in (principal, app.everybody()) and principal <> patient;
  -- As app.denied: several that together deny every category deny the patient.
  categories := categories & ~(denied | case when denied & app.bit('CARE_PLAN') <> 0 then app.bit('ADMISSION') else 0 end
    | case when 1023 & ~denied = 0 then app.anything() else 0 end);
  return next;
end $$;

-- Tells whose access began or ended, once: of those that were touched, and of those whose instant has come.
create or replace function app.tell_access(most int) returns int security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  moment constant timestamptz := clock_timestamp();
  pair record;
  before int;
  now_seen record;
  found_any int := 0;
begin
  for pair in
    with touched as (
      delete from public.access_touch where ctid = any(array(select ctid from public.access_touch order by seq limit most))
      returning organization_id, principal_id, patient_id)
    select * from (
    select t.organization_id, t.principal_id, t.patient_id from touched t where t.principal_id is not null
    union select a.organization_id, a.principal_id, a.patient_id from touched t
      join public.access_told a on a.organization_id = t.organization_id and a.patient_id = t.patient_id where t.principal_id is null
    union select p.organization_id, p.id, t.patient_id from touched t
      join public.partner_app p on p.organization_id = t.organization_id and p.legal_basis <> 'PATIENT_CONSENT' where t.principal_id is null
    union (select a.organization_id, a.principal_id, a.patient_id from public.access_told a where a.next_at <= moment order by a.next_at limit most)
    ) as pairs order by 1, 2, 3
  loop
    found_any := found_any + 1;
    select * into now_seen from app.access_at(pair.organization_id, pair.principal_id, pair.patient_id, moment);
    select a.categories into before from public.access_told a
      where a.organization_id = pair.organization_id and a.principal_id = pair.principal_id and a.patient_id = pair.patient_id;
    before := coalesce(before, now_seen.whole);
    insert into public.change_inbox (organization_id, at, type, node, subject_id, patient_id, bits, part, part_id)
      select pair.organization_id, moment, c.type, 'patient', pair.patient_id, pair.patient_id, c.bits, 'access', pair.principal_id
      from (values ('ACCESS_ENDED', before & ~now_seen.categories), ('ACCESS_BEGAN', now_seen.categories & ~before)) as c(type, bits)
      where c.bits <> 0;
    if now_seen.categories = now_seen.whole and now_seen.next_at is null then
      delete from public.access_told a
        where a.organization_id = pair.organization_id and a.principal_id = pair.principal_id and a.patient_id = pair.patient_id;
    else
      insert into public.access_told as a (organization_id, principal_id, patient_id, categories, next_at)
        values (pair.organization_id, pair.principal_id, pair.patient_id, now_seen.categories, now_seen.next_at)
        on conflict (organization_id, principal_id, patient_id) do update set categories = excluded.categories, next_at = excluded.next_at;
    end if;
  end loop;
  return found_any;
end $$;

-- Gives a place in the log to what was committed and has none yet, at most so many changes. It answers whether there may be more; where
-- nothing is new it looks into three indexes and writes nothing.
--
-- The lock makes places visible in their order: whoever sees one, sees all before it. What a slow transaction wrote cannot be seen here
-- before it ends; it keeps nobody waiting, and its place is where it came to be seen. Each statement here must see what was committed
-- before it, hence the check.
create or replace function app.place_changes(most int) returns boolean security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  told int;
  placed int;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise 'Changes are put in order in a transaction that reads what is committed.';
  end if;
  if not app.nobody_asks() then
    return false;
  end if;
  -- The number is ours alone.
  perform pg_advisory_xact_lock(4215330019);
  told := app.tell_access(most);
  with taken as (
    delete from public.change_inbox where ctid = any(array(select ctid from public.change_inbox order by seq limit most)) returning *)
  insert into public.change_event (organization_id, id, at, type, node, subject_id, version, patient_id, bits, part, part_id, principal_id)
    select organization_id, app.place_id(nextval('public.change_place')), at, type, node, subject_id, version, patient_id, bits, part, part_id,
      case when part = 'access' then part_id end
    from (select * from taken order by seq) as t;
  get diagnostics placed = row_count;
  if placed > 0 then
    -- Servers listen. That there is something new is all that is said.
    perform pg_notify('alongside_changes', '');
  end if;
  return told >= most or placed >= most;
end $$;
grant execute on function app.place_changes to alongside_runtime;

-- What servers hear, of every organization, to tell those who subscribed: that something changed, and nothing that was written of it.
-- No operation hears any of it.
create or replace function app.changes_after(place uuid, most int)
  returns table (id uuid, organization_id uuid, type text, subject_id uuid, version int, patient_id uuid, principal_id uuid)
  stable security definer set search_path = pg_catalog, pg_temp language sql
  begin atomic
    select e.id, e.organization_id, e.type, e.subject_id, e.version, e.patient_id, e.principal_id
    from public.change_event e where app.nobody_asks() and e.id > place order by e.id limit most;
  end;
create or replace function app.last_change() returns uuid stable security definer set search_path = pg_catalog, pg_temp language sql
  begin atomic
    select coalesce((select e.id from public.change_event e where app.nobody_asks() order by e.id desc limit 1), app.place_id(0));
  end;
grant execute on function app.changes_after, app.last_change to alongside_runtime;
