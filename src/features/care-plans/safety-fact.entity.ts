import { Field, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { OrganizationRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';
import { LocalDate } from '../../platform/graphql/scalars';
import { RetractableRow } from '../patients';

/** What decides whether a medication is safe. */
export enum SafetyFactKind {
  OPIOID_USE = 'OPIOID_USE',
  ACUTE_HEPATITIS = 'ACUTE_HEPATITIS',
  LIVER_FUNCTION = 'LIVER_FUNCTION',
  CREATININE_CLEARANCE = 'CREATININE_CLEARANCE',
  PREGNANCY = 'PREGNANCY',
  ALLERGY = 'ALLERGY',
  RECENT_ALCOHOL = 'RECENT_ALCOHOL',
}

registerEnumType(SafetyFactKind, {
  name: 'SafetyFactKind',
  description: 'What decides whether a medication is safe.',
  valuesConfig: {
    OPIOID_USE: { description: 'Opioids in use, prescribed ones too.' },
    ACUTE_HEPATITIS: { description: 'Acute hepatitis.' },
    LIVER_FUNCTION: { description: 'How well the liver works.' },
    CREATININE_CLEARANCE: { description: 'How well the kidneys work, in mL/min.' },
    PREGNANCY: { description: 'Whether the patient is pregnant.' },
    ALLERGY: { description: 'An allergy to a medication.' },
    RECENT_ALCOHOL: { description: 'When alcohol was last taken.' },
  },
});

/** Something known of a patient that decides whether a medication is safe. What nobody recorded is not checked, never safe. */
@GraphNode('safety_fact', {
  description:
    'Something known of a patient that decides whether a medication is safe. What nobody recorded is not checked, never safe.',
})
@Category(DataCategory.MEDICATION)
@Entity()
export class SafetyFact extends RetractableRow {
  @Field(() => SafetyFactKind, { description: 'What it is about.' })
  @Column('text')
  kind!: SafetyFactKind;

  @Field(() => String, { description: 'What is known: 45 mL/min, no, penicillin.' })
  @Column('text')
  value!: string;

  @Field(() => LocalDate, { description: 'The day it was observed.' })
  @Column('date')
  observedOn!: string;

  @Field(() => String, { description: 'Where it is known from: the laboratory, the patient.' })
  @Column('text')
  source!: string;
}

/** The row has the patient's id and exists for every patient: whoever sees it may know of medication, so that hidden differs from empty. */
@Category(DataCategory.MEDICATION)
@Entity()
export class MedicationRecord extends OrganizationRow {
  @Column('uuid')
  patientId!: string;
}
