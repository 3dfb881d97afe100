-- A link to a mentor is PEER_SUPPORT; one to a group is GROUP_PARTICIPATION, for a named fellowship is never told by another category.
create or replace function app.link_category(peer_group_id uuid) returns int immutable parallel safe language sql return
  case when peer_group_id is null then app.bit('PEER_SUPPORT') else app.bit('GROUP_PARTICIPATION') end;

create or replace function app.peer_categories() returns int immutable parallel safe language sql return
  app.bit('PEER_SUPPORT') + app.bit('GROUP_PARTICIPATION');
grant execute on function app.link_category, app.peer_categories to alongside_runtime;

call app.open_to_reach('peer_link', 'app.link_category(peer_group_id)');
-- A mentor answers for themselves.
drop policy change on peer_link;
create policy change on peer_link as restrictive for update to alongside_runtime
  using ((select app.may_write()) or peer_mentor_id = (select current_setting('app.principal')::uuid));
-- A mentor sees links to themselves alone, and one that was proposed only when the patient has agreed to it.
create policy mentor on peer_link as restrictive to alongside_runtime using ((select current_setting('app.role') <> 'PEER_MENTOR')
  or (peer_mentor_id = (select current_setting('app.principal')::uuid) and patient_agreed_at is not null));
call app.open_to_owner('peer_link');
grant select, insert, update on peer_link to alongside_runtime;

-- Why a link rests or ended: for the patient and those who treat them, never for the peer, an app, or a system that sees patients by
-- their consent; nor for the mentor's supervisor, who treats nobody.
call app.open_to_reach('peer_link_reason', 'app.link_category(peer_group_id)');
create policy within on peer_link_reason as restrictive to alongside_runtime
  using ((select current_setting('app.role') not in ('PEER_MENTOR', 'PARTNER_APP')
    and (current_setting('app.role') <> 'EHR_SYSTEM' or current_setting('app.wide')::int <> 0)));
create policy treats on peer_link_reason as restrictive to alongside_runtime using ((select current_setting('app.role') <> 'CLINICIAN')
  or app.treats(patient_id));
call app.open_to_owner('peer_link_reason');
grant select, update (paused_reason, end_reason) on peer_link_reason to alongside_runtime;

-- That a link is to help after a return to use tells of one: for those who may know of both.
call app.open_to_reach('peer_link_recurrence', 'app.link_category(peer_group_id)');
call app.close_beside('peer_link_recurrence', 'recurrence', app.bit('RETURN_TO_USE')::text);
create policy mentor on peer_link_recurrence as restrictive to alongside_runtime using ((select current_setting('app.role') <> 'PEER_MENTOR')
  or peer_mentor_id = (select current_setting('app.principal')::uuid));
grant select, insert on peer_link_recurrence to alongside_runtime;

-- Why a link rests or ended by its mentor's hand: what they did, and their words, which they write and do not read.
create or replace function app.keep_mentor_reason(link uuid, reason text) returns void volatile security definer
  set search_path = pg_catalog, pg_temp language sql as $$
  update public.peer_link_reason r set paused_reason = case when l.status = 'PAUSED' then 'MENTOR_CHOICE' end,
      end_reason = case when l.status in ('DECLINED', 'ENDED') then keep_mentor_reason.reason end
    from public.peer_link l
    where l.organization_id = current_setting('app.organization')::uuid and l.id = keep_mentor_reason.link
      and current_setting('app.role') = 'PEER_MENTOR' and l.peer_mentor_id = current_setting('app.principal')::uuid
      -- What somebody else has said of it stays as it is.
      and r.organization_id = l.organization_id and r.id = l.id and r.end_reason is null
      and (r.paused_reason is null or l.status <> 'PAUSED')
$$;
grant execute on function app.keep_mentor_reason to alongside_runtime;

-- Whether it is the mentor who asks that paused this link: all that a mentor is told of why it rests.
create or replace function app.is_pause_of_mentor(link uuid) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.peer_link l
    join public.peer_link_reason r on r.organization_id = l.organization_id and r.id = l.id
    where l.organization_id = current_setting('app.organization')::uuid and l.id = is_pause_of_mentor.link
      and current_setting('app.role') = 'PEER_MENTOR' and l.peer_mentor_id = current_setting('app.principal')::uuid
      and r.paused_reason = 'MENTOR_CHOICE')
$$;
grant execute on function app.is_pause_of_mentor to alongside_runtime;

create or replace function app.open_link_reason() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.peer_link_reason (organization_id, id, patient_id, peer_group_id) values (new.organization_id, new.id, new.patient_id, new.peer_group_id);
  return null;
end $$;
create or replace trigger open_link_reason after insert on peer_link for each row execute function app.open_link_reason();

-- The mentors who must not be linked to a patient, whoever proposes it: the mentor is the patient, by the same login, or the patient keeps
-- this mentor out. A mentor and a clinician never share a login (account_login), so it cannot be somebody of the care team.
create or replace function app.kept_apart_from(patient uuid) returns setof uuid stable security definer
  set search_path = pg_catalog, pg_temp language sql as $$
  select m.peer_mentor_id from public.account p
    join public.account m on m.organization_id = p.organization_id and m.issuer = p.issuer and m.subject = p.subject
    where p.organization_id = current_setting('app.organization')::uuid and p.patient_id = patient and m.peer_mentor_id is not null
  union
  select d.principal_id from public.access_denial d
    where d.organization_id = current_setting('app.organization')::uuid and d.patient_id = patient
      and d.categories & app.bit('PEER_SUPPORT') <> 0 and d.valid_from <= now() and d.valid_until > now()
$$;
create or replace function app.are_kept_apart(patient uuid, mentor uuid) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language sql as $$
  select mentor in (select app.kept_apart_from(patient))
$$;
grant execute on function app.are_kept_apart to alongside_runtime;

-- A partner's app, and a system that sees patients by their consent, see a mentor only through a link that they see.
create or replace function app.sees_link_to(mentor uuid) returns boolean stable parallel safe language plpgsql as $$
begin
  return exists (select from public.peer_link l where l.peer_mentor_id = mentor);
end $$;
grant execute on function app.sees_link_to to alongside_runtime;
create policy linked on peer_mentor using ((select current_setting('app.role') in ('PARTNER_APP', 'EHR_SYSTEM') and current_setting('app.wide')::int = 0)
  and app.sees_link_to(id));
create policy linked on peer_mentor_opening using ((select current_setting('app.role') in ('PARTNER_APP', 'EHR_SYSTEM') and current_setting('app.wide')::int = 0)
  and app.sees_link_to(id));

-- What a mentor sees of a patient, derived anew for the two from their links and the consents that name the mentor.
-- An employed mentor sees by an open link that the patient agreed to, and by consent what goes beyond. Any other sees only by consent,
-- only with at least PEER_SUPPORT, and only while such a link is open. A link that lost its consent is dark.
-- The lock makes two changes of the two wait for each other: each then derives from what the other left.
create or replace function app.derive_mentor_grants(organization uuid, patient uuid, mentor uuid) returns void language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  employed boolean := app.is_employed_mentor(organization, mentor);
  link uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended(patient::text || mentor::text, 0));
  delete from public.access_grant g where g.principal_id = mentor and g.patient_id = patient;
  select l.id into link from public.peer_link l
    where l.organization_id = organization and l.patient_id = patient and l.peer_mentor_id = mentor and l.patient_agreed_at is not null
      and l.status in ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED')
      and (employed or not exists (select 1 from public.peer_link_reason r
        where r.organization_id = organization and r.id = l.id and r.paused_reason = 'CONSENT_REVOKED'));
  if link is null then
    return;
  end if;
  if employed then
    insert into public.access_grant (organization_id, principal_id, patient_id, categories, basis, source_id, valid_from)
    values (organization, mentor, patient, app.bits('{PEER_SUPPORT,CONTACT,RECOVERY}'), 'LINK', link, '-infinity');
  end if;
  insert into public.access_grant (organization_id, principal_id, patient_id, categories, basis, source_id, valid_from, valid_until)
    select organization, mentor, patient, c.bits, 'CONSENT', c.id, c.starts_at, coalesce(c.expires_at, 'infinity')
    from public.consent c
    where c.organization_id = organization and c.patient_id = patient and c.peer_mentor_id = mentor and c.status = 'ACTIVE'
      and (employed or 'PEER_SUPPORT' = any(c.categories));
end $$;

create or replace function app.grant_by_link() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_table_name = 'peer_link_reason' then
    perform app.derive_mentor_grants(l.organization_id, l.patient_id, l.peer_mentor_id) from public.peer_link l
      where l.organization_id = new.organization_id and l.id = new.id and l.peer_mentor_id is not null;
  elsif new.peer_mentor_id is not null then
    perform app.derive_mentor_grants(new.organization_id, new.patient_id, new.peer_mentor_id);
  end if;
  return null;
end $$;
create or replace trigger grant_by_link after insert or update of status, patient_agreed_at on peer_link
  for each row execute function app.grant_by_link();
create or replace trigger grant_by_link after update of paused_reason on peer_link_reason
  for each row when (new.paused_reason is distinct from old.paused_reason) execute function app.grant_by_link();

-- What a link to a mentor from outside the program stands on.
create or replace function app.sharing_consent(organization uuid, patient uuid, mentor uuid) returns uuid stable security definer
  set search_path = pg_catalog, pg_temp language sql as $$
  select c.id from public.consent c
  where c.organization_id = organization and c.patient_id = patient and c.peer_mentor_id = mentor and c.status = 'ACTIVE'
    and c.scope = 'PEER_SHARING' and 'PEER_SUPPORT' = any(c.categories) and c.starts_at <= now() and (c.expires_at is null or c.expires_at > now())
  order by c.starts_at desc, c.id desc limit 1
$$;

-- The same for whoever answers or moves a link, held until their transaction ends: a revocation at the same moment waits, and then
-- pauses what was begun. To be asked before the link is held, as a revocation takes them in this order, too.
create or replace function app.hold_sharing_consent(patient uuid, mentor uuid) returns uuid volatile security definer
  set search_path = pg_catalog, pg_temp language sql as $$
  select c.id from public.consent c
  where c.organization_id = current_setting('app.organization')::uuid and c.patient_id = patient and c.peer_mentor_id = mentor
    and c.status = 'ACTIVE' and c.scope = 'PEER_SHARING' and 'PEER_SUPPORT' = any(c.categories)
    and c.starts_at <= now() and (c.expires_at is null or c.expires_at > now())
    and app.sight_of(patient) & app.bit('PEER_SUPPORT') <> 0
  order by c.starts_at desc, c.id desc limit 1 for share
$$;
grant execute on function app.hold_sharing_consent to alongside_runtime;

-- A consent that names a mentor began or ended. Links that stood on one that ended, and on no other, pause: dark to that mentor from
-- this transaction on. What the link stood on stays written down, so that the patient is told which links a revocation touched.
-- The links are held before anything is derived: whoever answers or moves one holds it first, too, and nobody waits in a circle.
create or replace function app.follow_mentor_consent() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  other uuid;
  touched uuid[];
begin
  perform 1 from public.peer_link l
    where l.organization_id = new.organization_id and l.patient_id = new.patient_id and l.peer_mentor_id = new.peer_mentor_id
      and l.status in ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED')
    for no key update;
  perform app.derive_mentor_grants(new.organization_id, new.patient_id, new.peer_mentor_id);
  if tg_op = 'INSERT' or new.status = 'ACTIVE' or old.status <> 'ACTIVE' or app.is_employed_mentor(new.organization_id, new.peer_mentor_id)
    or new.scope <> 'PEER_SHARING' or not 'PEER_SUPPORT' = any(new.categories) or new.starts_at > now() then
    return null;
  end if;
  other := app.sharing_consent(new.organization_id, new.patient_id, new.peer_mentor_id);
  if other is not null then
    update public.peer_link l set consent_id = other, version = version + 1
      where l.organization_id = new.organization_id and l.patient_id = new.patient_id and l.consent_id = new.id
        and l.status in ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED')
        and not exists (select 1 from public.peer_link_reason r
          where r.organization_id = l.organization_id and r.id = l.id and r.paused_reason = 'CONSENT_REVOKED');
    return null;
  end if;
  with paused as (
    update public.peer_link l set status = 'PAUSED', consent_id = new.id, version = version + 1
    where l.organization_id = new.organization_id and l.patient_id = new.patient_id and l.peer_mentor_id = new.peer_mentor_id
      and l.status in ('ACCEPTED', 'ACTIVE', 'PAUSED')
      -- What another consent's end has paused was not this one's to pause.
      and not exists (select 1 from public.peer_link_reason r
        where r.organization_id = l.organization_id and r.id = l.id and r.paused_reason = 'CONSENT_REVOKED')
    returning l.id)
  select array_agg(id) into touched from paused;
  update public.peer_link_reason r set paused_reason = 'CONSENT_REVOKED'
    where r.organization_id = new.organization_id and r.id = any(touched);
  return null;
end $$;
create or replace trigger follow_mentor_consent after insert or update of status on consent
  for each row when (new.peer_mentor_id is not null) execute function app.follow_mentor_consent();

-- Accepted, active and paused links hold a slot of their mentor. The count is stored, because row security would bend a count of rows.
-- The row lock of the update and the check peer_mentor_capacity let no two links take the last slot.
create or replace function app.count_mentor_slots() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  holding constant text[] := array['ACCEPTED', 'ACTIVE', 'PAUSED'];
  subject public.peer_link := coalesce(new, old);
begin
  -- Whether or not a slot is counted: every writer of a link takes its mentor, and then its patient (count_open_links).
  perform 1 from public.peer_mentor_standing s where s.organization_id = subject.organization_id and s.id = subject.peer_mentor_id
    for no key update;
  if tg_op <> 'INSERT' and old.peer_mentor_id is not null and old.status = any(holding) then
    update public.peer_mentor_standing set slots_taken = slots_taken - 1 where organization_id = old.organization_id and id = old.peer_mentor_id;
  end if;
  if tg_op <> 'DELETE' and new.peer_mentor_id is not null and new.status = any(holding) then
    update public.peer_mentor_standing set slots_taken = slots_taken + 1 where organization_id = new.organization_id and id = new.peer_mentor_id;
  end if;
  return null;
end $$;
create or replace trigger count_mentor_slots after insert or delete or update of status, peer_mentor_id on peer_link
  for each row execute function app.count_mentor_slots();

-- How many open links a patient has. Visible only with both categories, so that the filter withoutPeerSupport tells no more than the links.
call app.close_to_organization('patient_peer_support');
create policy see on patient_peer_support using (
  (select current_setting('app.wide')::int & app.peer_categories() = app.peer_categories())
  or (select true from app.reach g where g.patient_id = patient_peer_support.patient_id and g.categories & app.peer_categories() = app.peer_categories() limit 1));
create policy deny on patient_peer_support as restrictive to alongside_runtime using ((select current_setting('app.denied') = '')
  or not app.is_denied(patient_id, app.peer_categories()));
-- A mentor sees their own links, and not how many there are.
create policy mentor on patient_peer_support as restrictive to alongside_runtime using ((select current_setting('app.role') <> 'PEER_MENTOR'));
call app.open_to_owner('patient_peer_support');
grant select on patient_peer_support to alongside_runtime;

create or replace function app.open_peer_support() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.patient_peer_support (organization_id, id, patient_id, open_links) values (new.organization_id, new.id, new.id, 0);
  return null;
end $$;
create or replace trigger open_peer_support after insert on patient for each row execute function app.open_peer_support();

-- Added to and taken from, never counted anew: two changes at once wait for each other on the row and both last.
create or replace function app.count_open_links() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_open constant text[] := array['PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED'];
  was int := case when tg_op <> 'INSERT' and old.status = any(is_open) then 1 else 0 end;
  becomes int := case when tg_op <> 'DELETE' and new.status = any(is_open) then 1 else 0 end;
  subject public.peer_link := coalesce(new, old);
begin
  if was <> becomes then
    update public.patient_peer_support set open_links = open_links + becomes - was
      where organization_id = subject.organization_id and id = subject.patient_id;
  end if;
  return null;
end $$;
create or replace trigger count_open_links after insert or delete or update of status on peer_link
  for each row execute function app.count_open_links();

-- Death ends links; nothing else about a patient does.
create or replace function app.end_links_at_death() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  -- The patient's day, as everywhere a link begins or ends.
  today date := (now() at time zone (select p.time_zone from public.patient p where p.organization_id = new.organization_id and p.id = new.patient_id))::date;
begin
  -- Links before their reasons, as whoever moves one takes them.
  perform 1 from public.peer_link l
    where l.organization_id = new.organization_id and l.patient_id = new.patient_id and l.status in ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED')
    order by l.id for no key update;
  -- And their mentors in one order: of two patients who share mentors, neither waits for what the other holds.
  perform 1 from public.peer_mentor_standing s
    where s.organization_id = new.organization_id and s.id in (select l.peer_mentor_id from public.peer_link l
      where l.organization_id = new.organization_id and l.patient_id = new.patient_id and l.status in ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED'))
    order by s.id for no key update;
  update public.peer_link_reason r set paused_reason = null from public.peer_link l
    where l.organization_id = new.organization_id and l.patient_id = new.patient_id and l.status = 'PAUSED'
      and r.organization_id = l.organization_id and r.id = l.id;
  update public.peer_link
    set status = case when status = 'PROPOSED' then 'WITHDRAWN' else 'ENDED' end, ended_on = today, version = version + 1
    where organization_id = new.organization_id and patient_id = new.patient_id and status in ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED');
  return null;
end $$;
create or replace trigger end_links_at_death after update of status on patient_standing
  for each row when (new.status = 'DECEASED' and old.status <> 'DECEASED') execute function app.end_links_at_death();

-- Proposals that nobody has answered for 30 days, of every organization, at most so many. Servers ask for one in a transaction: of two that
-- change links of the same patients in another order, each would wait for the other (docs/decisions/0020-locks.md). The program itself does
-- this, and the audit log says so.
create or replace function app.expire_proposals(most int) returns int security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  expired int;
begin
  if not app.nobody_asks() then
    return 0;
  end if;
  perform app.act_as_program();
  with due as materialized (select l.organization_id, l.id, p.time_zone from public.peer_link l
      join public.patient p on p.organization_id = l.organization_id and p.id = l.patient_id
      where l.status = 'PROPOSED' and l.created_at <= now() - interval '30 days'
        -- The mentor has the same time from the patient's yes on: they see the link only then.
        and coalesce(l.patient_agreed_at, l.created_at) <= now() - interval '30 days'
      order by l.created_at limit most for update of l skip locked),
    ended as (update public.peer_link l set status = 'EXPIRED', ended_on = (now() at time zone due.time_zone)::date, version = l.version + 1
      from due where l.organization_id = due.organization_id and l.id = due.id
      returning l.organization_id, l.id, l.patient_id)
  insert into public.audit_event (organization_id, id, at, principal_id, role, kind, subject_type, subject_id, patient_id, request_id)
    select e.organization_id, gen_random_uuid(), now(), app.program(), 'JOB', 'peer-link.expired', 'peer_link', e.id, e.patient_id, 'sweep' from ended e;
  get diagnostics expired = row_count;
  return expired;
end $$;
grant execute on function app.expire_proposals to alongside_runtime;
