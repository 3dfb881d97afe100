import { Field, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { NoCategory } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { OrganizationRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';
import { FoundBy } from '../../platform/graphql/reads';
import { DateTime } from '../../platform/graphql/scalars';
import { Purpose } from './consent.entity';

/** On what a disclosure stands. */
export enum DisclosureBasis {
  CONSENT = 'CONSENT',
  MEDICAL_EMERGENCY = 'MEDICAL_EMERGENCY',
  COURT_ORDER = 'COURT_ORDER',
  CHILD_ABUSE_REPORT = 'CHILD_ABUSE_REPORT',
  CRIME_ON_PREMISES = 'CRIME_ON_PREMISES',
  AUDIT = 'AUDIT',
  RESEARCH = 'RESEARCH',
  QUALIFIED_SERVICE_ORGANIZATION = 'QUALIFIED_SERVICE_ORGANIZATION',
  OTHER = 'OTHER',
}

registerEnumType(DisclosureBasis, {
  name: 'DisclosureBasis',
  description: 'On what a disclosure stands.',
  valuesConfig: {
    CONSENT: { description: 'The patient consented (42 CFR 2.31, 2.33).' },
    MEDICAL_EMERGENCY: { description: 'To medical personnel in a medical emergency (42 CFR 2.51).' },
    COURT_ORDER: { description: 'A court ordered it (42 CFR 2.61 to 2.67).' },
    CHILD_ABUSE_REPORT: { description: 'A report of suspected child abuse or neglect (42 CFR 2.12(c)(6)).' },
    CRIME_ON_PREMISES: { description: 'A crime on the premises or against staff (42 CFR 2.12(c)(5)).' },
    AUDIT: { description: 'Management audits, financial audits and program evaluation (42 CFR 2.53).' },
    RESEARCH: { description: 'Scientific research (42 CFR 2.52).' },
    QUALIFIED_SERVICE_ORGANIZATION: { description: 'A qualified service organization (42 CFR 2.12(c)(4)).' },
    OTHER: { description: 'Something else that the description names.' },
  },
});

/**
 * One disclosure of one patient's record, as it was: a later revocation changes nothing of it. A view: what the API showed is stored
 * an answer a row (consents.rows.sql).
 */
@GraphNode('disclosure', {
  description: 'A disclosure of a record to somebody outside the program, as it was (42 CFR 2.25).',
})
@NoCategory()
@FoundBy({
  one: (alias, id) => `${alias}."family_id" = app.family_of(${id})`,
  many: (alias, ids) => `${alias}."family_id" = any(app.families_of(${ids}))`,
})
@Entity({ name: 'disclosure', schema: 'app', synchronize: false })
export class Disclosure extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Field(() => DateTime, { description: 'When it left the program.' })
  @Column('timestamptz')
  at!: Date;

  @Field(() => DisclosureBasis, { description: 'On what it stands.' })
  @Column('text')
  basis!: DisclosureBasis;

  @Field(() => String, { description: 'Who received it, by the name they had then.' })
  @Column('text')
  recipient!: string;

  @Field(() => String, { nullable: true, description: 'To which health care facility or other entity they belong.' })
  @Column('text', { nullable: true })
  recipientAffiliation!: string | null;

  @Field(() => String, { nullable: true, description: 'Their address, where known.' })
  @Column('text', { nullable: true })
  recipientAddress!: string | null;

  @Field(() => Purpose, { description: 'What for.' })
  @Column('text')
  purpose!: Purpose;

  @Field(() => [DataCategory], {
    description: 'What was disclosed. Empty: that the person is a patient here, and what they like to be called.',
  })
  @Column('text', { array: true })
  categories!: DataCategory[];

  @Field(() => String, { nullable: true, description: 'What was disclosed, in plain words.' })
  @Column('text', { nullable: true })
  description!: string | null;

  @Field(() => String, { nullable: true, description: 'Of a medical emergency: its nature (42 CFR 2.51(c)).' })
  @Column('text', { nullable: true })
  nature!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The operation that was answered; null for what left otherwise.',
  })
  @Column('text', { nullable: true })
  operation!: string | null;

  @Column('uuid', { nullable: true })
  consentId!: string | null;

  /** Who recorded it or, of what the API answered, who asked. */
  @Column('uuid')
  discloserId!: string;
}
