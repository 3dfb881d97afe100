import type { Client } from 'pg';

/** Every grant as it has to be while it lasts, made anew from what grants follow from; bits as access.rows.sql numbers the categories. */
const GRANTS_DUE = `
  select organization_id, clinician_id as principal_id, patient_id, 4095 - 512 as categories, 'CARE_TEAM' as basis, id as source_id,
    starts_at as valid_from, coalesce(ends_at, 'infinity') as valid_until from care_team_member
  union all select organization_id, patient_id, patient_id, 8191 - 512, 'SELF', id, '-infinity', 'infinity' from account where patient_id is not null
  union all select organization_id, clinician_id, patient_id, 2047 - 512, 'EMERGENCY', id, granted_at, expires_at from emergency_access
  union all select organization_id, assignee_clinician_id, patient_id,
    case when kind = 'CONCERN' and escalated_at is null then app.bit(category) else 2047 - 512 end, 'FOLLOW_UP', id, '-infinity', 'infinity' from follow_up
    where is_urgent and completed_at is null and assignee_clinician_id is not null
  union all select organization_id, partner_app_id, patient_id, app.bits(categories), 'CONSENT', id, starts_at, coalesce(expires_at, 'infinity')
    from consent where partner_app_id is not null and status = 'ACTIVE'
  union all select l.organization_id, s.supervisor_id, l.patient_id, 128, 'SUPERVISION', l.id, '-infinity', 'infinity' from agreed l
    join peer_mentor_standing s on s.organization_id = l.organization_id and s.id = l.peer_mentor_id
    join clinician c on c.organization_id = s.organization_id and c.id = s.supervisor_id and c.active
    where not exists (select from account a join account b using (organization_id, issuer, subject)
      where a.organization_id = l.organization_id and a.patient_id = l.patient_id and b.clinician_id = s.supervisor_id)
  union all select organization_id, peer_mentor_id, patient_id, 128 + 2 + 32, 'LINK', id, '-infinity', 'infinity' from linked where employed
  union all select c.organization_id, c.peer_mentor_id, c.patient_id, app.bits(c.categories), 'CONSENT', c.id, c.starts_at, coalesce(c.expires_at, 'infinity')
    from consent c join linked l using (organization_id, peer_mentor_id, patient_id)
    where c.status = 'ACTIVE' and (l.employed or 'PEER_SUPPORT' = any(c.categories))`;

const DENIALS_DUE = `
  select organization_id, coalesce(clinician_id, peer_mentor_id, partner_app_id, '00000000-0000-0000-0000-000000000000') as principal_id, patient_id,
    case when cardinality(categories) = 10 then 8191 else app.bits(categories) end as categories, id as source_id,
    '-infinity'::timestamptz as valid_from, coalesce(ends_at, 'infinity') as valid_until from access_restriction
  union all select p.organization_id, '00000000-0000-0000-0000-000000000001', p.patient_id, 8191, p.id, '-infinity', 'infinity' from account p
    where p.patient_id is not null and exists (select from account c
      where c.organization_id = p.organization_id and c.issuer = p.issuer and c.subject = p.subject and c.patient_id is null)`;

const DIFFERENCES = `
  with agreed as (select organization_id, peer_mentor_id, patient_id, id from peer_link
      where patient_agreed_at is not null and status in ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED')),
    linked as (
      select l.organization_id, l.peer_mentor_id, l.patient_id, l.id, m.engagement = 'EMPLOYED' as employed
      from agreed l join peer_mentor m on m.organization_id = l.organization_id and m.id = l.peer_mentor_id
        join peer_link_reason r on r.organization_id = l.organization_id and r.id = l.id
      where m.engagement = 'EMPLOYED' or r.paused_reason is distinct from 'CONSENT_REVOKED'),
    grants_due as (select * from (${GRANTS_DUE}) due where valid_until > now()),
    grants as (select organization_id, principal_id, patient_id, categories, basis, source_id, valid_from, valid_until from access_grant
      where valid_until > now()),
    denials_due as (select * from (${DENIALS_DUE}) due where valid_until > now()),
    denials as (select organization_id, principal_id, patient_id, categories, source_id, valid_from, valid_until from access_denial
      where valid_until > now())
  select 'missing grant' as fault, basis from (table grants_due except all table grants) a
  union all select 'stray grant', basis from (table grants except all table grants_due) b
  union all select 'missing denial', null from (table denials_due except all table denials) c
  union all select 'stray denial', null from (table denials except all table denials_due) d
  order by 1`;

/** Where what is stored is not what it follows from. */
export async function differences(admin: Client): Promise<string[]> {
  const { rows } = await admin.query<{ fault: string; basis: string | null }>(DIFFERENCES);
  return rows.map(({ fault, basis }) => (basis ? `${fault}: ${basis}` : fault));
}
