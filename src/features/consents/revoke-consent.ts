import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { IdField, TextField } from '../../platform/graphql/inputs';
import { Payload, type Refusal, TransitionNotAllowed, unionOf } from '../../platform/graphql/refusals';
import { Consent } from './consent.entity';
import { ConsentStatus } from './consent-status';
import { consentToEnd, endConsent } from './end-consent';

@InputType({ description: 'A consent to take back.' })
export class RevokeConsentInput {
  @IdField('The consent.', () => [Consent])
  consentId!: string;

  @TextField('Why, if the patient wishes to say; nobody has to.', { max: 500, optional: true })
  reason?: string | null;
}

@Payload('The consent, taken back.')
export class RevokeConsentPayload {
  @Field(() => Consent, { description: 'The consent, taken back.' })
  consent: Consent;

  constructor(consent: Consent) {
    this.consent = consent;
  }
}

export const RevokeConsentResult = unionOf(RevokeConsentPayload, [TransitionNotAllowed as never]);

/**
 * Takes a consent back, for the patient or on their word (42 CFR 2.31(a)(6)); one that has not begun, too. What was disclosed before
 * stays disclosed, and in the accounting.
 */
export async function revokeConsent(ctx: Context, input: RevokeConsentInput): Promise<RevokeConsentPayload | Refusal> {
  const { id } = await consentToEnd(ctx, input.consentId);

  return ctx.transaction(async (tx) => {
    const changes = { revokedAt: tx.now, revokedReason: input.reason ?? null };
    const revoked = await endConsent(tx, id, ConsentStatus.REVOKED, changes);
    tx.emit({ kind: 'consent.revoked', subject: revoked, patientId: revoked.patientId });
    return new RevokeConsentPayload(revoked);
  });
}
