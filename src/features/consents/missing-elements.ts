import { type Consent, ConsentScope } from './consent.entity';
import type { GrantConsentInput } from './consent-input';
import { SignedBy } from './signature';

type Terms = Pick<GrantConsentInput, 'scope' | 'discloser' | 'recipient' | 'categories' | 'expiresAt' | 'expiryEvent'>;

/** What the signer says, with the day of signing where it is not this one. */
export interface Signature
  extends Partial<
    Pick<
      GrantConsentInput,
      | 'signedBy'
      | 'signatureMethod'
      | 'authority'
      | 'acknowledgesRightToRevoke'
      | 'acknowledgesRedisclosure'
      | 'acknowledgesConsequencesOfRefusal'
    >
  > {
  readonly signedAt?: Date | null;
}

/**
 * What a consent lacks of what it has to say, by the names of the input's fields. Whose consent it is, (a)(1), and what it is for,
 * (a)(5), the graph itself asks for.
 */
export function missingTerms({ scope, discloser, recipient, categories, expiresAt, expiryEvent }: Terms): string[] {
  // 42 CFR 2.31(a)(7): "none" will do for treatment, payment and operations only.
  const needsEnd = scope !== ConsentScope.TREATMENT_PAYMENT_OPERATIONS;
  return [
    // 42 CFR 2.31(a)(2): who is authorized to disclose.
    ...(discloser ? [] : ['discloser']),
    // 42 CFR 2.31(a)(4): a consent names its recipient.
    ...(recipient.partnerAppId || recipient.peerMentorId || recipient.externalName ? [] : ['recipient']),
    // 42 CFR 2.31(a)(3): the information, in a specific and meaningful fashion.
    ...(categories.length > 0 ? [] : ['categories']),
    ...(needsEnd && !expiresAt && !expiryEvent ? ['expiresAt'] : []),
  ];
}

/** What a consent lacks of a signature, and of what its signer has to be told, by the names of the input's fields. */
export function missingSignature(signature: Signature): string[] {
  const isByAnother = Boolean(signature.signedBy) && signature.signedBy !== SignedBy.SELF;
  return [
    // 42 CFR 2.31(a)(9): the date on which it is signed.
    ...(signature.signedAt ? [] : ['signedAt']),
    // 42 CFR 2.31(a)(8): the signature of the patient, or of who may sign for them (2.14, 2.15), on paper or electronic.
    ...(signature.signedBy ? [] : ['signedBy']),
    ...(signature.signatureMethod ? [] : ['signatureMethod']),
    ...(isByAnother && !signature.authority ? ['authority'] : []),
    // 42 CFR 2.31(a)(6): the right to revoke, and how.
    ...(signature.acknowledgesRightToRevoke ? [] : ['acknowledgesRightToRevoke']),
    // 42 CFR 2.31(a)(4)(iii) and (a)(10)(i): what becomes of the record with its recipient.
    ...(signature.acknowledgesRedisclosure ? [] : ['acknowledgesRedisclosure']),
    // 42 CFR 2.31(a)(10)(ii): what follows from not signing.
    ...(signature.acknowledgesConsequencesOfRefusal ? [] : ['acknowledgesConsequencesOfRefusal']),
  ];
}

/** The columns that a signature fills. */
export function signatureColumns(signature: Signature, signedAt: Date | null): Partial<Consent> {
  return {
    signedAt,
    signedBy: signature.signedBy ?? null,
    signatureMethod: signature.signatureMethod ?? null,
    authority: signature.authority ?? null,
    acknowledgesRightToRevoke: signature.acknowledgesRightToRevoke === true,
    acknowledgesRedisclosure: signature.acknowledgesRedisclosure === true,
    acknowledgesConsequencesOfRefusal: signature.acknowledgesConsequencesOfRefusal === true,
  };
}
