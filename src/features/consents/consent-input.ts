import { InputType } from 'type-graphql';
import { DataCategory } from '../../access/data-category';
import { IdField, ListField, ObjectField, TextField, ValueField } from '../../platform/graphql/inputs';
import { DateTime } from '../../platform/graphql/scalars';
import { PartnerApp } from '../identity';
import { Patient } from '../patients';
import { PeerMentor } from '../peers';
import { Consent, ConsentScope, Purpose } from './consent.entity';
import { SignatureMethod, SignedBy } from './signature';

@InputType({ description: 'Who may receive it: exactly one of an app, a mentor, and somebody who is named.' })
export class ConsentRecipientInput {
  @IdField('A registered client.', () => [PartnerApp], { optional: true })
  partnerAppId?: string | null;

  @IdField('A peer mentor.', () => [PeerMentor], { optional: true })
  peerMentorId?: string | null;

  @TextField('The name of a person or entity outside, or what describes a class of them.', { max: 500, optional: true })
  externalName?: string | null;

  @ValueField(
    'Whether externalName describes a class of recipients: only for treatment, payment and operations.',
    () => Boolean,
    { optional: true },
  )
  externalIsClass?: boolean | null;

  @TextField('Their address.', { max: 500, optional: true })
  externalAddress?: string | null;
}

@InputType({
  description:
    'What a written consent says (42 CFR 2.31(a)). Consents to use records in legal proceedings (2.31(d)) are not recorded here.',
})
export class GrantConsentInput {
  @IdField('Whose consent it is.', () => [Patient])
  patientId!: string;

  @ValueField('What kind of consent it is.', () => ConsentScope)
  scope!: ConsentScope;

  @TextField('Who may disclose: the program, by name or what identifies it.', { max: 500, optional: true })
  discloser?: string | null;

  @ObjectField('Who may receive it.', () => ConsentRecipientInput)
  recipient!: ConsentRecipientInput;

  @ListField('What may be disclosed. COUNSELING_NOTE stands alone.', () => DataCategory, { most: 10 })
  categories!: DataCategory[];

  @ValueField('What for.', () => Purpose)
  purpose!: Purpose;

  @TextField('What for, in plain words; those of the purpose when left out.', { max: 500, optional: true })
  purposeText?: string | null;

  @ValueField('From when on it holds; now when left out.', () => DateTime, { optional: true })
  startsAt?: Date | null;

  @ValueField(
    'When it ends by itself. This or expiryEvent; only a consent for treatment, payment and operations may have neither.',
    () => DateTime,
    { optional: true },
  )
  expiresAt?: Date | null;

  @TextField('The event or condition upon which it ends: see expireConsent.', { max: 500, optional: true })
  expiryEvent?: string | null;

  @ValueField('When it was signed.', () => DateTime, { optional: true })
  signedAt?: Date | null;

  @ValueField('In what capacity it was signed.', () => SignedBy, { optional: true })
  signedBy?: SignedBy | null;

  @ValueField('How it was signed.', () => SignatureMethod, { optional: true })
  signatureMethod?: SignatureMethod | null;

  @TextField('On what authority somebody signed who is not the patient.', { max: 500, optional: true })
  authority?: string | null;

  @ValueField('Whether it says that it can be revoked, and how.', () => Boolean, { optional: true })
  acknowledgesRightToRevoke?: boolean | null;

  @ValueField('Whether it says that its recipient may be free to disclose on.', () => Boolean, { optional: true })
  acknowledgesRedisclosure?: boolean | null;

  @ValueField('Whether it says what follows from not signing.', () => Boolean, { optional: true })
  acknowledgesConsequencesOfRefusal?: boolean | null;

  @IdField('A consent to the same recipient, in force, whose place it takes.', () => [Consent], { optional: true })
  supersedesId?: string | null;
}
