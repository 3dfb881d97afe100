import type { Context } from '../../access/context';
import type { Transaction } from '../../access/transaction';
import { notFound } from '../../platform/graphql/errors';
import { entityById } from '../../platform/graphql/reads';
import { PartnerApp } from '../identity';
import { PeerMentor } from '../peers';
import { Consent, Purpose } from './consent.entity';
import type { ConsentRecipientInput, GrantConsentInput } from './consent-input';
import type { ConsentStatus } from './consent-status';
import { signatureColumns } from './missing-elements';

/** What a consent says it is for when nobody put it in words of their own. */
const PLAIN_WORDS: Record<Purpose, string> = {
  TREATMENT: 'For treatment',
  PAYMENT: 'For payment',
  OPERATIONS: 'For health care operations',
  PEER_SUPPORT: 'For support by somebody in recovery',
  CARE_COORDINATION: 'So that those who care for the patient work as one',
  // 42 CFR 2.31(a)(5)(i): sufficient, where the patient does not wish to say more.
  PATIENT_REQUEST: 'At the request of the patient',
  EMERGENCY: 'For a medical emergency',
};

/** Refuses recipients whom the viewer does not see, and clients that were suspended. @throws NOT_FOUND */
export async function requireRecipient(ctx: Context, recipient: ConsentRecipientInput): Promise<void> {
  const { partnerAppId, peerMentorId } = recipient;
  if (partnerAppId && !(await ctx.load(entityById(PartnerApp), partnerAppId))?.active) throw notFound('Partner app');
  if (peerMentorId && !(await ctx.load(entityById(PeerMentor), peerMentorId))) throw notFound('Peer mentor');
}

/** Writes a consent as the input says it. */
export function insertConsent(
  tx: Transaction,
  input: GrantConsentInput,
  status: ConsentStatus.ACTIVE | ConsentStatus.PROPOSED,
): Consent {
  const { recipient } = input;
  // A caller's clock may be a little ahead of ours.
  const signedAt = input.signedAt ? new Date(Math.min(input.signedAt.getTime(), tx.now.getTime())) : null;
  return tx.insert(Consent, {
    version: 1,
    patientId: input.patientId,
    scope: input.scope,
    discloser: input.discloser ?? '',
    partnerAppId: recipient.partnerAppId ?? null,
    peerMentorId: recipient.peerMentorId ?? null,
    externalName: recipient.externalName ?? null,
    externalIsClass: recipient.externalIsClass ?? false,
    externalAddress: recipient.externalAddress ?? null,
    categories: input.categories,
    purpose: input.purpose,
    purposeText: input.purposeText ?? PLAIN_WORDS[input.purpose],
    status,
    startsAt: input.startsAt ?? tx.now,
    expiresAt: input.expiresAt ?? null,
    expiryEvent: input.expiryEvent ?? null,
    ...signatureColumns(input, signedAt),
    revokedAt: null,
    revokedReason: null,
    expiredReason: null,
    supersedesId: input.supersedesId ?? null,
    supersededById: null,
    createdAt: tx.now,
  });
}
