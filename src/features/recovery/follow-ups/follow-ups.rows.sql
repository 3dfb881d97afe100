-- Follow-ups belong to the category of what they follow. Where that is hidden, they do not exist.
call app.open_to_reach('follow_up', 'app.bit(category)');
-- A mentor sees what they are to do themselves, and no other.
create policy mentor on follow_up as restrictive to alongside_runtime using ((select current_setting('app.role') <> 'PEER_MENTOR')
  or assignee_mentor_id = (select current_setting('app.principal')::uuid));
call app.open_to_owner('follow_up');
grant select on follow_up to alongside_runtime;

-- Until a program decides otherwise: hours until a follow-up of each kind is due.
create or replace function app.default_follow_up_hours(kind text) returns numeric immutable language sql return
  case kind when 'URGENT_SAFETY_CALL' then 1 when 'MEDICAL_REVIEW' then 24 when 'PEER_OUTREACH' then 24 when 'CONCERN' then 24
    when 'PLAN_REVIEW' then 168 else 72 end;

-- Opens a follow-up, for triggers of whatever calls for one: they act as the owner, and nobody else may. What it follows (source) opens
-- one of a kind and no second. Without a due time the program's own hours count. Returns its id.
create or replace function app.open_follow_up(organization uuid, patient uuid, category text, kind text, is_urgent boolean, source uuid,
  due timestamptz default null, clinician uuid default null, mentor uuid default null) returns uuid language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  id constant uuid := gen_random_uuid();
  hours numeric;
begin
  select (s.follow_up_hours ->> open_follow_up.kind)::numeric into hours from public.organization_settings s
    where s.organization_id = organization and s.id = organization;
  insert into public.follow_up (organization_id, id, version, patient_id, category, kind, is_urgent, source_id, opened_at, due_at,
    escalates_at, assignee_clinician_id, assignee_mentor_id)
  values (organization, id, 1, patient, open_follow_up.category, open_follow_up.kind, open_follow_up.is_urgent, source, now(),
    coalesce(due, now() + coalesce(hours, app.default_follow_up_hours(open_follow_up.kind)) * interval '1 hour'),
    case when open_follow_up.is_urgent then now() + interval '30 minutes' end, clinician, mentor);
  return id;
end $$;
