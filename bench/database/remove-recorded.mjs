// M1 writes, and whoever is shown something may be written down with it: disclosures to outsiders, looks of the director. What a run
// wrote is removed after it, so that the next one finds the same database. Nobody verifies this database's audit chain.
import { RECORDED_AT } from '../load/subjects-of.mjs';
import { withConnection } from './connect.mjs';

const SESSIONS = `with gone as (delete from session where occurred_at = $1 returning id)
  delete from audit_event e using gone where e.kind = 'session.recorded' and e.subject_id = gone.id`;

const REMOVALS = [
  {
    text: SESSIONS,
    values: [RECORDED_AT],
    tables: ['session', 'care_plan_change', 'care_plan', 'care_activity', 'audit_event'],
  },
  {
    text: "delete from api_disclosure d using partner_app p where p.id = d.recipient_id and p.client_id like 'bench-%'",
    values: [],
    tables: ['api_disclosure'],
  },
  { text: "delete from audit_event where kind = 'patients.seen'", values: [], tables: ['audit_event'] },
  {
    text: 'delete from audit_seal s where not exists (select from audit_event e where e.organization_id = s.organization_id and e.id = s.event_id)',
    values: [],
    tables: ['audit_seal'],
  },
];

/** @param {string} url the superuser's address @returns {Promise<number>} how many lines were removed */
export async function removeRecorded(url) {
  return withConnection(url, async (client) => {
    let removed = 0;
    const changed = new Set();
    for (const { text, values, tables } of REMOVALS) {
      const { rowCount } = await client.query(text, values);
      removed += rowCount;
      if (rowCount > 0) for (const table of tables) changed.add(table);
    }
    if (removed > 0) await client.query(`vacuum (analyze) ${[...changed].join(', ')}`);
    return removed;
  });
}
