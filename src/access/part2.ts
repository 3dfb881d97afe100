import { toGlobalId } from '../platform/graphql/ids';
import type { Row } from '../platform/graphql/reads';

/** What goes with every answer to an outsider: the notice, what was written down, and what it stood on. */
export interface Part2Extension {
  readonly notice: string;
  readonly disclosureIds: readonly string[];
  readonly consents: readonly { readonly id: string; readonly scope: string }[];
}

/** The notice of 42 CFR 2.32(a)(2), to the letter. */
export const NOTICE = '42 CFR part 2 prohibits unauthorized use or disclosure of these records.';

/** Writes down what an outsider is about to be shown, and answers with the disclosures and their consents (consents.rows.sql). */
export const RECORD_DISCLOSURES =
  'select disclosure_id, consent_id, scope from app.record_disclosures($1, $2::uuid[], $3::uuid[], $4::int[])';

/**
 * The extension for these disclosures. 42 CFR 2.32(b): a copy of the consent or a clear explanation of its scope goes with them.
 * @param before what the same answer carries already: an operation that writes reads in several transactions
 */
export function part2Of(rows: readonly Row[], before: Part2Extension | undefined): Part2Extension {
  const consents = new Map(before?.consents.map(({ id, scope }) => [id, scope]));
  for (const row of rows) consents.set(toGlobalId('consent', String(row.consent_id)), String(row.scope));
  const ids = rows.map((row) => toGlobalId('disclosure', String(row.disclosure_id)));
  return {
    notice: NOTICE,
    disclosureIds: [...(before?.disclosureIds ?? []), ...ids],
    consents: [...consents].map(([id, scope]) => ({ id, scope })),
  };
}
