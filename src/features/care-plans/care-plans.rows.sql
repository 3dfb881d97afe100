-- Who sees plans, activities, sessions, doses and safety facts. See docs/decisions/0006-row-security.md for the shape.

-- Rows that are CARE_PLAN or MEDICATION each by itself: a test on columns of the row that composite foreign keys keep honest.
create or replace function app.care_or_medication(is_medication text) returns text immutable language sql return
  format('case when %s then %s else %s end', is_medication, app.bit('MEDICATION'), app.bit('CARE_PLAN'));

call app.open_to_reach('care_plan', app.bit('CARE_PLAN'));
call app.open_to_owner('care_plan');
grant select, insert, update on care_plan to alongside_runtime;

call app.open_to_reach('goal', app.bit('CARE_PLAN'));
grant select, insert, update on goal to alongside_runtime;

-- Medication is a category of its own: an activity may be seen without its plan, and the plan without it.
call app.open_to_reach('care_activity', app.care_or_medication('kind = ''MAT'''));
call app.open_to_owner('care_activity');
grant select, insert, update on care_activity to alongside_runtime;

call app.open_to_reach('session', app.care_or_medication('kind = ''MAT'''));
grant select, insert, update on session to alongside_runtime;

-- Counseling notes are kept apart from the record: no role, no seat and no emergency opens them, only a grant of their own category
-- (42 CFR 2.31(b), 45 CFR 164.508(a)(2)). Whoever held the session wrote the note, and reads it while they see the session.
-- A denial beats that, too.
call app.open_to_reach('counseling_note', app.bit('COUNSELING_NOTE'));
create policy own on counseling_note using (author_id = (select current_setting('app.principal')::uuid)
  and (select true from session s where s.id = counseling_note.id limit 1));
create policy held_it on counseling_note as restrictive for insert to alongside_runtime with check (author_id = (select current_setting('app.principal')::uuid)
  and (select true from session s where s.id = counseling_note.id and s.clinician_id = counseling_note.author_id limit 1));
create policy wrote_it on counseling_note as restrictive for update to alongside_runtime using (author_id = (select current_setting('app.principal')::uuid));
grant select, insert, update (note, version, written_at) on counseling_note to alongside_runtime;

call app.open_to_reach('dose', app.bit('MEDICATION'));
grant select, insert, update on dose to alongside_runtime;

call app.open_to_reach('safety_fact', app.bit('MEDICATION'));
grant select, insert, update on safety_fact to alongside_runtime;

call app.open_to_reach('medication_record', app.bit('MEDICATION'));
call app.open_to_owner('medication_record');
grant select on medication_record to alongside_runtime;

call app.open_to_reach('care_identifier', app.care_or_medication('kind is not null and kind = ''MAT'''));
grant select, insert on care_identifier to alongside_runtime;

call app.open_to_reach('care_plan_change', app.care_or_medication('category = ''MEDICATION'''));
call app.open_to_owner('care_plan_change');
grant select on care_plan_change to alongside_runtime;

-- Every patient has a medication record from the first moment, so that "you may not know" differs from "nothing is known".
create or replace function app.open_medication_record() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.medication_record (organization_id, id, patient_id) values (new.organization_id, new.id, new.id);
  return null;
end $$;
create or replace trigger open_medication_record after insert on patient for each row execute function app.open_medication_record();

-- When a plan, or what hangs on it, last changed: one row for what is CARE_PLAN and one for what is MEDICATION,
-- so that updatedAt and updatedSince move only for what the viewer may see.
create or replace function app.note_care_plan_change() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  plan uuid;
  medication boolean := false;
begin
  if tg_table_name = 'care_plan' then
    plan := new.id;
  elsif tg_table_name = 'goal' then
    plan := new.care_plan_id;
  elsif tg_table_name = 'care_activity' then
    plan := new.care_plan_id;
    medication := new.kind = 'MAT';
  else
    medication := new.kind = 'MAT';
    select a.care_plan_id into strict plan from public.care_activity a where a.organization_id = new.organization_id and a.id = new.activity_id;
  end if;
  insert into public.care_plan_change as c (organization_id, id, patient_id, category, changed_at)
  values (new.organization_id, plan, new.patient_id, case when medication then 'MEDICATION' else 'CARE_PLAN' end, now())
  on conflict (organization_id, id, category) do update set changed_at = greatest(c.changed_at, excluded.changed_at);
  return null;
end $$;
create or replace trigger note_change after insert or update on care_plan for each row execute function app.note_care_plan_change();
create or replace trigger note_change after insert or update on goal for each row execute function app.note_care_plan_change();
create or replace trigger note_change after insert or update on care_activity for each row execute function app.note_care_plan_change();
create or replace trigger note_change after insert or update on session for each row execute function app.note_care_plan_change();
create or replace trigger note_change after insert or update on dose for each row execute function app.note_care_plan_change();

-- Care here ends, and open plans with it: finished as the program was, otherwise given up. A draft never began, so it is given up.
create or replace function app.close_plans_at_discharge() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  finished boolean := exists (select 1 from public.care_episode e
    where e.organization_id = new.organization_id and e.id = new.patient_id and e.discharged_as in ('ALUMNUS', 'COMPLETED'));
begin
  update public.care_plan
    set status = case when finished and status <> 'DRAFT' then 'COMPLETED' else 'REVOKED' end, version = version + 1,
      status_reason = 'Care here ended.'
    where organization_id = new.organization_id and patient_id = new.patient_id and status in ('DRAFT', 'ACTIVE', 'ON_HOLD');
  return null;
end $$;
create or replace trigger close_plans_at_discharge after update of status on patient_standing for each row
  when (new.status is distinct from old.status and new.status in ('DISCHARGED', 'ALUMNUS', 'TRANSFERRED', 'DECEASED'))
  execute function app.close_plans_at_discharge();
