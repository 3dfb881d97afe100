import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { bitOf, DataCategory } from '../../access/data-category';
import { Role } from '../../access/role';

/** Why a category is not shown. */
export enum WithheldReason {
  NO_CONSENT = 'NO_CONSENT',
  OUTSIDE_ROLE = 'OUTSIDE_ROLE',
}

registerEnumType(WithheldReason, {
  name: 'WithheldReason',
  description:
    'Why a category is not shown. A function of role, consents and restrictions, never of what is in the data.',
  valuesConfig: {
    NO_CONSENT: { description: 'The patient does not share it here. They can change that.' },
    OUTSIDE_ROLE: { description: 'It is not for this role, whatever the patient shares.' },
  },
});

/** A category that is not shown, and why. */
@ObjectType({ description: 'A category that is not shown, and why.', simpleResolvers: true })
export class WithheldCategory {
  @Field(() => DataCategory, { description: 'The category.' })
  category: DataCategory;

  @Field(() => WithheldReason, { description: 'Why it is not shown.' })
  reason: WithheldReason;

  constructor(category: DataCategory, reason: WithheldReason) {
    this.category = category;
    this.reason = reason;
  }
}

/** The categories that are not among these bits, in their order. */
export function withheldFrom(bits: number, reasonOf: (category: DataCategory) => WithheldReason): WithheldCategory[] {
  const hidden = Object.values(DataCategory).filter((category) => (bits & bitOf(category)) === 0);
  return hidden.map((category) => new WithheldCategory(category, reasonOf(category)));
}

/** To others the very list would tell what there may be. */
const TOLD: readonly Role[] = [Role.PATIENT, Role.CLINICIAN, Role.PROGRAM_DIRECTOR];

/** What a viewer of this role, who sees these categories of a patient, is told of the others. */
export function withheldFromRole(role: Role, bits: number): WithheldCategory[] {
  if (!TOLD.includes(role)) return [];
  return withheldFrom(bits, (category) =>
    // 45 CFR 164.501: kept apart from the record, for the professional who wrote them.
    category === DataCategory.COUNSELING_NOTE ? WithheldReason.OUTSIDE_ROLE : WithheldReason.NO_CONSENT,
  );
}
