import type { Transaction } from '../../../access/transaction';
import { MEETING_COLUMNS } from './meeting-row';
import type { ImportPlan } from './plan-import';
import { VANISHED } from './plan-listing';

/** Rows in one statement: some megabytes at most, and a second's work. */
const MOST_ROWS = 1_000;

const COLUMNS = Object.keys(MEETING_COLUMNS);
const MEETING_RECORD = `(id uuid, ${Object.entries(MEETING_COLUMNS)
  .map(([column, type]) => `${column} ${type}`)
  .join(', ')})`;

const INSERT_MEETINGS = `
  insert into meeting (organization_id, id, version, source, last_seen_at, ${COLUMNS.join(', ')})
  select $1, r.id, 1, $2, $3, ${COLUMNS.map((column) => `r.${column}`).join(', ')}
  from json_to_recordset($4) as r ${MEETING_RECORD}`;

const REVISE_MEETINGS = `
  update meeting m set version = m.version + 1, last_seen_at = $3, ${COLUMNS.map((column) => `${column} = r.${column}`).join(', ')}
  from json_to_recordset($4) as r ${MEETING_RECORD}
  where m.organization_id = $1 and m.source = $2 and m.id = r.id`;

// That a listing is still there is no change of the meeting: its version stays.
const SEE_MEETINGS = `
  update meeting set last_seen_at = $3
  where organization_id = $1 and source = $2 and id in (select value::uuid from json_array_elements_text($4))`;

const END_MEETINGS = `
  update meeting set version = version + 1, active = false, listing_digest = '${VANISHED}'
  where organization_id = $1 and source = $2 and id in (select value::uuid from json_array_elements_text($3))`;

const GROUP_RECORD = `(id uuid, "sourceKey" text, fellowship text, approaches text[], modalities text[], languages text[], "meetingTypes" text[])`;

const INSERT_GROUPS = `
  insert into peer_group (organization_id, id, version, source, source_key, display_name, active, fellowship, approaches, modalities,
    languages, meeting_types)
  select $1, r.id, 1, $2, r."sourceKey", r."sourceKey", true, r.fellowship, r.approaches, r.modalities, r.languages, r."meetingTypes"
  from json_to_recordset($3) as r ${GROUP_RECORD}`;

const REVISE_GROUPS = `
  update peer_group g set version = g.version + 1, fellowship = r.fellowship, approaches = r.approaches, modalities = r.modalities,
    languages = r.languages, meeting_types = r."meetingTypes"
  from json_to_recordset($3) as r ${GROUP_RECORD}
  where g.organization_id = $1 and g.source = $2 and g.id = r.id`;

/** Told while the rows are written: how many of how many so far. */
export type Progress = (written: number, total: number) => void;

/**
 * Writes what an import planned, in bulk: as many statements for two thousand listings as for a thousand and one.
 * @throws when the database refuses a row; the transaction then undoes all
 */
export async function writePlan(tx: Transaction, source: string, plan: ImportPlan, progress: Progress): Promise<void> {
  // Groups first, for meetings point at them; meetings change their day before others are made on the day they left.
  const steps: readonly { text: string; values: readonly unknown[]; rows: readonly unknown[] }[] = [
    { text: INSERT_GROUPS, values: [], rows: plan.newGroups },
    { text: REVISE_GROUPS, values: [], rows: plan.revisedGroups },
    { text: END_MEETINGS, values: [], rows: plan.endedMeetings },
    { text: REVISE_MEETINGS, values: [tx.now], rows: plan.revisedMeetings },
    { text: INSERT_MEETINGS, values: [tx.now], rows: plan.newMeetings },
    { text: SEE_MEETINGS, values: [tx.now], rows: plan.seenMeetings },
  ];
  const total = steps.reduce((sum, { rows }) => sum + rows.length, 0);
  let written = 0;
  for (const { text, values, rows } of steps) {
    for (let first = 0; first < rows.length; first += MOST_ROWS) {
      const chunk = rows.slice(first, first + MOST_ROWS);
      await tx.query(text, [tx.organizationId, source, ...values, JSON.stringify(chunk)]);
      written += chunk.length;
      progress(written, total);
    }
  }
}
