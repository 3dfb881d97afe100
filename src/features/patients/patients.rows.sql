-- Who sees patients. See docs/decisions/0006-row-security.md for the shape.

-- Any live grant shows that there is a patient, what to call them, and nothing else.
call app.close_to_organization('patient');
call app.close_to_writing('patient');
create policy see on patient using ((select current_setting('app.wide')::int <> 0)
  or (select true from app.reach g where g.patient_id = patient.id and g.categories <> 0 limit 1));
-- Who is denied everything that they could see, does not see that there is a patient.
create policy deny on patient as restrictive to alongside_runtime using ((select current_setting('app.denied') = '') or app.sight_of(id) <> 0);
call app.open_to_owner('patient');
grant select, insert, update on patient to alongside_runtime;

call app.open_to_reach('patient_identity', app.bit('IDENTITY'));
grant select, insert, update on patient_identity to alongside_runtime;

call app.open_to_reach('patient_identifier', app.bit('IDENTITY'));
call app.open_to_owner('patient_identifier');
grant select, insert on patient_identifier to alongside_runtime;

call app.open_to_reach('patient_contact', app.bit('CONTACT'));
grant select, insert, update on patient_contact to alongside_runtime;

-- The front desk sees who is in care, and nothing of the care.
call app.open_to_reach('patient_standing', app.bit('CARE_PLAN') + app.bit('ADMISSION'));
grant select, insert, update on patient_standing to alongside_runtime;

-- Whoever registers a patient opens an empty episode; from then on it is clinical.
call app.open_to_reach('care_episode', app.bit('CARE_PLAN'));
call app.open_to_owner('care_episode');
grant select, update on care_episode to alongside_runtime;

call app.open_to_reach('care_team_member', app.bit('CARE_PLAN'));
call app.open_to_owner('care_team_member');
grant select, insert, update on care_team_member to alongside_runtime;

-- Every patient has an episode from the first moment, though the front desk that registers them may not see it.
create or replace function app.open_care_episode() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.care_episode (organization_id, id, patient_id) values (new.organization_id, new.id, new.id);
  return null;
end $$;
create or replace trigger open_care_episode after insert on patient for each row execute function app.open_care_episode();

-- A seat on the care team is a grant of access for as long as it lasts. One row a seat: it deletes and inserts its own, never another's.
-- One that has ended is none: so it is over when this commits, also for a transaction that began before.
create or replace function app.grant_by_care_team() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    delete from public.access_grant where basis = 'CARE_TEAM' and source_id = old.id and organization_id = old.organization_id;
  end if;
  if tg_op <> 'DELETE' and (new.ends_at is null or new.ends_at > greatest(new.starts_at, now())) then
    insert into public.access_grant (organization_id, principal_id, patient_id, categories, basis, source_id, valid_from, valid_until)
    values (new.organization_id, new.clinician_id, new.patient_id, app.of_care_team(), 'CARE_TEAM', new.id, new.starts_at, coalesce(new.ends_at, 'infinity'));
  end if;
  return null;
end $$;
create or replace trigger grant_by_care_team after insert or update or delete on care_team_member
  for each row execute function app.grant_by_care_team();

-- Whether a clinician is this patient: the same login is bound to both.
create or replace function app.is_oneself(organization uuid, patient uuid, clinician uuid) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select 1 from public.account p
    join public.account c on c.organization_id = p.organization_id and c.issuer = p.issuer and c.subject = p.subject
    where p.organization_id = organization and p.patient_id = patient and c.clinician_id = clinician)
$$;

-- A clinician takes a seat to cover for a colleague who sits on the team now. The patient is not in their sight before, so the
-- database looks. NOT_FOUND: there is no such patient, the colleague does not treat them, they are denied to this clinician, or are this
-- clinician; which of these is not told. SEATED: this clinician has a seat at that time.
create or replace function app.take_cover(id uuid, patient uuid, colleague uuid, duty text, starts timestamptz, ends timestamptz, reason text)
  returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  organization constant uuid := current_setting('app.organization')::uuid;
  clinician constant uuid := current_setting('app.principal')::uuid;
begin
  if current_setting('app.role') <> 'CLINICIAN' or current_setting('app.holder') <> 'clinician' or colleague = clinician
    or reason is null or ends is null or ends > now() + interval '15 days' then
    raise exception 'This is no cover.';
  end if;
  -- As whoever seats somebody with this patient: no two seats of one clinician overlap, and a deactivation ends this one, too.
  perform 1 from public.patient p where p.organization_id = organization and p.id = take_cover.patient for no key update;
  perform 1 from public.clinician c where c.organization_id = organization and c.id = clinician and c.active for share;
  if not found or app.of_care_team()
        & ~coalesce((select bit_or(d.categories) from app.denied d where d.patient_id = take_cover.patient), 0) = 0
      or app.is_oneself(organization, take_cover.patient, clinician)
      or not exists (select 1 from public.care_team_member m where m.organization_id = organization and m.patient_id = take_cover.patient
        -- Of a colleague who covers nobody: a cover is not handed on.
        and m.clinician_id = colleague and m.cover_for_id is null and m.starts_at <= now() and (m.ends_at is null or m.ends_at > now())) then
    return 'NOT_FOUND';
  end if;
  if exists (select 1 from public.care_team_member m where m.organization_id = organization and m.patient_id = take_cover.patient
      and m.clinician_id = clinician and m.starts_at < ends and (m.ends_at is null or m.ends_at > starts)) then
    return 'SEATED';
  end if;
  insert into public.care_team_member (organization_id, id, patient_id, clinician_id, duty, starts_at, ends_at, cover_for_id, reason)
  values (organization, take_cover.id, take_cover.patient, clinician, take_cover.duty, starts, ends, colleague, take_cover.reason);
  return 'COVERS';
end $$;
grant execute on function app.take_cover to alongside_runtime;

-- Who no longer works here sits on no care team. The administrator who says so sees no seat, so the database ends them.
create or replace function app.end_seats_of_clinician() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.care_team_member set ends_at = greatest(starts_at, now())
    where organization_id = new.organization_id and clinician_id = new.id and (ends_at is null or ends_at > now());
  return null;
end $$;
create or replace trigger end_seats_of_clinician after update of active on clinician
  for each row when (old.active and not new.active) execute function app.end_seats_of_clinician();

-- A change of what is withheld from somebody must not show as a change: this version and instant move with the row's own words alone.
create or replace function app.keep_shown_version() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.shown_version := 1;
    new.shown_at := new.updated_at;
  elsif (new.preferred_name, new.time_zone, new.languages) is distinct from (old.preferred_name, old.time_zone, old.languages) then
    new.shown_version := old.shown_version + 1;
    new.shown_at := new.updated_at;
  else
    new.shown_version := old.shown_version;
    new.shown_at := old.shown_at;
  end if;
  return new;
end $$;
create or replace trigger keep_shown_version before insert or update on patient for each row execute function app.keep_shown_version();

-- A login that is bound to a patient tells of that patient: it is there for those who see the patient.
create policy of_patient on account as restrictive to alongside_runtime
  using (patient_id is null or (select true from patient p where p.id = account.patient_id limit 1));

-- A login of the patient is a grant to see themselves.
create or replace function app.grant_to_self() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    delete from public.access_grant where basis = 'SELF' and source_id = old.id and organization_id = old.organization_id;
    delete from public.access_denial where source_id = old.id and organization_id = old.organization_id;
  end if;
  if tg_op = 'DELETE' then
    return null;
  end if;
  if new.patient_id is not null then
    insert into public.access_grant (organization_id, principal_id, patient_id, categories, basis, source_id, valid_from)
    values (new.organization_id, new.patient_id, new.patient_id, app.of_oneself(), 'SELF', new.id, '-infinity');
  end if;
  -- Who works here and is a patient here is not for co-workers to look up: only for those who treat them. The same login tells.
  insert into public.access_denial (organization_id, principal_id, patient_id, categories, source_id, valid_from)
    select new.organization_id, app.co_workers(), p.patient_id, app.anything(), p.id, '-infinity'
    from public.account p
    where p.organization_id = new.organization_id and p.issuer = new.issuer and p.subject = new.subject and p.patient_id is not null
      and exists (select 1 from public.account c where c.organization_id = p.organization_id and c.issuer = p.issuer
        and c.subject = p.subject and c.patient_id is null)
    on conflict do nothing;
  return null;
end $$;
create or replace trigger grant_to_self after insert or update or delete on account for each row execute function app.grant_to_self();

-- Whether a clinician treats this patient, on the care team or in an emergency, whatever they are denied. Whoever supervises a mentor
-- sees the patient and does not.
create or replace function app.treats(patient uuid) returns boolean stable parallel safe language plpgsql as $$
begin
  return exists (select from app.reach g where g.patient_id = patient and g.categories & app.bit('CARE_PLAN') <> 0);
end $$;
grant execute on function app.treats to alongside_runtime;

-- What the viewer may see of each patient in their sight, as bits: what a record says is withheld follows from it.
create or replace view app.patient_sight with (security_invoker = true) as
  select organization_id, id, id as patient_id, app.sight_of(id) as bits, current_setting('app.role') as role,
    current_setting('app.role') = 'CLINICIAN' and not app.treats(id) as is_beside_care from patient;
grant select on app.patient_sight to alongside_runtime;
