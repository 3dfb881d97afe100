// Clients with consents, and patients with logins: inserted once, by SQL, for a hundred thousand consents through the API would take
// an hour. Triggers derive the grants, as for a consent that somebody signs.
import { withConnection } from '../database/connect.mjs';
import { CLIENTS, SCOPES, subjectOf } from './role-personas.mjs';
import { patientNames } from './roles.mjs';

/** The owner's triggers write past policies that want to know who asks: nobody does. */
export const AS_NOBODY = `select set_config(name, value, true) from (values ('app.organization', '00000000-0000-0000-0000-000000000000'),
  ('app.principal', '00000000-0000-0000-0000-000000000000'), ('app.role', ''), ('app.holder', ''), ('app.wide', '0'), ('app.mask', '0'),
  ('app.denied', '')) as setting(name, value)`;

const CLIENT = `insert into partner_app (organization_id, id, version, name, client_id, active, scopes, kind, legal_basis)
  values ($1, gen_random_uuid(), 1, $2, $2, true, $3, $4, 'PATIENT_CONSENT') on conflict do nothing returning id`;

// Scattered, and yet the same each time: by a digest of the id, so that who has a consent is no neighbor of the next. Those of few are
// among those of many.
const CONSENTS = `insert into consent (organization_id, id, version, patient_id, scope, discloser, partner_app_id, external_is_class,
    categories, purpose, purpose_text, status, starts_at, expires_at, signed_at, signed_by, signature_method,
    acknowledges_right_to_revoke, acknowledges_redisclosure, acknowledges_consequences_of_refusal, created_at)
  select $1, gen_random_uuid(), 1, p.patient_id, 'NAMED_DISCLOSURE', 'The bench', $2, false,
    array['IDENTITY', 'CONTACT', 'CARE_PLAN', 'MEDICATION', 'PEER_SUPPORT', 'GROUP_PARTICIPATION'], 'CARE_COORDINATION', 'Care coordination', 'ACTIVE',
    now() - interval '1 day', now() + interval '10 years', now() - interval '1 day', 'SELF', 'ELECTRONIC', true, true, true, now() - interval '1 day'
  from (select i.patient_id from patient_identity i where i.organization_id = $1 and i.family_name like 'Volume %'
    order by md5(i.patient_id::text) limit $3) p`;

const LOGINS = `insert into account (organization_id, id, issuer, subject, patient_id, connected_at)
  select $1, gen_random_uuid(), $2, s.subject, p.patient_id, now()
  from unnest($3::text[]) with ordinality as s(subject, place)
    join (select i.patient_id, row_number() over (order by md5(i.patient_id::text)) as place from patient_identity i
      where i.organization_id = $1 and i.family_name like 'Volume %' order by md5(i.patient_id::text) limit cardinality($3)) p using (place)
  where not exists (select from account a where a.organization_id = $1 and a.issuer = $2 and a.subject = s.subject)`;

/**
 * Makes sure that the clients and logins of the roles are there.
 * @param {string} url the superuser's address of the volume
 * @param {{ issuer: string, organization: string, tell(line: string): void, names?: readonly string[], logins?: readonly string[] }} world
 *   `names` of clients, and `logins` of patients, where not all of them are wanted
 */
export async function insertClients(url, { issuer, organization, tell, names, logins: patients = patientNames() }) {
  await withConnection(url, async (client) => {
    await client.query('begin');
    await client.query(AS_NOBODY);
    const { rowCount: logins } = await client.query(LOGINS, [organization, issuer, patients.map(subjectOf)]);
    let inserted = 0;
    for (const { name, kind, consents } of CLIENTS.filter((client) => names?.includes(client.name) ?? true))
      inserted += await insertClient(client, organization, { name, kind, consents });
    await client.query('commit');
    if (logins + inserted === 0) return;
    tell(`${inserted} consents inserted, this once`);
    await client.query('vacuum (freeze, analyze) access_grant, consent, partner_app, account');
    await client.query('checkpoint');
  });
}

/** All of a client or nothing of it: where it is there, its consents are. @returns {Promise<number>} how many were inserted */
async function insertClient(client, organization, { name, kind, consents }) {
  const { rows } = await client.query(CLIENT, [organization, subjectOf(name), SCOPES, kind]);
  if (rows.length === 0) return 0;
  const { rowCount } = await client.query(CONSENTS, [organization, rows[0].id, consents]);
  return rowCount;
}
