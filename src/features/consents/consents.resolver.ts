import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Allow } from '../../access/authorize';
import type { Context } from '../../access/context';
import { AnswerConsentInput, AnswerConsentResult, answerConsent } from './answer-consent';
import { WHO_MAY_ANSWER_CONSENTS, WHO_MAY_PREPARE_CONSENTS } from './consent.policy';
import { GrantConsentInput } from './consent-input';
import { ExpireConsentInput, ExpireConsentResult, expireConsent } from './expire-consent';
import { GrantConsentResult, grantConsent } from './grant-consent';
import { ConsentPreview, previewConsent } from './preview-consent';
import { ProposeConsentResult, proposeConsent } from './propose-consent';
import { RevokeConsentInput, RevokeConsentResult, revokeConsent } from './revoke-consent';

const INPUT = { description: 'What to do.' };

/** What patients let others see. */
@Resolver()
export class ConsentsResolver {
  @Query(() => ConsentPreview, {
    nullable: true,
    description:
      'What would this recipient see of this patient now, by the real policy? Null when you see no such patient or recipient.',
  })
  @Allow(WHO_MAY_ANSWER_CONSENTS)
  consentPreview(
    @Ctx() ctx: Context,
    @Arg('patientId', () => ID, { description: 'The patient.' }) patientId: string,
    @Arg('recipientId', () => ID, { description: 'A client system, a peer mentor or a clinician.' })
    recipientId: string,
  ) {
    return previewConsent(ctx, patientId, recipientId);
  }

  @Mutation(() => ProposeConsentResult, {
    description: 'Prepare a consent for the patient to answer. The signature comes with answerConsent.',
  })
  @Allow(WHO_MAY_PREPARE_CONSENTS)
  proposeConsent(@Ctx() ctx: Context, @Arg('input', () => GrantConsentInput, INPUT) input: GrantConsentInput) {
    return proposeConsent(ctx, input);
  }

  @Mutation(() => AnswerConsentResult, {
    description: 'Sign a consent that was prepared, or turn it down: the patient, or staff who record their word.',
  })
  @Allow(WHO_MAY_ANSWER_CONSENTS)
  answerConsent(@Ctx() ctx: Context, @Arg('input', () => AnswerConsentInput, INPUT) input: AnswerConsentInput) {
    return answerConsent(ctx, input);
  }

  @Mutation(() => GrantConsentResult, {
    description:
      'Consent, or record what the patient signed, with every element of 42 CFR 2.31(a); each that is missing is named. With supersedesId it takes the place of another.',
  })
  @Allow(WHO_MAY_ANSWER_CONSENTS)
  grantConsent(@Ctx() ctx: Context, @Arg('input', () => GrantConsentInput, INPUT) input: GrantConsentInput) {
    return grantConsent(ctx, input);
  }

  @Mutation(() => RevokeConsentResult, {
    description: 'Take a consent back, as the patient or on their word. It ends at once and needs no reason.',
  })
  @Allow(WHO_MAY_ANSWER_CONSENTS)
  revokeConsent(@Ctx() ctx: Context, @Arg('input', () => RevokeConsentInput, INPUT) input: RevokeConsentInput) {
    return revokeConsent(ctx, input);
  }

  @Mutation(() => ExpireConsentResult, {
    description: 'Record that the event or condition upon which a consent ends has come (42 CFR 2.31(a)(7)).',
  })
  @Allow(WHO_MAY_ANSWER_CONSENTS)
  expireConsent(@Ctx() ctx: Context, @Arg('input', () => ExpireConsentInput, INPUT) input: ExpireConsentInput) {
    return expireConsent(ctx, input);
  }
}
