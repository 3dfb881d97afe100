-- What every row policy is made of. See docs/decisions/0006-row-security.md.

grant usage on schema app, public to alongside_runtime;

-- Functions of this schema are for nobody until a rows file grants them: migrate takes them from everybody. Policies call
-- theirs as whoever asks, so those are granted. A definer function searches temporary tables and types last, and on purpose:
-- an empty path would search them first, and a session's own type named uuid would run its check as the owner.

-- Data categories as bits. The last three are not categories of the graph: ADMISSION lets the front desk see who is in care, and
-- nothing of the care; PERMISSION is for consents and restrictions; ACCOUNTING for disclosures and emergency accesses.
create or replace function app.bit(category text) returns int immutable parallel safe language sql return
  case category
    when 'IDENTITY' then 1 when 'CONTACT' then 2 when 'CARE_PLAN' then 4 when 'MEDICATION' then 8 when 'ASSESSMENT' then 16
    when 'RECOVERY' then 32 when 'RETURN_TO_USE' then 64 when 'PEER_SUPPORT' then 128 when 'GROUP_PARTICIPATION' then 256
    when 'COUNSELING_NOTE' then 512 when 'ADMISSION' then 1024 when 'PERMISSION' then 2048 when 'ACCOUNTING' then 4096
  end;
grant execute on function app.bit to alongside_runtime;

-- The same of a list.
create or replace function app.bits(categories text[]) returns int immutable parallel safe language sql return
  (select coalesce(bit_or(app.bit(category)), 0) from unnest(categories) category);
grant execute on function app.bits to alongside_runtime;

-- And back: the categories of the graph among the bits. A plain expression, which the planner inlines: a query of its own costs as much
-- as writing down fifty disclosures.
create or replace function app.categories(bits int) returns text[] immutable parallel safe language sql return
  array_remove(array[
    case when bits & 1 <> 0 then 'IDENTITY' end, case when bits & 2 <> 0 then 'CONTACT' end, case when bits & 4 <> 0 then 'CARE_PLAN' end,
    case when bits & 8 <> 0 then 'MEDICATION' end, case when bits & 16 <> 0 then 'ASSESSMENT' end, case when bits & 32 <> 0 then 'RECOVERY' end,
    case when bits & 64 <> 0 then 'RETURN_TO_USE' end, case when bits & 128 <> 0 then 'PEER_SUPPORT' end,
    case when bits & 256 <> 0 then 'GROUP_PARTICIPATION' end, case when bits & 512 <> 0 then 'COUNSELING_NOTE' end], null);
grant execute on function app.categories to alongside_runtime;

-- Whatever there is: that somebody is a patient, and what to call them.
create or replace function app.anything() returns int immutable parallel safe language sql return 8191;
grant execute on function app.anything to alongside_runtime;

-- Every category of the graph but counseling notes, which need a consent of their own (45 CFR 164.508(a)(2), 42 CFR 2.31(b)).
create or replace function app.all_but_notes() returns int immutable parallel safe language sql return 2047 - app.bit('COUNSELING_NOTE');

-- What a seat on the care team shows, and what patients see of themselves.
create or replace function app.of_care_team() returns int immutable parallel safe language sql return app.all_but_notes() + app.bit('PERMISSION');
create or replace function app.of_oneself() returns int immutable parallel safe language sql return app.of_care_team() + app.bit('ACCOUNTING');

-- What a role sees of every patient of the organization, without a relationship. Systems are added by app.enter, by their agreement.
create or replace function app.wide_of(role text) returns int immutable parallel safe language sql return
  case role
    when 'PROGRAM_DIRECTOR' then app.all_but_notes() + app.bit('PERMISSION')
    when 'INTAKE' then app.bit('IDENTITY') + app.bit('CONTACT') + app.bit('ADMISSION')
    when 'PRIVACY_OFFICER' then app.bit('IDENTITY') + app.bit('PERMISSION') + app.bit('ACCOUNTING')
    else 0
  end;

-- The categories that SMART system scopes with the letter r open. Notes are never among them.
-- Every operation of a system asks: so it is a loop over plain expressions, which costs a quarter of a query over unnest, and
-- spelled out, where a regular expression would take ten times as long.
create or replace function app.categories_of(scopes text[]) returns int immutable parallel safe language plpgsql as $$
declare
  scope text;
  categories int := 0;
begin
  foreach scope in array coalesce(scopes, '{}') loop
    continue when scope <> split_part(scope, '.', 1) || '.' || split_part(scope, '.', 2)
      or split_part(scope, '.', 2) <> all ('{r,cr,ru,cru,rd,crd,rud,crud,rs,crs,rus,crus,rds,crds,ruds,cruds}');
    categories := categories | case split_part(scope, '.', 1)
      when 'system/Patient' then app.bit('IDENTITY') + app.bit('CONTACT') + app.bit('ADMISSION')
      when 'system/CarePlan' then app.bit('CARE_PLAN')
      when 'system/MedicationRequest' then app.bit('MEDICATION')
      when 'system/Observation' then app.bit('ASSESSMENT')
      when 'system/PeerSupport' then app.bit('PEER_SUPPORT')
      when 'system/GroupParticipation' then app.bit('GROUP_PARTICIPATION')
      when 'system/Recovery' then app.bit('RECOVERY')
      when 'system/ReturnToUse' then app.bit('RETURN_TO_USE')
      else 0 end;
  end loop;
  return categories;
end $$;

-- The patients that the present principal reaches by a relationship, now, and what it shows of them. A token's scopes narrow it.
-- The owner reads the grants; nobody else may. Row policies look in here once a row, and read the settings once a statement: hence the
-- sub-selects.
create or replace view app.reach with (security_barrier) as
  select patient_id, categories & (select current_setting('app.mask')::int) as categories from public.access_grant
  where principal_id = (select current_setting('app.principal')::uuid) and valid_from <= now() and valid_until > now();
grant select on app.reach to alongside_runtime;

-- What is denied to the present viewer, now, whatever else lets them. app.enter lists by whose name: the principal's own, everybody's,
-- and that of co-workers, for the record of somebody who works here. Where nobody is denied anything, the list is empty.
-- That somebody is in care is a part of the care: whoever is denied CARE_PLAN is denied ADMISSION, and who sees no more than that sees
-- nobody.
create or replace view app.denied with (security_barrier) as
  select patient_id, categories | case when categories & app.bit('CARE_PLAN') <> 0 then app.bit('ADMISSION') else 0 end
      -- Several that together deny every category deny the patient, as one does.
      | case when 1023 & ~(select bit_or(o.categories) from public.access_denial o
          where o.organization_id = d.organization_id and o.patient_id = d.patient_id
            and o.principal_id = any(nullif(current_setting('app.denied'), '')::uuid[]) and o.valid_from <= now() and o.valid_until > now()) = 0
        then app.anything() else 0 end as categories
  from public.access_denial d
  where organization_id = current_setting('app.organization')::uuid
    and principal_id = any(nullif(current_setting('app.denied'), '')::uuid[])
    and patient_id <> current_setting('app.principal')::uuid and valid_from <= now() and valid_until > now();
grant select on app.denied to alongside_runtime;

-- Whether one of these categories of this patient is denied. Policies call it, and seldom: written out in each, it made every statement
-- a third longer to begin.
create or replace function app.is_denied(patient uuid, bits int) returns boolean stable parallel safe language plpgsql as $$
begin
  return exists (select from app.denied d where d.patient_id = patient and d.categories & bits <> 0);
end $$;
grant execute on function app.is_denied to alongside_runtime;

-- Everybody, and every co-worker without a relationship, in the place of a principal.
create or replace function app.everybody() returns uuid immutable parallel safe language sql return '00000000-0000-0000-0000-000000000000'::uuid;
create or replace function app.co_workers() returns uuid immutable parallel safe language sql return '00000000-0000-0000-0000-000000000001'::uuid;

-- Whether the connection is the server's own, on which no operation of the graph has entered.
create or replace function app.nobody_asks() returns boolean stable parallel safe language sql return coalesce(current_setting('app.role', true), '') = '';
grant execute on function app.nobody_asks to alongside_runtime;

-- The program itself, whose jobs nobody asks for.
create or replace function app.program() returns uuid immutable parallel safe language sql return '00000000-0000-0000-0000-000000000002'::uuid;

-- For sweeps: what they do, the program itself does, and the audit log says so.
create or replace function app.act_as_program() returns void volatile language sql set search_path = pg_catalog, pg_temp as $$
  select set_config('app.principal', app.program()::text, true)
$$;

-- Everything the present viewer may see of this patient, as bits: by role or by relationship, and not denied.
create or replace function app.sight_of(patient uuid) returns int stable parallel safe language sql return
  (current_setting('app.wide')::int | coalesce((select bit_or(g.categories) from app.reach g where g.patient_id = patient), 0))
    & ~coalesce((select bit_or(d.categories) from app.denied d where d.patient_id = patient), 0);
grant execute on function app.sight_of to alongside_runtime;

-- One restrictive policy a table: nothing of another organization, whatever else opens. The owner, as whom triggers and
-- definer functions act, names the organization itself; it sees only tables that are opened to it.
create or replace procedure app.close_to_organization(target regclass) language plpgsql as $$
begin
  execute format('create policy organization on %s as restrictive to alongside_runtime using (organization_id = (select current_setting(''app.organization'')::uuid))', target);
end $$;

-- Nothing of it is written by whoever only reads.
create or replace procedure app.close_to_writing(target regclass) language plpgsql as $$
begin
  execute format('create policy add on %s as restrictive for insert to alongside_runtime with check ((select app.may_write()))', target);
  execute format('create policy change on %s as restrictive for update to alongside_runtime using ((select app.may_write()))', target);
end $$;

-- The condition that a role, or a grant, shows the viewer these categories of the row's patient.
-- %1$s is the table, %2$s the bits (a number, or an expression on columns of the row), %3$I the patient's column.
create or replace function app.is_reached() returns text immutable language sql return
  '((select current_setting(''app.wide'')::int) & (%2$s) <> 0
    or (select true from app.reach g where g.patient_id = %1$s.%3$I and g.categories & (%2$s) <> 0 limit 1))';

-- A consent lets somebody read, and nobody write: apps, mentors, and systems that see patients by their consent. Actions refuse them
-- as well; this is what refuses them if one forgets.
create or replace function app.may_write() returns boolean stable parallel safe language sql return
  current_setting('app.role') not in ('PARTNER_APP', 'PEER_MENTOR') and (current_setting('app.role') <> 'EHR_SYSTEM' or current_setting('app.wide')::int <> 0);
grant execute on function app.may_write to alongside_runtime;

-- One permissive policy a clinical table, the same line for each: the role sees every patient, or a grant reaches this one.
-- One restrictive one: a denial beats both (42 CFR 2.26). It is not even looked for where nobody is denied anything.
create or replace procedure app.open_to_reach(target regclass, bits text, patient text default 'patient_id') language plpgsql as $$
begin
  call app.close_to_organization(target);
  call app.close_to_writing(target);
  execute format('create policy see on %1$s using ' || app.is_reached(), target, bits, patient);
  execute format('create policy deny on %1$s as restrictive to alongside_runtime using ((select current_setting(''app.denied'') = '''')
    or not app.is_denied(%1$s.%3$I, %2$s))', target, bits, patient);
end $$;
create or replace procedure app.open_to_reach(target regclass, bits int, patient text default 'patient_id') language plpgsql as $$
begin
  call app.open_to_reach(target, bits::text, patient);
end $$;

-- A row that tells of two categories is for those who may see both.
create or replace procedure app.close_beside(target regclass, name text, bits text) language plpgsql as $$
begin
  execute format('create policy %4$I on %1$s as restrictive to alongside_runtime using ' || app.is_reached(), target, bits, 'patient_id', name);
  execute format('create policy %4$I on %1$s as restrictive to alongside_runtime using ((select current_setting(''app.denied'') = '''')
    or not app.is_denied(%1$s.%3$I, %2$s))', target, bits, 'patient_id', name || '_denied');
end $$;

-- Tables that know no patient: open to roles.
create or replace procedure app.open_to_roles(target regclass, variadic roles text[]) language plpgsql as $$
begin
  call app.close_to_organization(target);
  execute format('create policy see on %s using ((select current_setting(''app.role'') = any(%L::text[])))', target, roles);
end $$;

-- Definer functions and triggers act as the owner; FORCE binds the owner too, so it needs a policy of its own.
create or replace procedure app.open_to_owner(target regclass) language plpgsql as $$
begin
  execute format('create policy owner on %s to alongside_owner using (true) with check (true)', target);
end $$;

call app.open_to_owner('access_grant');
call app.open_to_owner('access_denial');
call app.open_to_owner('cursor_key');

call app.close_to_organization('idempotency_key');
create policy own on idempotency_key using (principal_id = (select current_setting('app.principal')::uuid));
call app.open_to_owner('idempotency_key');
grant select, insert on idempotency_key to alongside_runtime;

-- What was answered under a key tells of a record, as a support message does, and stands beside it: neither a retraction nor the end of a
-- consent reaches it, and nobody but whoever was answered reads it. No longer than somebody may still try again: a week.
create or replace function app.forget_outcomes(most int) returns int security definer set search_path = pg_catalog, pg_temp language sql
  begin atomic
    with due as (select organization_id, principal_id, key, field from public.idempotency_key
        where app.nobody_asks() and at < now() - interval '7 days' order by at limit most for update skip locked),
      gone as (delete from public.idempotency_key k using due where k.organization_id = due.organization_id
        and k.principal_id = due.principal_id and k.key = due.key and k.field = due.field returning 1)
    select count(*)::int from gone;
  end;
grant execute on function app.forget_outcomes to alongside_runtime;

-- The newest migration, for the readiness check.
create or replace function app.schema_version() returns text stable security definer set search_path = pg_catalog, pg_temp language sql
  begin atomic select name from public.migration order by id desc limit 1; end;
grant execute on function app.schema_version to alongside_runtime;

-- What the servers of this database seal cursors with, read by each when it starts.
create or replace function app.cursor_key() returns bytea stable security definer set search_path = pg_catalog, pg_temp language sql
  begin atomic select key from public.cursor_key; end;
grant execute on function app.cursor_key to alongside_runtime;
