-- Invitations to mentor others: for the patient, and for those who treat or answer for them. Whoever sees by consent, and a system, would
-- learn of a person's own steps beyond their care.
call app.open_to_reach('mentor_invitation', app.bit('CARE_PLAN'));
create policy within on mentor_invitation as restrictive to alongside_runtime
  using ((select current_setting('app.role') in ('PATIENT', 'CLINICIAN', 'PROGRAM_DIRECTOR')));
-- The staff asks, the patient answers. A no is written here; a yes by app.become_mentor alone.
create policy invite on mentor_invitation as restrictive for insert to alongside_runtime
  with check ((select current_setting('app.role') <> 'PATIENT') and answer is null);
create policy answer on mentor_invitation as restrictive for update to alongside_runtime
  using ((select current_setting('app.role') = 'PATIENT')) with check (answer = 'DECLINE');
call app.open_to_owner('mentor_invitation');
grant select, insert, update (answer) on mentor_invitation to alongside_runtime;

-- What ties a patient to the mentor they have become is a login that is bound to both, and nobody sees the second binding.
create policy of_mentee on account as restrictive to alongside_runtime using (not is_of_mentee);

-- A mentor registers themselves: the owner appends that line of the audit log, which names no patient.
create policy becoming on audit_event for insert to alongside_owner
  with check (kind = 'peer-mentor.registered' and subject_id = principal_id and patient_id is null and patient_ids is null);

-- The standing of a mentor, and their first step, are not the patient's to write.
create policy becoming on mentor_journey_step for insert to alongside_owner with check (stage = 'CANDIDATE');

-- A UUIDv7 of this instant, as the server makes them.
create or replace function app.id_of(instant timestamptz) returns uuid volatile language sql set search_path = pg_catalog, pg_temp as $$
  select (lpad(to_hex((extract(epoch from instant) * 1000)::bigint), 12, '0') || '7' || substr(digits, 14))::uuid
    from replace(gen_random_uuid()::text, '-', '') as digits
$$;

-- The patient's yes. It closes the invitation and makes the mentor, a candidate like any other, and binds the login that asks to it. Null:
-- the invitation is not theirs, or was answered. Neither names the other, in no row and in no line of the audit log. The id of a record
-- tells when it was made; the mentor's tells another time of the same day, or whoever sees both could lay them side by side.
create or replace function app.become_mentor(invitation uuid, issuer text, subject text, display_name text, time_zone text, capacity int, engagement text)
  returns uuid volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  organization constant uuid := current_setting('app.organization')::uuid;
  patient constant uuid := current_setting('app.principal')::uuid;
  zone constant text := (select o.time_zone from public.organization o where o.organization_id = organization);
  today constant date := (now() at time zone zone)::date;
  begins constant timestamptz := now() - random() * (now() - today::timestamp at time zone zone);
  mentor constant uuid := app.id_of(begins);
begin
  if current_setting('app.role') <> 'PATIENT' or current_setting('app.holder') <> 'patient' or not exists (select 1 from public.account a
      where a.organization_id = organization and a.issuer = become_mentor.issuer and a.subject = become_mentor.subject and a.patient_id = patient) then
    raise exception 'Only patients accept for themselves.';
  end if;
  update public.mentor_invitation i set answer = 'ACCEPT'
    where i.organization_id = organization and i.id = invitation and i.patient_id = patient and i.answer is null;
  if not found then
    return null;
  end if;
  insert into public.peer_mentor (organization_id, id, version, display_name, approaches, modalities, languages, active, specialties, time_zone,
      availability, engagement)
    values (organization, mentor, 1, become_mentor.display_name, '{}', '{}', '{}', false, '{}', become_mentor.time_zone, '[]', become_mentor.engagement);
  insert into public.peer_mentor_standing (organization_id, id, stage, capacity, slots_taken)
    values (organization, mentor, 'CANDIDATE', become_mentor.capacity, 0);
  insert into public.mentor_journey_step (organization_id, id, peer_mentor_id, stage, entered_on)
    values (organization, app.id_of(begins), mentor, 'CANDIDATE', today);
  insert into public.account (organization_id, id, issuer, subject, peer_mentor_id, connected_at, is_of_mentee)
    values (organization, app.id_of(now()), become_mentor.issuer, become_mentor.subject, mentor, now(), true);
  insert into public.audit_event (organization_id, id, at, principal_id, role, kind, subject_type, subject_id, request_id)
    values (organization, app.id_of(now()), now(), mentor, 'PEER_MENTOR', 'peer-mentor.registered', 'peer_mentor', mentor, gen_random_uuid()::text);
  return mentor;
end $$;
grant execute on function app.become_mentor to alongside_runtime;
