import { createHash } from 'node:crypto';

/** The columns of a line as they are hashed, in this order. A column that the table gains has to be added: a test looks. */
export const AUDIT_COLUMNS = [
  'organization_id',
  'id',
  'at',
  'principal_id',
  'role',
  'kind',
  'subject_type',
  'subject_id',
  'patient_id',
  'reason',
  'request_id',
  'xid',
  'patient_ids',
] as const;

/** A line of the audit log, each column as PostgreSQL writes it: `at` in UTC, `xid` the number of the transaction that wrote it. */
export type AuditLine = Readonly<Record<(typeof AUDIT_COLUMNS)[number], string | null>>;

/** What to select from `audit_event e`, in a session whose times are ISO and UTC, to have an AuditLine. */
export const SELECT_LINE = AUDIT_COLUMNS.map((name) => `e.${name}::text as ${name}`).join(', ');

/** What the first line of an organization follows. */
export function genesisHash(organizationId: string): Buffer {
  return createHash('sha256').update(organizationId).digest();
}

/**
 * The hash of a line that follows another's: SHA-256 of that hash and the line's columns, a JSON array of texts and nulls without
 * a space; the list of patients, which came later, only where there is one. The sealer computes the same in SQL (audit.rows.sql); this is what it is checked by.
 */
export function hashAfter(previous: Buffer, line: AuditLine): Buffer {
  const hashed = AUDIT_COLUMNS.filter((name) => name !== 'patient_ids' || line.patient_ids !== null);
  const columns = hashed.map((name) => (name === 'at' ? isoTime(line.at) : line[name]));
  return createHash('sha256').update(previous).update(JSON.stringify(columns)).digest();
}

/** `2026-01-01 12:30:00.123456+00` as ISO 8601 writes it, without the zone, which is always UTC. */
function isoTime(at: string | null): string | null {
  return at?.replace(' ', 'T').replace('+00', '') ?? null;
}
