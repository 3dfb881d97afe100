import type { Context } from '../../access/context';
import { saveVersion } from '../../access/save-version';
import type { Transaction } from '../../access/transaction';
import { notFound } from '../../platform/graphql/errors';
import { entityById } from '../../platform/graphql/reads';
import { Refused, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { Consent } from './consent.entity';
import { authorizeConsents } from './consent.policy';
import { type ConsentStatus, consentStatusAt, nextConsentStatuses } from './consent-status';

/** The consent that is to end, for somebody who may say so. @throws NOT_FOUND, FORBIDDEN */
export async function consentToEnd(ctx: Context, consentId: string): Promise<Consent> {
  const consent = await ctx.load(entityById(Consent), consentId);
  if (!consent) throw notFound('Consent');
  await authorizeConsents(ctx, consent.patientId);
  return consent;
}

/**
 * Ends a consent that is in force; what the recipient sees by it ends with this transaction. Of two who end it at once, the second
 * finds it ended.
 * @throws Refused with TransitionNotAllowed
 */
export async function endConsent(
  tx: Transaction,
  consentId: string,
  to: ConsentStatus.REVOKED | ConsentStatus.EXPIRED,
  changes: Partial<Consent>,
): Promise<Consent> {
  const consent = await tx.hold(Consent, consentId);
  if (!consent) throw notFound('Consent');
  const from = consentStatusAt(consent, tx.now);
  const allowed = nextConsentStatuses(from);
  if (!allowed.includes(to)) throw new Refused(new TransitionNotAllowed(from, to, allowed));
  return saveVersion(tx, consent, { ...changes, status: to }, consent.version);
}
