import { saveVersion } from '../../access/save-version';
import type { Transaction } from '../../access/transaction';
import { badInput, notFound } from '../../platform/graphql/errors';
import { Consent } from './consent.entity';
import type { GrantConsentInput } from './consent-input';
import { ConsentStatus, consentStatusAt } from './consent-status';

/** The consent whose place a new one is to take, held against everybody else who would end it. Undefined when it takes none. */
export async function holdSuperseded(tx: Transaction, input: GrantConsentInput): Promise<Consent | undefined> {
  if (!input.supersedesId) return undefined;
  const before = await tx.hold(Consent, input.supersedesId);
  if (!before || before.patientId !== input.patientId) throw notFound('Consent');
  const refuse = (rule: string): never => {
    throw badInput({ path: 'input.supersedesId', message: `"input.supersedesId" must be a consent ${rule}.` });
  };
  if (!isSameRecipient(before, input)) refuse('to the same recipient');
  if (consentStatusAt(before, tx.now) !== ConsentStatus.ACTIVE) refuse('that is in force');
  return before;
}

/**
 * Lets a consent give way to one that is in force already. In this order, and in one transaction, nothing that stands on either
 * sees a moment without one.
 * @param before held
 */
export async function supersede(tx: Transaction, before: Consent, by: Consent): Promise<void> {
  const changes = { status: ConsentStatus.SUPERSEDED, supersededById: by.id };
  const superseded = await saveVersion(tx, before, changes, before.version);
  tx.emit({ kind: 'consent.superseded', subject: superseded, patientId: superseded.patientId });
}

function isSameRecipient(before: Consent, { recipient }: GrantConsentInput): boolean {
  return (
    before.partnerAppId === (recipient.partnerAppId ?? null) &&
    before.peerMentorId === (recipient.peerMentorId ?? null) &&
    before.externalName === (recipient.externalName ?? null)
  );
}
