-- What PostGraphile needs in the database for what GraphQL over tables cannot say: a caseload by name, a value of another table, and a mutation
-- that writes a session with its audit line. Written as its documentation advises: functions in SQL that the planner inlines.
-- In a schema of its own, so that nothing of the product changes.
drop schema if exists bench cascade;
create schema bench;
grant usage on schema bench to alongside_runtime;

-- PostGraphile's role: kept to its organization as everybody is, and to nothing else. A condition that is always true takes the place of all
-- policies that open a table.
do $$
declare
  t record;
begin
  if not exists (select from pg_roles where rolname = 'bench_organization') then
    create role bench_organization nologin;
  end if;
  grant usage on schema public, app, bench to bench_organization;
  for t in select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migration' loop
    execute format('drop policy if exists bench_everything on %I', t.name);
    execute format('drop policy if exists bench_organization on %I', t.name);
    execute format('create policy bench_everything on %I to bench_organization using (true)', t.name);
    if exists (select from information_schema.columns where table_schema = 'public' and table_name = t.name and column_name = 'organization_id') then
      execute format('create policy bench_organization on %I as restrictive to bench_organization
        using (organization_id = (select current_setting(''app.organization'')::uuid))', t.name);
    end if;
    if has_table_privilege('alongside_runtime', format('%I', t.name), 'select') or t.name = 'audit_event' then
      execute format('grant select, insert, update on %I to bench_organization', t.name);
    end if;
  end loop;
end $$;

-- The caseload first, whole: else the planner walks all names of the organization.
create function bench.clinician_caseload(holder public.clinician) returns setof public.patient stable language sql
  begin atomic
    with mine as materialized (
      select m.patient_id from public.care_team_member m
      where m.clinician_id = (holder).id and m.starts_at <= now() and (m.ends_at is null or m.ends_at > now())
    )
    select p.* from mine
      join public.patient_identity i on i.id = mine.patient_id
      join public.patient p on p.id = mine.patient_id
    order by i.name_key, p.id;
  end;

create function bench.patient_status(subject public.patient) returns text stable language sql
  return (select s.status from public.patient_standing s where s.id = (subject).id);

create function bench.patient_full_name(subject public.patient) returns text stable language sql
  return (select i.given_name || ' ' || i.family_name from public.patient_identity i where i.id = (subject).id);

create function bench.record_session(activity_id uuid, occurred_at timestamptz, minutes int, attendance text, summary text)
  returns public.session volatile language sql
  begin atomic
    with recorded as (
      insert into public.session (organization_id, id, version, patient_id, activity_id, kind, clinician_id, occurred_at, minutes, attendance, summary)
      select a.organization_id, gen_random_uuid(), 1, a.patient_id, a.id, a.kind, current_setting('app.principal')::uuid,
        record_session.occurred_at, record_session.minutes, record_session.attendance, record_session.summary
      from public.care_activity a where a.id = record_session.activity_id
      returning *
    ), audited as (
      insert into public.audit_event (organization_id, id, at, principal_id, role, kind, subject_type, subject_id, patient_id, request_id)
      select r.organization_id, gen_random_uuid(), now(), current_setting('app.principal')::uuid, current_setting('app.role'),
        'session.recorded', 'session', r.id, r.patient_id, gen_random_uuid()::text from recorded r
    )
    select * from recorded;
  end;

grant execute on all functions in schema bench to alongside_runtime, bench_organization;
