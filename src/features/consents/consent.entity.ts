import { Field, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { NoCategory } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { VersionedRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';
import { DateTime } from '../../platform/graphql/scalars';
import type { ConsentStatus } from './consent-status';
import { SignatureMethod, SignedBy } from './signature';

/** What kind of consent it is. */
export enum ConsentScope {
  NAMED_DISCLOSURE = 'NAMED_DISCLOSURE',
  TREATMENT_PAYMENT_OPERATIONS = 'TREATMENT_PAYMENT_OPERATIONS',
  PEER_SHARING = 'PEER_SHARING',
  COUNSELING_NOTES = 'COUNSELING_NOTES',
}

registerEnumType(ConsentScope, {
  name: 'ConsentScope',
  description: 'What kind of consent it is.',
  valuesConfig: {
    NAMED_DISCLOSURE: { description: 'To one named person or entity.' },
    TREATMENT_PAYMENT_OPERATIONS: {
      description:
        'For all future uses for treatment, payment and health care operations; may name a class of recipients (42 CFR 2.31(a)(4)(i)).',
    },
    PEER_SHARING: { description: 'To one named peer mentor who is no workforce of the program.' },
    COUNSELING_NOTES: { description: 'To counseling notes, and to nothing else (42 CFR 2.31(b)).' },
  },
});

/** What a disclosure is for. */
export enum Purpose {
  TREATMENT = 'TREATMENT',
  PAYMENT = 'PAYMENT',
  OPERATIONS = 'OPERATIONS',
  PEER_SUPPORT = 'PEER_SUPPORT',
  CARE_COORDINATION = 'CARE_COORDINATION',
  PATIENT_REQUEST = 'PATIENT_REQUEST',
  EMERGENCY = 'EMERGENCY',
}

registerEnumType(Purpose, {
  name: 'Purpose',
  description: 'What a disclosure is for.',
  valuesConfig: {
    TREATMENT: { description: 'Treating the patient.' },
    PAYMENT: { description: 'Paying for care.' },
    OPERATIONS: { description: 'Health care operations (45 CFR 164.501).' },
    PEER_SUPPORT: { description: 'Support by somebody in recovery.' },
    CARE_COORDINATION: { description: 'Making several who care for the patient work as one.' },
    PATIENT_REQUEST: { description: 'The patient asked for it, and need not say why.' },
    EMERGENCY: { description: 'A medical emergency (42 CFR 2.51).' },
  },
});

/** A patient's consent to let one recipient see some categories, with every element of 42 CFR 2.31(a). */
@GraphNode('consent', {
  description: "A patient's consent to let one recipient see some categories of their record (42 CFR 2.31).",
})
@NoCategory()
@Entity()
export class Consent extends VersionedRow {
  @Column('uuid')
  patientId!: string;

  @Field(() => ConsentScope, { description: 'What kind of consent it is.' })
  @Column('text')
  scope!: ConsentScope;

  @Field(() => String, { description: 'Who may disclose (42 CFR 2.31(a)(2)).' })
  @Column('text')
  discloser!: string;

  @Column('uuid', { nullable: true })
  partnerAppId!: string | null;

  @Column('uuid', { nullable: true })
  peerMentorId!: string | null;

  @Column('text', { nullable: true })
  externalName!: string | null;

  @Column('boolean')
  externalIsClass!: boolean;

  @Column('text', { nullable: true })
  externalAddress!: string | null;

  @Field(() => [DataCategory], { description: 'What may be disclosed (42 CFR 2.31(a)(3)).' })
  @Column('text', { array: true })
  categories!: DataCategory[];

  @Field(() => Purpose, { description: 'What for (42 CFR 2.31(a)(5)).' })
  @Column('text')
  purpose!: Purpose;

  @Field(() => String, { description: 'What for, in plain words.' })
  @Column('text')
  purposeText!: string;

  /** As it was last written. What it is now, `consentStatusAt` says. */
  @Column('text')
  status!: ConsentStatus;

  @Field(() => DateTime, { description: 'From when on it holds.' })
  @Column('timestamptz')
  startsAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ends by itself (42 CFR 2.31(a)(7)).' })
  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'The event or condition upon which it ends.' })
  @Column('text', { nullable: true })
  expiryEvent!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was signed; null while nobody has.' })
  @Column('timestamptz', { nullable: true })
  signedAt!: Date | null;

  @Field(() => SignedBy, { nullable: true, description: 'In what capacity it was signed.' })
  @Column('text', { nullable: true })
  signedBy!: SignedBy | null;

  @Field(() => SignatureMethod, { nullable: true, description: 'How it was signed.' })
  @Column('text', { nullable: true })
  signatureMethod!: SignatureMethod | null;

  /** On what authority somebody signed who is not the patient. */
  @Column('text', { nullable: true })
  authority!: string | null;

  @Column('boolean')
  acknowledgesRightToRevoke!: boolean;

  @Column('boolean')
  acknowledgesRedisclosure!: boolean;

  @Column('boolean')
  acknowledgesConsequencesOfRefusal!: boolean;

  @Field(() => DateTime, { nullable: true, description: 'When the patient took it back.' })
  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why, if the patient wished to say; nobody has to.' })
  @Column('text', { nullable: true })
  revokedReason!: string | null;

  @Field(() => String, { nullable: true, description: 'Which event or condition came that ended it, in plain words.' })
  @Column('text', { nullable: true })
  expiredReason!: string | null;

  @Column('uuid', { nullable: true })
  supersedesId!: string | null;

  @Column('uuid', { nullable: true })
  supersededById!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  /** Whom grants name: the client or the mentor. */
  @Column({ type: 'uuid', nullable: true, insert: false, update: false })
  recipientId!: string | null;

  /** The categories as bits of `app.bit`. */
  @Column({ type: 'int', insert: false, update: false })
  bits!: number;
}
