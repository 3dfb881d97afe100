// M1 writes. What it wrote is removed after a run, so that the next one finds the same database.
import { RECORDED_AT } from '../load/subjects-of.mjs';
import { withConnection } from './connect.mjs';

const WRITTEN = ['session', 'audit_event', 'care_plan_change', 'care_plan', 'care_activity'];

/** @param {string} url the superuser's address @returns {Promise<number>} how many sessions there were */
export async function removeRecorded(url) {
  return withConnection(url, async (client) => {
    const { rows } = await client.query('delete from session where occurred_at = $1 returning id', [RECORDED_AT]);
    if (rows.length === 0) return 0;
    const ids = rows.map(({ id }) => id);
    await client.query("delete from audit_event where kind = 'session.recorded' and subject_id = any($1::uuid[])", [
      ids,
    ]);
    await client.query(`vacuum (analyze) ${WRITTEN.join(', ')}`);
    return ids.length;
  });
}
