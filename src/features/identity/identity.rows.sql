-- Organizations, clinicians, clients and accounts. They know no patient.

call app.close_to_organization('organization');
create policy see on organization using (true);
call app.open_to_owner('organization');
grant select, update on organization to alongside_runtime;

call app.close_to_organization('organization_settings');
create policy see on organization_settings using (true);
call app.open_to_owner('organization_settings');
grant select, update on organization_settings to alongside_runtime;

-- Hours until a follow-up of each kind is due, where a program decided nothing else, and until an urgent one that nobody acknowledged
-- goes on to somebody else (ESCALATION). What a rule of its own makes due earlier is not put off by these: see recovery.
create or replace function app.default_follow_up_hours() returns jsonb immutable parallel safe language sql return
  '{"URGENT_SAFETY_CALL": 1, "MEDICAL_REVIEW": 24, "PEER_OUTREACH": 24, "CLINICAL_REVIEW": 96, "PLAN_REVIEW": 168, "RE_ENGAGEMENT": 72,
    "CHECK_IN_CALL": 72, "CONCERN": 24, "COVER_REVIEW": 72, "ESCALATION": 0.5}'::jsonb;
grant execute on function app.default_follow_up_hours to alongside_runtime;

-- From where on something asks for attention, where a program decided nothing else: a craving of 7 of 10, so many days without contact, two
-- sessions missed in a row, a total that rose by 5.
create or replace function app.default_attention_thresholds() returns jsonb immutable parallel safe language sql return
  '{"HIGH_CRAVING": 7, "NO_PEER_CONTACT": 14, "OUT_OF_CONTACT": 14, "MISSED_SESSIONS": 2, "RISING_SCORE": 5}'::jsonb;
grant execute on function app.default_attention_thresholds to alongside_runtime;

call app.open_to_roles('clinician', 'ADMINISTRATOR', 'INTAKE', 'CLINICIAN', 'PROGRAM_DIRECTOR', 'PRIVACY_OFFICER', 'PEER_MENTOR', 'PATIENT', 'EHR_SYSTEM');
call app.open_to_owner('clinician');
grant select, insert, update on clinician to alongside_runtime;

-- Patients and those who prepare consents with them see whom a consent can name.
call app.open_to_roles('partner_app', 'ADMINISTRATOR', 'PRIVACY_OFFICER', 'PROGRAM_DIRECTOR', 'CLINICIAN', 'PATIENT');
create policy own on partner_app using (id = (select current_setting('app.principal')::uuid));
call app.open_to_owner('partner_app');
grant select, insert, update on partner_app to alongside_runtime;

-- Written and read by app.spend_assertion alone.
call app.open_to_owner('client_assertion');

-- That a login belongs to a patient tells of a patient: the front desk binds those, the administrator all others.
call app.close_to_organization('account');
create policy see on account using (case (select current_setting('app.role'))
  when 'ADMINISTRATOR' then patient_id is null when 'INTAKE' then patient_id is not null else false end);
call app.open_to_owner('account');
grant select, insert on account to alongside_runtime;

-- What a holder of this role sees, told to row security for this transaction only. A recipient of a consent can be looked at
-- the same way (app.preview), so that what a patient is told about it comes from the very policies.
-- wide: what the role sees of every patient; mask: the most that grants may show, as a system's scopes narrow it.
-- denied: by whose name they may be denied anything. A transaction that writes sees in each statement what was committed before it, and
-- so has to see a denial that came while it waited for a lock: it lists all names. One that reads has a single snapshot and lists those
-- by whom there are denials in it, nearly always none.
create or replace function app.become(organization uuid, role text, principal uuid, wide int, mask int, holder text)
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  names constant uuid[] := array[principal, app.everybody()]
    || case when role in ('INTAKE', 'PROGRAM_DIRECTOR', 'PRIVACY_OFFICER') then array[app.co_workers()] end;
begin
  perform set_config('app.organization', organization::text, true), set_config('app.role', role, true),
    set_config('app.principal', principal::text, true), set_config('app.wide', wide::text, true), set_config('app.mask', mask::text, true),
    set_config('app.holder', holder, true),
    set_config('app.denied', case when current_setting('transaction_isolation') = 'read committed' then names::text
      else coalesce((select array_agg(distinct d.principal_id)::text from public.access_denial d
        where d.organization_id = become.organization and d.principal_id = any(names)), '') end, true);
end $$;

-- The categories that a client's grants may show at most: what its registration and its token both name. Record systems never
-- get counseling notes.
create or replace function app.mask_of(kind text, registered text[], asked text[]) returns int immutable parallel safe language sql return
  case when registered = asked then app.categories_of(registered) else app.categories_of(registered) & app.categories_of(asked) end
    & case kind when 'EHR_SYSTEM' then ~512 else ~0 end;

-- Begins an operation: tells row security who asks, for this transaction only, and answers who that is.
-- No row: the login is bound to somebody of another role or no longer here, or the client is unknown or suspended. Statements
-- may be under way behind this one: then nobody asks, and every policy fails at its cast.
-- An outsider stands outside the program: what they read is a disclosure (42 CFR 2.11).
-- Every operation pays for it, so it reads each table once and sets the settings once.
create or replace function app.enter(organization uuid, issuer text, subject text, role text, scopes text[])
  returns table (principal_id uuid, holder_type text, holder_id uuid, registered_scopes text[], sees_every_identity boolean, is_outsider boolean)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  login record;
  wide int := app.wide_of(role);
  mask int := -1;
begin
  is_outsider := false;
  if role = 'JOB' then
    -- Nobody's role: see app.enter_job.
    null;
  elsif role in ('PARTNER_APP', 'EHR_SYSTEM') then
    -- By its agreement a system sees the whole organization; by consent, patient by patient.
    select p.id, 'partner_app', p.scopes, p.legal_basis = 'PATIENT_CONSENT', app.mask_of(p.kind, p.scopes, enter.scopes)
      into holder_id, holder_type, registered_scopes, is_outsider, mask
      from public.partner_app p
      where p.organization_id = enter.organization and p.client_id = enter.subject and p.kind = enter.role and p.active;
    principal_id := holder_id;
    wide := case when is_outsider then 0 else mask end;
  else
    -- One login can be bound twice, to a patient by the front desk and to somebody else by the administrator, who must not
    -- learn of each other's binding. The token's role says as whom it comes: only a patient comes as a patient, or the front desk
    -- could shut out whomever it binds.
    select a.clinician_id, c.id as active_clinician_id, a.peer_mentor_id, a.patient_id, case when enter.role = 'PEER_MENTOR' then app.is_present_mentor(organization, a.peer_mentor_id) end as is_present_mentor
      into login
      from public.account a
        left join public.clinician c on c.organization_id = a.organization_id and c.id = a.clinician_id and c.active
      where a.organization_id = enter.organization and a.issuer = enter.issuer and a.subject = enter.subject
        and (a.patient_id is null or enter.role = 'PATIENT')
      order by (a.patient_id is not null) <> (enter.role = 'PATIENT') limit 1;
    if found then
      holder_type := case
        when login.clinician_id is not null then 'clinician' when login.peer_mentor_id is not null then 'peer_mentor' else 'patient' end;
      holder_id := case role
        when 'CLINICIAN' then login.active_clinician_id when 'PEER_MENTOR' then case when login.is_present_mentor then login.peer_mentor_id end when 'PATIENT' then login.patient_id end;
      principal_id := holder_id;
    elsif exists (select 1 from public.organization o where o.organization_id = enter.organization) then
      -- A login of the staff that is bound to nobody: its own principal, the same at every request.
      principal_id := md5(issuer || '|' || subject)::uuid;
    end if;
    if role = 'PEER_MENTOR' then
      -- Volunteers and independent mentors are no workforce; a login that is bound to no mentor sees nobody anyway.
      is_outsider := not app.is_employed_mentor(organization, holder_id);
    end if;
  end if;

  if principal_id is null then
    perform set_config('app.organization', '', true), set_config('app.role', '', true), set_config('app.principal', '', true),
      set_config('app.wide', '0', true), set_config('app.mask', '0', true), set_config('app.denied', '', true),
      set_config('app.holder', '', true);
    return;
  end if;
  sees_every_identity := wide & app.bit('IDENTITY') <> 0;
  perform app.become(organization, role, principal_id, wide, mask, coalesce(holder_type, ''));
  return next;
end $$;
grant execute on function app.enter to alongside_runtime;

-- Begins work of the program itself, for one organization: what a job does, it does under this name. Row security shows it nothing, so
-- that it can no more than the functions which are made for it. No token has this role (src/access/role.ts), and app.enter lets none in.
create or replace function app.enter_job(organization uuid) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.become(organization, 'JOB', app.program(), 0, 0, '');
end $$;
grant execute on function app.enter_job to alongside_runtime;

-- What the development issuer has to know of a client that asks for a token; no row: it is unknown or suspended. Without an
-- organization it is one of the organization that was founded first, as with the commands.
create or replace function app.token_client(client text, organization uuid)
  returns table (organization_id uuid, kind text, scopes text[], jwks jsonb, jwks_uri text)
  stable security definer set search_path = pg_catalog, pg_temp language sql
  begin atomic
    select p.organization_id, p.kind, p.scopes, p.jwks, p.jwks_uri from public.partner_app p
    where p.client_id = token_client.client and p.active
      and p.organization_id = coalesce(token_client.organization, (select o.id from public.organization o order by o.id limit 1));
  end;
grant execute on function app.token_client to alongside_runtime;

-- Spends a client's assertion: true for one of all who come with it, false for every other. The primary key decides, so it
-- holds across servers; call it in READ COMMITTED. What ended an hour ago nobody can use any more, however clocks differ.
create or replace function app.spend_assertion(organization uuid, client text, digest bytea, ends_at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.client_assertion where ctid = any (array(
    select a.ctid from public.client_assertion a where a.expires_at < now() - interval '1 hour'
    order by a.expires_at limit 100 for update skip locked));
  insert into public.client_assertion (organization_id, client_id, jti_digest, expires_at)
    values (organization, client, digest, ends_at) on conflict do nothing;
  return found;
end $$;
grant execute on function app.spend_assertion to alongside_runtime;

-- Who is asking, as one row: what the settings of this transaction say, and nothing of any table.
create or replace view app.viewer with (security_invoker = true) as
  select principal as id, organization as organization_id, current_setting('app.role') as role,
    case holder when 'clinician' then principal end as clinician_id, case holder when 'peer_mentor' then principal end as peer_mentor_id,
    case holder when 'patient' then principal end as patient_id, case holder when 'partner_app' then principal end as partner_app_id
  from (select current_setting('app.principal')::uuid as principal, current_setting('app.organization')::uuid as organization,
    current_setting('app.holder') as holder) as asking;
grant select on app.viewer to alongside_runtime;
