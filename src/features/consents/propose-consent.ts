import { Field } from 'type-graphql';
import type { Context } from '../../access/context';
import { notFound } from '../../platform/graphql/errors';
import { entityById } from '../../platform/graphql/reads';
import { Payload, type Refusal, unionOf } from '../../platform/graphql/refusals';
import { Patient } from '../patients';
import { requireSoundTerms, requireUnsigned } from './check-consent';
import { Consent } from './consent.entity';
import { authorizeConsents } from './consent.policy';
import { ConsentIncomplete } from './consent-incomplete';
import type { GrantConsentInput } from './consent-input';
import { ConsentStatus } from './consent-status';
import { missingTerms } from './missing-elements';
import { holdSuperseded } from './supersede-consent';
import { insertConsent, requireRecipient } from './write-consent';

@Payload('The consent, prepared. Nobody sees anything by it before it is signed.')
export class ProposeConsentPayload {
  @Field(() => Consent, { description: 'The consent, prepared.' })
  consent: Consent;

  constructor(consent: Consent) {
    this.consent = consent;
  }
}

export const ProposeConsentResult = unionOf(ProposeConsentPayload, [ConsentIncomplete as never]);

/** Prepares a consent for the patient to answer: everything that it has to say but the signature. */
export async function proposeConsent(ctx: Context, input: GrantConsentInput): Promise<ProposeConsentPayload | Refusal> {
  const patient = await ctx.load(entityById(Patient), input.patientId);
  if (!patient) throw notFound('Patient');
  await authorizeConsents(ctx, patient.id);
  requireSoundTerms(input, ctx.now);
  requireUnsigned(input);
  const missing = missingTerms(input);
  if (missing.length > 0) return new ConsentIncomplete(missing);
  await requireRecipient(ctx, input.recipient);

  return ctx.transaction(async (tx) => {
    // It stays in force until this one is signed.
    await holdSuperseded(tx, input);
    const consent = insertConsent(tx, input, ConsentStatus.PROPOSED);
    tx.emit({ kind: 'consent.proposed', subject: consent, patientId: patient.id });
    return new ProposeConsentPayload(consent);
  });
}
