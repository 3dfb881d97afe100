import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { IdField, TextField } from '../../platform/graphql/inputs';
import { Payload, type Refusal, TransitionNotAllowed, unionOf } from '../../platform/graphql/refusals';
import { Consent } from './consent.entity';
import { ConsentStatus, consentStatusAt, nextConsentStatuses } from './consent-status';
import { consentToEnd, endConsent } from './end-consent';

@InputType({ description: 'That the event or condition upon which a consent ends has come.' })
export class ExpireConsentInput {
  @IdField('The consent.', () => [Consent])
  consentId!: string;

  @TextField('What has come, in plain words.', { max: 500, optional: true })
  reason?: string | null;
}

@Payload('The consent, ended.')
export class ExpireConsentPayload {
  @Field(() => Consent, { description: 'The consent, ended.' })
  consent: Consent;

  constructor(consent: Consent) {
    this.consent = consent;
  }
}

export const ExpireConsentResult = unionOf(ExpireConsentPayload, [TransitionNotAllowed as never]);

/** Records that the event or condition upon which a consent ends has come (42 CFR 2.31(a)(7)). A date comes by itself. */
export async function expireConsent(ctx: Context, input: ExpireConsentInput): Promise<ExpireConsentPayload | Refusal> {
  const consent = await consentToEnd(ctx, input.consentId);
  const status = consentStatusAt(consent, ctx.now);
  if (status === ConsentStatus.ACTIVE && consent.expiryEvent === null) return namesNoEvent();

  return ctx.transaction(async (tx) => {
    const changes = { expiredReason: input.reason ?? null };
    const expired = await endConsent(tx, consent.id, ConsentStatus.EXPIRED, changes);
    tx.emit({ kind: 'consent.expired', subject: expired, patientId: expired.patientId });
    return new ExpireConsentPayload(expired);
  });
}

function namesNoEvent(): TransitionNotAllowed {
  const { ACTIVE, EXPIRED } = ConsentStatus;
  const others = nextConsentStatuses(ACTIVE).filter((status) => status !== EXPIRED);
  return new TransitionNotAllowed(
    ACTIVE,
    EXPIRED,
    others,
    'This consent names no event that ends it. It can be revoked.',
  );
}
