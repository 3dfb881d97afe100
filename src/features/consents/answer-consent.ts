import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { saveVersion } from '../../access/save-version';
import type { Transaction } from '../../access/transaction';
import { notFound } from '../../platform/graphql/errors';
import { ExpectedVersionField, IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import {
  Payload,
  type Refusal,
  Refused,
  resultOf,
  TransitionNotAllowed,
  VersionConflict,
} from '../../platform/graphql/refusals';
import { Answer } from './answer';
import { requireSoundSignature } from './check-consent';
import { Consent } from './consent.entity';
import { authorizeConsents } from './consent.policy';
import { ConsentIncomplete } from './consent-incomplete';
import { ConsentStatus, consentStatusAt, nextConsentStatuses } from './consent-status';
import { missingSignature, type Signature, signatureColumns } from './missing-elements';
import { SignatureMethod, SignedBy } from './signature';
import { supersede } from './supersede-consent';

@InputType({ description: 'What the patient, or who may sign for them, says to a consent that was prepared.' })
export class AnswerConsentInput {
  @IdField('The consent.', () => [Consent])
  consentId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @ValueField('Yes signs it.', () => Answer)
  answer!: Answer;

  @ValueField('In what capacity it is signed.', () => SignedBy, { optional: true })
  signedBy?: SignedBy | null;

  @ValueField('How it is signed.', () => SignatureMethod, { optional: true })
  signatureMethod?: SignatureMethod | null;

  @TextField('On what authority somebody signs who is not the patient.', { max: 500, optional: true })
  authority?: string | null;

  @ValueField('Whether the signer knows that it can be revoked, and how.', () => Boolean, { optional: true })
  acknowledgesRightToRevoke?: boolean | null;

  @ValueField('Whether the signer knows that its recipient may be free to disclose on.', () => Boolean, {
    optional: true,
  })
  acknowledgesRedisclosure?: boolean | null;

  @ValueField('Whether the signer knows what follows from not signing.', () => Boolean, { optional: true })
  acknowledgesConsequencesOfRefusal?: boolean | null;
}

@Payload('The consent as it was answered.')
export class AnswerConsentPayload {
  @Field(() => Consent, { description: 'The consent as it was answered.' })
  consent: Consent;

  constructor(consent: Consent) {
    this.consent = consent;
  }
}

export const AnswerConsentResult = resultOf(AnswerConsentPayload, ConsentIncomplete as never);

/** Signs a consent that was prepared, or turns it down. Signed, it holds from now on, or from its own first instant. */
export async function answerConsent(ctx: Context, input: AnswerConsentInput): Promise<AnswerConsentPayload | Refusal> {
  const proposed = await ctx.load(entityById(Consent), input.consentId);
  if (!proposed) throw notFound('Consent');
  await authorizeConsents(ctx, proposed.patientId);
  const signature = { ...signatureOf(proposed, input), signedAt: ctx.now };
  if (input.answer === Answer.ACCEPT) {
    requireSoundSignature(signature, ctx.viewer.role, ctx.now);
    const missing = missingSignature(signature);
    if (missing.length > 0) return new ConsentIncomplete(missing);
  }

  return ctx.transaction(async (tx) => {
    const consent = await holdProposed(tx, input);
    if (input.answer === Answer.DECLINE) return new AnswerConsentPayload(await decline(tx, consent));
    return new AnswerConsentPayload(await sign(tx, consent, signature));
  });
}

/** What the form said when it was prepared need not be said again. */
function signatureOf(proposed: Consent, input: AnswerConsentInput): Signature {
  const { signedBy = null, signatureMethod = null, authority = null } = input;
  return {
    signedBy,
    signatureMethod,
    authority,
    acknowledgesRightToRevoke: input.acknowledgesRightToRevoke ?? proposed.acknowledgesRightToRevoke,
    acknowledgesRedisclosure: input.acknowledgesRedisclosure ?? proposed.acknowledgesRedisclosure,
    acknowledgesConsequencesOfRefusal:
      input.acknowledgesConsequencesOfRefusal ?? proposed.acknowledgesConsequencesOfRefusal,
  };
}

async function holdProposed(
  tx: Transaction,
  { consentId, expectedVersion, answer }: AnswerConsentInput,
): Promise<Consent> {
  const consent = await tx.hold(Consent, consentId);
  if (!consent) throw notFound('Consent');
  const to = answer === Answer.ACCEPT ? ConsentStatus.ACTIVE : ConsentStatus.REJECTED;
  const from = consentStatusAt(consent, tx.now);
  const allowed = nextConsentStatuses(from);
  if (consent.version !== expectedVersion) throw new Refused(new VersionConflict(consent.version));
  if (!allowed.includes(to)) throw new Refused(new TransitionNotAllowed(from, to, allowed));
  return consent;
}

async function decline(tx: Transaction, consent: Consent): Promise<Consent> {
  const rejected = await saveVersion(tx, consent, { status: ConsentStatus.REJECTED }, consent.version);
  tx.emit({ kind: 'consent.declined', subject: rejected, patientId: rejected.patientId });
  return rejected;
}

async function sign(tx: Transaction, consent: Consent, signature: Signature): Promise<Consent> {
  if (consent.expiresAt && consent.expiresAt <= tx.now)
    throw tooLate('The day on which it was to end has passed. Please prepare it anew.');
  const before = consent.supersedesId ? await tx.hold(Consent, consent.supersedesId) : null;
  // Both would hold, though one of them was to replace what the other has replaced.
  if (before?.status === ConsentStatus.SUPERSEDED)
    throw tooLate('Another consent has taken the place of the one before. Please prepare it anew.');
  const changes = { status: ConsentStatus.ACTIVE, ...signatureColumns(signature, tx.now) };
  const signed = await saveVersion(tx, consent, changes, consent.version);
  tx.emit({ kind: 'consent.accepted', subject: signed, patientId: signed.patientId });
  // One that was revoked or has expired meanwhile is out of the way.
  if (before && consentStatusAt(before, tx.now) === ConsentStatus.ACTIVE) await supersede(tx, before, signed);
  return signed;
}

function tooLate(message: string): Refused {
  const { PROPOSED, ACTIVE, REJECTED } = ConsentStatus;
  return new Refused(new TransitionNotAllowed(PROPOSED, ACTIVE, [REJECTED], message));
}
