// Whom the silence is tested with: an app with some consents and a clinician, and for each of them ids of patients that were never
// there, that another organization has, and that are withheld from them.
import { randomBytes } from 'node:crypto';
import { withConnection } from '../database/connect.mjs';
import { AS_NOBODY } from '../roles/insert-clients.mjs';

// As many elsewhere as here, of the same time: what tells them apart can only be whose they are.
const FOREIGN_IDS = `create temporary table foreign_patient on commit drop as select p.id as near,
    (left(p.id::text, 24) || substr(md5(p.id::text), 1, 12))::uuid as id
  from patient p where p.organization_id = $1`;
const ELSEWHERE = 'select id from organization where id <> $1 order by id limit 1';
const FOREIGN = [
  `insert into patient (organization_id, id, version, preferred_name, time_zone, languages, updated_at)
    select $1, f.id, 1, 'Foreign', 'America/Los_Angeles', '{en}', now() from foreign_patient f`,
  `insert into patient_identity (organization_id, id, patient_id, given_name, family_name, birth_date, sex, name_key, given_name_key)
    select $1, f.id, f.id, i.given_name, i.family_name, i.birth_date, i.sex, i.name_key, i.given_name_key
    from foreign_patient f join patient_identity i on i.patient_id = f.near`,
  `insert into patient_standing (organization_id, id, patient_id, status)
    select $1, f.id, f.id, s.status from foreign_patient f join patient_standing s on s.patient_id = f.near`,
];

/** Gives another organization as many patients. @param {string} url the superuser's @param {string} organization whose are copied */
export async function insertForeign(url, organization) {
  await withConnection(url, async (client) => {
    await client.query('begin');
    await client.query(AS_NOBODY);
    await client.query(FOREIGN_IDS, [organization]);
    const { rows } = await client.query(ELSEWHERE, [organization]);
    for (const statement of FOREIGN) await client.query(statement, [rows[0].id]);
    await client.query('commit');
    await client.query('vacuum (freeze, analyze)');
    await client.query('checkpoint');
  });
}

const CLASSES = `select p.id, p.organization_id <> $1 as is_foreign, exists (select from access_grant g where g.patient_id = p.id
    and g.principal_id = $2 and g.valid_from <= now() and g.valid_until > now()) as is_seen
  from patient p`;

/**
 * Ids by class, as the graph writes them; as many of each, but of those that are seen.
 * @param {string} url the superuser's
 * @param {string} organization
 * @param {string} principal
 * @returns {Promise<{ absent: string[], foreign: string[], withheld: string[], seen: string[] }>}
 */
export async function idsByClass(url, organization, principal) {
  const { rows } = await withConnection(url, (client) => client.query(CLASSES, [organization, principal]));
  const idsOf = (isWanted) => shuffled(rows.filter(isWanted).map(({ id }) => globalId(id)));
  const withheld = idsOf((row) => !row.is_foreign && !row.is_seen);
  return {
    withheld,
    seen: idsOf((row) => row.is_seen),
    foreign: idsOf((row) => row.is_foreign).slice(0, withheld.length),
    // Among the ids that there are, not after them all: an id of the same millisecond that nobody has.
    absent: withheld.map((id) => `${id.slice(0, -12)}${randomBytes(6).toString('hex')}`),
  };
}

const globalId = (uuid) => `patient_${uuid.replaceAll('-', '')}`;

/** In random order. @template T @param {readonly T[]} list @returns {T[]} */
export function shuffled(list) {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [copy[last], copy[other]] = [copy[other], copy[last]];
  }
  return copy;
}
