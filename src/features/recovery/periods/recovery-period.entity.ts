import { Field, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../../../access/category-of-rows';
import { DataCategory } from '../../../access/data-category';
import { OrganizationRow } from '../../../access/organization-row';
import { GraphNode } from '../../../platform/graphql/nodes';
import { LocalDate } from '../../../platform/graphql/scalars';
import { RetractableRow } from '../../patients';

/** What recovery means to the person. */
export enum RecoveryBasis {
  ABSTINENCE = 'ABSTINENCE',
  REDUCED_DRINKING = 'REDUCED_DRINKING',
  SELF_DEFINED = 'SELF_DEFINED',
}

registerEnumType(RecoveryBasis, {
  name: 'RecoveryBasis',
  description: 'What recovery means to the person.',
  valuesConfig: {
    ABSTINENCE: { description: 'Not using at all.' },
    REDUCED_DRINKING: { description: 'Drinking less, as the person means to.' },
    SELF_DEFINED: { description: "By the person's own measure." },
  },
});

/** A time of recovery, by the person's own basis. It goes on until they say that it ended, or begin another. */
@GraphNode('recovery_period', {
  description:
    'A time of recovery, by the own basis of the person. It goes on until they say that it ended, or begin another.',
})
@Category(DataCategory.RETURN_TO_USE)
@Entity()
export class RecoveryPeriod extends RetractableRow {
  @Field(() => RecoveryBasis, { description: 'What recovery means in it.' })
  @Column('text')
  basis!: RecoveryBasis;

  @Field(() => LocalDate, { description: 'The day on which it began.' })
  @Column('date')
  startedOn!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on which it ended, which is not counted any more; null while it goes on.',
  })
  @Column('date', { nullable: true })
  endedOn!: string | null;

  /** The period whose beginning ended this one. Kept by the database. */
  @Column({ type: 'uuid', nullable: true, insert: false, update: false })
  succeededById!: string | null;

  @Column('timestamptz')
  recordedAt!: Date;

  /** Kept by the database: nobody but the patient sees the row then. */
  @Column({ type: 'boolean', insert: false, update: false })
  isHidden!: boolean;
}

/**
 * The basis of the latest period, and whether the patient keeps the days to themselves. The row has the patient's id; every patient has
 * one, without a basis until a period begins.
 */
@Category(DataCategory.RECOVERY)
@Entity()
export class PatientRecovery extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('text', { nullable: true })
  basis!: RecoveryBasis | null;

  @Column('boolean')
  hidesDays!: boolean;
}

/** The days of all periods, as whoever may not know when they began may know them. The row has the patient's id; triggers keep it. */
@Category(DataCategory.RECOVERY)
@Entity()
export class RecoveryCount extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  /** While a period goes on: today less this day is how many there are. */
  @Column('date', { nullable: true })
  anchorOn!: string | null;

  /** While none does: how many there were. */
  @Column('int', { nullable: true })
  days!: number | null;

  /** Never fewer than this. */
  @Column('int')
  floorDays!: number;

  @Column('date', { nullable: true })
  nextMilestoneOn!: string | null;

  /** Nobody but the patient sees the row then. */
  @Column({ type: 'boolean', insert: false, update: false })
  isHidden!: boolean;
}
