-- Contacts belong to the category of their link: with a mentor PEER_SUPPORT, with a group GROUP_PARTICIPATION.
call app.open_to_reach('peer_contact', 'app.link_category(peer_group_id)');
-- A mentor sees contacts of their own links alone.
create policy mentor on peer_contact as restrictive to alongside_runtime using ((select current_setting('app.role') <> 'PEER_MENTOR')
  or peer_mentor_id = (select current_setting('app.principal')::uuid));
-- Patients and mentors log contacts, each in their own name, and nobody else does.
drop policy add on peer_contact;
create policy add on peer_contact as restrictive for insert to alongside_runtime with check (reviewed_at is null and entered_in_error_at is null
  and case reported_by when 'PATIENT' then (select current_setting('app.role') = 'PATIENT') and patient_id = (select current_setting('app.principal')::uuid)
    else (select current_setting('app.role') = 'PEER_MENTOR') and peer_mentor_id = (select current_setting('app.principal')::uuid) end);
-- A mentor takes back what they logged themselves.
drop policy change on peer_contact;
create policy change on peer_contact as restrictive for update to alongside_runtime using ((select app.may_write())
  or (reported_by = 'MENTOR' and peer_mentor_id = (select current_setting('app.principal')::uuid)));
call app.open_to_owner('peer_contact');
grant select, insert, update (version, reviewed_by_id, reviewed_at, entered_in_error_at, entered_in_error_reason) on peer_contact to alongside_runtime;

-- Contacts of a year, and no older ones, counted by the day on which they began where the patient lives, of those that the viewer may see:
-- few rows, however often the two write to each other. Read by patient alone.
create or replace view app.peer_contact_day with (security_invoker = true) as
  select p.organization_id, p.id, p.id as patient_id, d.day, d.is_of_group, d.contacts, d.last_at
  from patient p cross join lateral (
    select (c.occurred_at at time zone p.time_zone)::date as day, c.peer_group_id is not null as is_of_group, count(*)::int as contacts,
      max(c.occurred_at) as last_at
    from peer_contact c
    where c.organization_id = p.organization_id and c.patient_id = p.id and c.entered_in_error_at is null
      and c.occurred_at >= now() - interval '368 days'
    group by 1, 2) d;
grant select on app.peer_contact_day to alongside_runtime;
