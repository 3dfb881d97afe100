import { newId, toGlobalId } from '../platform/graphql/ids';
import type { Row } from '../platform/graphql/reads';

/** What goes with every answer to an outsider: the notice, what was written down, and what it stood on. */
export interface Part2Extension {
  readonly notice: string;
  readonly disclosureIds: readonly string[];
  readonly consents: readonly { readonly id: string; readonly scope: string }[];
}

/** The notice of 42 CFR 2.32(a)(2), to the letter. */
export const NOTICE = '42 CFR part 2 prohibits unauthorized use or disclosure of these records.';

/** Writes down what an outsider is about to be shown, and answers with the consents of the disclosures, in their order, in one row (consents.rows.sql). */
export const RECORD_DISCLOSURES = 'select consents, scopes from app.record_disclosures($1, $2, $3::uuid[], $4::int[])';

/** Where the number of a disclosure stands in its id: app.line_of does the same. */
const NUMBER_OF_LINE = 4;

/** A new id of an answer, with room for the numbers of its disclosures. */
export function newAnswerId(): string {
  return newId().slice(0, -NUMBER_OF_LINE) + '0'.repeat(NUMBER_OF_LINE);
}

/**
 * The extension for these disclosures. 42 CFR 2.32(b): a copy of the consent or a clear explanation of its scope goes with them.
 * @param recorded a consent, and its scope, for each disclosure of the answer
 * @param before what the same answer carries already: an operation that writes reads in several transactions
 */
export function part2Of(
  answerId: string,
  recorded: Row | undefined,
  before: Part2Extension | undefined,
): Part2Extension {
  const { consents: stoodOn, scopes } = recorded as { consents: string[]; scopes: string[] };
  const family = toGlobalId('disclosure', answerId).slice(0, -NUMBER_OF_LINE);
  const disclosureIds = [...(before?.disclosureIds ?? [])];
  const consents = new Map(before?.consents.map(({ id, scope }) => [id, scope]));
  for (const [index, consentId] of stoodOn.entries()) {
    disclosureIds.push(family + (index + 1).toString(16).padStart(NUMBER_OF_LINE, '0'));
    consents.set(toGlobalId('consent', consentId), scopes[index] as string);
  }
  return { notice: NOTICE, disclosureIds, consents: [...consents].map(([id, scope]) => ({ id, scope })) };
}
