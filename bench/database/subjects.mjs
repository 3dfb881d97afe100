// What is asked about: plans and activities from everywhere in the volume, the same for every contestant and every run.
import { withConnection } from './connect.mjs';

/** How many of each. */
const SUBJECTS = 1_000;

/**
 * @param {string} url the superuser's address
 * @param {Record<string, import('../contestants/personas.mjs').Persona>} personas
 * @returns {Promise<{ plans: string[], activities: { id: string, persona: string }[] }>} UUIDs; an activity with whose patient it is
 */
export async function chooseSubjects(url, personas) {
  return withConnection(url, async (client) => {
    const plans = await client.query(PLANS, [SUBJECTS]);
    const principals = Object.entries(personas).filter(([name]) => name.startsWith('clinician-'));
    const nameOf = new Map(principals.map(([name, { principal }]) => [principal, name]));
    const activities = await client.query(ACTIVITIES, [[...nameOf.keys()], SUBJECTS]);
    return {
      plans: plans.rows.map(({ id }) => id),
      activities: activities.rows.map(({ id, clinician_id }) => ({ id, persona: nameOf.get(clinician_id) })),
    };
  });
}

// Scattered, and yet the same each time: by a digest of the id. Only the volume's patients have both links.
const PLANS = `select c.id from care_plan c join patient_identity i on i.patient_id = c.patient_id
  where i.family_name like 'Volume %' order by md5(c.id::text) limit $1`;

const ACTIVITIES = `select a.id, m.clinician_id from care_team_member m join care_activity a on a.patient_id = m.patient_id
  where m.clinician_id = any($1::uuid[]) and m.ends_at is null and a.kind = 'CBT' order by md5(a.id::text) limit $2`;
