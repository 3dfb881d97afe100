-- Consents and restrictions, disclosures and emergency accesses: who sees them, and what they let others see.

-- The patient and those who treat or answer for them. A recipient reads the consent that names it, while it lasts and lets it know of
-- the patient at all: what the rule calls a copy of the consent (42 CFR 2.32(b)). It writes none: it could name itself.
call app.open_to_reach('consent', app.bit('PERMISSION'));
create policy own on consent for select using (recipient_id = (select current_setting('app.principal')::uuid)
  and status = 'ACTIVE' and starts_at <= now() and (expires_at is null or expires_at > now())
  and (select true from patient p where p.organization_id = consent.organization_id and p.id = consent.patient_id));
call app.open_to_owner('consent');
-- Of a consent only its standing and its signature are ever written again.
grant select, insert, update (version, status, signed_at, signed_by, signature_method, authority, acknowledges_right_to_revoke,
  acknowledges_redisclosure, acknowledges_consequences_of_refusal, revoked_at, revoked_reason, expired_reason, superseded_by_id)
  on consent to alongside_runtime;

-- What ended is kept as it was: change means another consent that takes its place.
create or replace function app.keep_ended_consents() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if old.status in ('REJECTED', 'REVOKED', 'EXPIRED', 'SUPERSEDED') then
    raise exception 'A consent that ended is not changed.' using errcode = 'check_violation', constraint = 'consent_ended_is_kept';
  end if;
  if (new.patient_id, new.scope, new.discloser, new.partner_app_id, new.peer_mentor_id, new.external_name, new.external_is_class, new.external_address,
      new.categories, new.purpose, new.purpose_text, new.starts_at, new.expires_at, new.expiry_event, new.supersedes_id, new.created_at)
    is distinct from (old.patient_id, old.scope, old.discloser, old.partner_app_id, old.peer_mentor_id, old.external_name, old.external_is_class, old.external_address,
      old.categories, old.purpose, old.purpose_text, old.starts_at, old.expires_at, old.expiry_event, old.supersedes_id, old.created_at) then
    raise exception 'What a consent says is not changed.' using errcode = 'check_violation', constraint = 'consent_words_are_kept';
  end if;
  if old.status = 'ACTIVE' and (new.status in ('PROPOSED', 'REJECTED')
    or (new.signed_at, new.signed_by, new.signature_method, new.authority, new.acknowledges_right_to_revoke, new.acknowledges_redisclosure,
        new.acknowledges_consequences_of_refusal)
      is distinct from (old.signed_at, old.signed_by, old.signature_method, old.authority, old.acknowledges_right_to_revoke, old.acknowledges_redisclosure,
        old.acknowledges_consequences_of_refusal)) then
    raise exception 'What was signed stays signed.' using errcode = 'check_violation', constraint = 'consent_signature_is_kept';
  end if;
  return new;
end $$;
create or replace trigger keep_ended_consents before update on consent for each row execute function app.keep_ended_consents();

-- A consent that names no beginning holds from now on. Row security reads the database's clock, which may be behind the server's.
create or replace function app.begin_consent() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.starts_at := least(new.starts_at, now());
  return new;
end $$;
create or replace trigger begin_consent before insert on consent for each row
  when (new.starts_at = new.created_at) execute function app.begin_consent();

-- A consent that names a client is its grant, from its first instant to its last. Those that name a mentor need a link as well:
-- see peer-links.rows.sql. One row a consent: it deletes and inserts its own, never another's.
create or replace function app.grant_by_consent() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.access_grant
    where principal_id = new.partner_app_id and patient_id = new.patient_id and basis = 'CONSENT' and source_id = new.id;
  if new.status = 'ACTIVE' then
    insert into public.access_grant (organization_id, principal_id, patient_id, categories, basis, source_id, valid_from, valid_until)
    values (new.organization_id, new.partner_app_id, new.patient_id, new.bits, 'CONSENT', new.id, new.starts_at,
      coalesce(new.expires_at, 'infinity'));
  end if;
  return null;
end $$;
create or replace trigger grant_by_consent after insert or update on consent for each row
  when (new.partner_app_id is not null) execute function app.grant_by_consent();

-- Consents whose day has come, of every organization, at most so many. Access ended by itself at that instant; this says so, and what
-- hangs on a consent hears of it. The program itself does this, and the audit log says so.
create or replace function app.expire_consents(most int) returns int security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  expired int;
begin
  if not app.nobody_asks() then
    return 0;
  end if;
  perform app.act_as_program();
  with due as (select organization_id, id from public.consent
      where status = 'ACTIVE' and expires_at <= now() order by expires_at limit most for update skip locked),
    ended as (update public.consent c set status = 'EXPIRED', version = c.version + 1 from due
      where c.organization_id = due.organization_id and c.id = due.id returning c.organization_id, c.id, c.patient_id)
  insert into public.audit_event (organization_id, id, at, principal_id, role, kind, subject_type, subject_id, patient_id, request_id)
    select e.organization_id, gen_random_uuid(), now(), app.program(), 'JOB', 'consent.expired', 'consent', e.id, e.patient_id, 'sweep' from ended e;
  get diagnostics expired = row_count;
  return expired;
end $$;
grant execute on function app.expire_consents to alongside_runtime;

-- The patients whose consents and restrictions the viewer may know of, so that "you may not know" differs from "there are none".
create or replace view app.patient_permission with (security_invoker = true) as
  select organization_id, id, id as patient_id from patient where app.sight_of(id) & app.bit('PERMISSION') <> 0;
grant select on app.patient_permission to alongside_runtime;

-- A deny: this person or app, or everybody, in these categories, whatever else allows it (42 CFR 2.26). Whom it is about does not
-- see it, though they may have written it down themselves. Lifted, it ends; nothing else of it changes.
call app.open_to_reach('access_restriction', app.bit('PERMISSION'));
create policy not_the_holder on access_restriction as restrictive to alongside_runtime
  using ((select current_setting('app.principal')::uuid) is distinct from coalesce(clinician_id, peer_mentor_id, partner_app_id)) with check (true);
-- Whom a restriction of everybody keeps out must not lift it: the patient does, or the privacy officer on their word.
create policy lift on access_restriction as restrictive for update to alongside_runtime
  using (num_nonnulls(clinician_id, peer_mentor_id, partner_app_id) = 1 or (select current_setting('app.role') in ('PATIENT', 'PRIVACY_OFFICER')));
call app.open_to_owner('access_restriction');
grant select, insert, update (ends_at) on access_restriction to alongside_runtime;

create or replace function app.deny_by_restriction() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.access_denial where organization_id = new.organization_id and source_id = new.id;
  -- Lifted, it is over when this commits.
  if new.ends_at <= greatest(new.starts_at, now()) then
    return null;
  end if;
  insert into public.access_denial (organization_id, principal_id, patient_id, categories, source_id, valid_from, valid_until)
  values (new.organization_id, coalesce(new.clinician_id, new.peer_mentor_id, new.partner_app_id, app.everybody()), new.patient_id,
    -- Who is denied every category is denied the patient.
    case when cardinality(array(select distinct unnest(new.categories))) = 10 then app.anything() else app.bits(new.categories) end,
    -- What is restricted is so once this transaction commits: whatever the server's clock says, and also for one that began before.
    new.id, '-infinity', coalesce(new.ends_at, 'infinity'));
  return null;
end $$;
create or replace trigger deny_by_restriction after insert or update on access_restriction for each row execute function app.deny_by_restriction();

-- The accounting of 42 CFR 2.25: for the patient and the privacy officer. Staff who treat or answer for the patient write down what
-- left by fax or phone, and read again what they wrote; nobody changes it.
call app.open_to_reach('disclosure', app.bit('ACCOUNTING'));
create policy record on disclosure using (discloser_id = (select current_setting('app.principal')::uuid) and operation is null
  and ((select current_setting('app.wide')::int) & app.bit('PERMISSION') <> 0
    or (select true from app.reach g where g.patient_id = disclosure.patient_id and g.categories & app.bit('PERMISSION') <> 0 limit 1)));
-- What is written down by hand says who did, and of a consent which: one that they see, that names a recipient outside and covers it.
-- A patient reads the accounting and adds nothing to it.
create policy by_hand on disclosure as restrictive for insert to alongside_runtime with check (
  discloser_id = (select current_setting('app.principal')::uuid) and operation is null and (select current_setting('app.role') <> 'PATIENT')
  and case when basis = 'CONSENT' then (select true from consent c where c.id = disclosure.consent_id and c.patient_id = disclosure.patient_id
      and c.external_name is not null and disclosure.categories <@ c.categories)
    else consent_id is null end);
call app.open_to_owner('disclosure');
grant select, insert on disclosure to alongside_runtime;

-- What the API showed outsiders: a row an answer, with the patients in it. The lines of an answer have its id, their number in the
-- place of its four last digits.
call app.open_to_owner('api_disclosure');
create or replace function app.line_of(answer uuid, place int) returns uuid immutable parallel safe language sql return
  (left(answer::text, 32) || lpad(to_hex(place), 4, '0'))::uuid;
create or replace function app.family_of(line uuid) returns uuid immutable parallel safe language sql return (left(line::text, 32) || '0000')::uuid;
create or replace function app.families_of(lines uuid[]) returns uuid[] immutable parallel safe language sql return
  array(select app.family_of(line) from unnest(lines) line);
grant execute on function app.line_of, app.family_of, app.families_of to alongside_runtime;

-- The same, patient by patient, for whom the accounting is. It begins at the patient, so that the index finds the answers.
create or replace view app.api_disclosure_line with (security_barrier) as
  select a.organization_id, app.line_of(a.id, l.place::int) as id, a.id as family_id, p.id as patient_id, a.at, a.recipient, c.purpose,
    app.categories(a.parts[l.place]) as categories, a.operation, c.id as consent_id, a.recipient_id as discloser_id
  from public.patient p
    join public.api_disclosure a on a.organization_id = p.organization_id and a.patient_ids @> array[p.id]
    cross join unnest(a.patient_ids) with ordinality as l(patient_id, place)
    join public.consent c on c.organization_id = a.organization_id and c.id = a.consent_ids[l.place]
  where p.organization_id = (select current_setting('app.organization')::uuid) and l.patient_id = p.id
    and app.sight_of(p.id) & app.bit('ACCOUNTING') <> 0;
grant select on app.api_disclosure_line to alongside_runtime;

-- The whole accounting. What is added to it by hand goes to the table.
create or replace view app.disclosure with (security_invoker = true) as
  select d.organization_id, d.id, app.family_of(d.id) as family_id, d.patient_id, d.at, d.basis, d.recipient, d.recipient_affiliation,
    d.recipient_address, d.purpose, d.categories, d.description, d.nature, d.operation, d.consent_id, d.discloser_id
  from disclosure d
  union all
  select l.organization_id, l.id, l.family_id, l.patient_id, l.at, 'CONSENT', l.recipient, null, null, l.purpose, l.categories, null, null,
    l.operation, l.consent_id, l.discloser_id
  from app.api_disclosure_line l;
grant select, insert on app.disclosure to alongside_runtime;
create or replace function app.add_disclosure() returns trigger language plpgsql as $$
begin
  insert into public.disclosure (organization_id, id, patient_id, at, basis, recipient, recipient_affiliation, recipient_address, purpose,
    categories, description, nature, operation, consent_id, discloser_id)
  values (new.organization_id, new.id, new.patient_id, new.at, new.basis, new.recipient, new.recipient_affiliation, new.recipient_address,
    new.purpose, new.categories, new.description, new.nature, new.operation, new.consent_id, new.discloser_id);
  return new;
end $$;
create or replace trigger add_disclosure instead of insert on app.disclosure for each row execute function app.add_disclosure();

-- The consents that are in force, for functions of the owner.
create or replace view app.live_consent as
  select c.organization_id, c.recipient_id, c.patient_id, c.id, c.scope, c.bits, c.starts_at from public.consent c
  where c.status = 'ACTIVE' and c.starts_at <= now() and (c.expires_at is null or c.expires_at > now());

-- Writes down what an outsider was shown in this transaction: one line for each patient and each consent it stood on. A category
-- that two consents cover is put down to the older one. No record, no answer: the caller waits until it is on disk before anything is
-- told, for all that wait at once (src/access/log-flush.ts), so that this commit need not wait by itself.
-- answer: the id of the row. shown: the categories that were read of each patient, as bits; 0 where only the patient was.
-- What was read without a consent that covers it does not leave: the error undoes everything. The consents come in the order of lines.
create or replace function app.record_disclosures(operation text, answer uuid, patients uuid[], shown int[])
  returns table (consents json, scopes json) volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  organization uuid := current_setting('app.organization')::uuid;
  principal uuid := current_setting('app.principal')::uuid;
  -- A client is shown what its scopes let it see; a mentor nothing without PEER_SUPPORT.
  is_client boolean := current_setting('app.holder') = 'partner_app';
  mask int := current_setting('app.mask')::int;
  needed int := case when is_client then mask else app.bit('PEER_SUPPORT') end;
  recipient text;
  lines uuid[];
  stood_on uuid[];
  said text[];
  parts int[];
  is_plain boolean;
  covered int;
begin
  perform set_config('synchronous_commit', 'off', true);
  -- Nearly always one consent covers all that was read of a patient: then there are as many rows as patients, and each has one.
  select array_agg(r.patient_id), array_agg(c.id), array_agg(c.scope), array_agg(r.read),
      count(*) = cardinality(patients) and bool_and(coalesce(c.id is not null and r.read & ~(c.bits & mask) = 0, false)),
      case when is_client then (select p.name from public.partner_app p where p.organization_id = organization and p.id = principal)
        else (select m.display_name from public.peer_mentor m where m.organization_id = organization and m.id = principal) end
    into lines, stood_on, said, parts, is_plain, recipient
    from unnest(patients, shown) as r(patient_id, read)
      left join app.live_consent c on c.organization_id = organization and c.recipient_id = principal and c.patient_id = r.patient_id
        and c.bits & needed <> 0;
  if is_plain is not true then
    with live as (
        select r.place, r.patient_id, r.read, c.id, c.scope, c.bits & mask as bits, row_number() over older as nth,
          r.read & ~coalesce(bit_or(c.bits & mask) over (older rows between unbounded preceding and 1 preceding), 0) as open
        from unnest(patients, shown) with ordinality as r(patient_id, read, place)
          join app.live_consent c on c.organization_id = organization and c.recipient_id = principal and c.patient_id = r.patient_id
            and c.bits & needed <> 0
        window older as (partition by r.place order by c.starts_at, c.id)
      )
      -- The consent that covers the last of what was read of a patient counts, once for each patient who is covered.
      select array_agg(l.patient_id), array_agg(l.id), array_agg(l.scope), array_agg(l.open & l.bits), count(*) filter (where l.open & ~l.bits = 0)
      into lines, stood_on, said, parts, covered
      from live l where l.open & l.bits <> 0 or (l.read = 0 and l.nth = 1);
    if covered <> cardinality(patients) then
      -- Where one has just ended, that is why: the caller may ask again, and is shown what is left.
      raise exception 'An outsider was shown what no consent covers.' using errcode = case when exists (select from public.consent c
          where c.organization_id = organization and c.recipient_id = principal and c.patient_id = any(patients)
            and (c.status in ('REVOKED', 'EXPIRED', 'SUPERSEDED') or c.expires_at <= now()))
        then 'serialization_failure' else 'raise_exception' end;
    end if;
  end if;
  if cardinality(lines) > 65535 then
    raise exception 'One answer names at most 65,535 disclosures.' using errcode = 'program_limit_exceeded';
  end if;
  insert into public.api_disclosure (organization_id, id, at, recipient_id, recipient, operation, patient_ids, consent_ids, parts)
    values (organization, answer, now(), principal, recipient, operation, lines, stood_on, parts);
  consents := array_to_json(stood_on);
  scopes := array_to_json(said);
  return next;
end $$;
grant execute on function app.record_disclosures to alongside_runtime;

-- Break-glass: the program's own look past the care team. For who reviews it, the patient, and whoever took it, who only reads.
call app.open_to_reach('emergency_access', app.bit('ACCOUNTING'));
create policy own on emergency_access for select using (clinician_id = (select current_setting('app.principal')::uuid));
call app.open_to_owner('emergency_access');
grant select, update (reviewed_at, reviewed_by_id, justified, review_note) on emergency_access to alongside_runtime;
call app.close_to_organization('emergency_attempt');
call app.open_to_owner('emergency_attempt');

-- An emergency needs the whole record, to read and to write in; counseling notes are not a part of it, and consents and restrictions
-- are no matter of an hour.
create or replace function app.of_emergency() returns int immutable parallel safe language sql return app.all_but_notes();
create or replace function app.grant_by_emergency() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.access_grant (organization_id, principal_id, patient_id, categories, basis, source_id, valid_from, valid_until)
  values (new.organization_id, new.clinician_id, new.patient_id, app.of_emergency(), 'EMERGENCY', new.id, new.granted_at, new.expires_at);
  return null;
end $$;
-- A look that was found unjustified ends at once.
create or replace function app.end_emergency() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.access_grant where organization_id = new.organization_id and basis = 'EMERGENCY' and source_id = new.id;
  return null;
end $$;
create or replace trigger end_emergency after update of justified on emergency_access for each row
  when (new.justified is false) execute function app.end_emergency();

create or replace trigger grant_by_emergency after insert on emergency_access for each row execute function app.grant_by_emergency();

-- Breaks the glass for the clinician who asks, by id or identifier: 60 minutes from now. NOT_FOUND: there is no such patient, this
-- clinician is denied them, or is them, and which of these is not told. Five tries an hour, whatever comes of them.
create or replace function app.break_glass(id uuid, patient uuid, identifier_system text, identifier_value text, reason text)
  returns table (outcome text, patient_id uuid) language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  organization uuid := current_setting('app.organization')::uuid;
  clinician uuid := current_setting('app.principal')::uuid;
begin
  if current_setting('app.role') <> 'CLINICIAN' or current_setting('app.holder') <> 'clinician' then
    outcome := 'FORBIDDEN';
    return next;
    return;
  end if;
  -- Of two tries at once, one waits: so that both count.
  perform 1 from public.clinician c where c.organization_id = organization and c.id = clinician for no key update;
  if (select count(*) from public.emergency_attempt a
      where a.organization_id = organization and a.clinician_id = clinician and a.at > now() - interval '1 hour') >= 5 then
    outcome := 'RATE_LIMITED';
    return next;
    return;
  end if;
  insert into public.emergency_attempt (organization_id, id, clinician_id, at) values (organization, break_glass.id, clinician, now());
  select p.id into patient_id from public.patient p
    where p.organization_id = organization and p.id = coalesce(break_glass.patient, (select i.patient_id from public.patient_identifier i
      where i.organization_id = organization and i.system = identifier_system and i.value = identifier_value));
  if patient_id is null or app.of_emergency()
      & ~coalesce((select bit_or(d.categories) from app.denied d where d.patient_id = break_glass.patient_id), 0) = 0
      or app.is_oneself(organization, break_glass.patient_id, clinician) then
    patient_id := null;
    outcome := 'NOT_FOUND';
    return next;
    return;
  end if;
  insert into public.emergency_access (organization_id, id, patient_id, clinician_id, reason, granted_at, expires_at)
  values (organization, break_glass.id, break_glass.patient_id, clinician, break_glass.reason, now(), now() + interval '60 minutes');
  outcome := 'GRANTED';
  return next;
end $$;
grant execute on function app.break_glass to alongside_runtime;

-- What a recipient would see of a patient now, as bits: the viewer is put in its place, row security is asked, and the viewer is put back.
-- An error undoes the settings with everything else. mask: the most that grants could ever show it, as its registration says.
-- No row: the patient or the recipient is not in the viewer's sight.
create or replace function app.preview(patient uuid, recipient uuid) returns table (bits int, kind text, mask int)
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  names constant text[] := '{app.role,app.principal,app.wide,app.mask,app.holder,app.denied}';
  before constant text[] := array(select current_setting(name) from unnest(names) with ordinality as n(name, place) order by place);
  organization constant uuid := current_setting('app.organization')::uuid;
  holder text := 'partner_app';
  wide int := 0;
begin
  if not exists (select 1 from public.patient p where p.id = patient) then
    return;
  end if;
  -- Who was suspended or left sees nothing, whatever was granted.
  select p.kind, case when p.active then app.mask_of(p.kind, p.scopes, p.scopes) else 0 end,
      case when p.active and p.legal_basis <> 'PATIENT_CONSENT' then app.mask_of(p.kind, p.scopes, p.scopes) else 0 end
    into kind, mask, wide from public.partner_app p where p.id = recipient;
  if not found then
    wide := 0;
    select 'PEER_MENTOR', 'peer_mentor', -1 into kind, holder, mask from public.peer_mentor m where m.id = recipient;
  end if;
  if not found then
    select 'CLINICIAN', 'clinician', case when c.active then -1 else 0 end into kind, holder, mask from public.clinician c where c.id = recipient;
  end if;
  if not found then
    return;
  end if;
  perform app.become(organization, kind, recipient, wide, mask, holder);
  bits := coalesce((select s.bits from app.patient_sight s where s.id = patient), 0);
  perform set_config(name, before[place], true) from unnest(names) with ordinality as n(name, place);
  return next;
end $$;
-- It asks as the viewer, so the viewer calls what it calls.
grant execute on function app.preview, app.become, app.mask_of, app.categories_of to alongside_runtime;
