import { Field } from 'type-graphql';
import type { Context } from '../../access/context';
import { notFound } from '../../platform/graphql/errors';
import { entityById } from '../../platform/graphql/reads';
import { Payload, type Refusal, unionOf } from '../../platform/graphql/refusals';
import { Patient } from '../patients';
import { requireSoundSignature, requireSoundTerms } from './check-consent';
import { Consent } from './consent.entity';
import { authorizeConsents } from './consent.policy';
import { ConsentIncomplete } from './consent-incomplete';
import type { GrantConsentInput } from './consent-input';
import { ConsentStatus } from './consent-status';
import { missingSignature, missingTerms } from './missing-elements';
import { holdSuperseded, supersede } from './supersede-consent';
import { insertConsent, requireRecipient } from './write-consent';

@Payload('The consent, in force from its first instant on.')
export class GrantConsentPayload {
  @Field(() => Consent, { description: 'The consent.' })
  consent: Consent;

  constructor(consent: Consent) {
    this.consent = consent;
  }
}

export const GrantConsentResult = unionOf(GrantConsentPayload, [ConsentIncomplete as never]);

/** Records a consent that was signed, with every element of 42 CFR 2.31(a), or names each that is missing and records nothing. */
export async function grantConsent(ctx: Context, input: GrantConsentInput): Promise<GrantConsentPayload | Refusal> {
  const patient = await ctx.load(entityById(Patient), input.patientId);
  if (!patient) throw notFound('Patient');
  await authorizeConsents(ctx, patient.id);
  requireSoundTerms(input, ctx.now);
  requireSoundSignature(input, ctx.viewer.role, ctx.now);
  const missing = [...missingTerms(input), ...missingSignature(input)];
  if (missing.length > 0) return new ConsentIncomplete(missing);
  await requireRecipient(ctx, input.recipient);

  return ctx.transaction(async (tx) => {
    const before = await holdSuperseded(tx, input);
    const consent = insertConsent(tx, input, ConsentStatus.ACTIVE);
    tx.emit({ kind: 'consent.granted', subject: consent, patientId: patient.id });
    if (before) await supersede(tx, before, consent);
    return new GrantConsentPayload(consent);
  });
}
