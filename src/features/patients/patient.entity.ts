import { Field, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category, PatientRows } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { OrganizationRow, VersionedRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';
import { defineTwins } from '../../platform/graphql/reads';
import { DateTime, TimeZone } from '../../platform/graphql/scalars';

/** Where a patient stands with the program. */
export enum PatientStatus {
  PRE_ADMISSION = 'PRE_ADMISSION',
  ACTIVE = 'ACTIVE',
  DISCHARGED = 'DISCHARGED',
  ALUMNUS = 'ALUMNUS',
  TRANSFERRED = 'TRANSFERRED',
  DECEASED = 'DECEASED',
}

registerEnumType(PatientStatus, {
  name: 'PatientStatus',
  description: 'Where a patient stands with the program.',
  valuesConfig: {
    PRE_ADMISSION: { description: 'Registered; care has not begun.' },
    ACTIVE: { description: 'In care.' },
    DISCHARGED: { description: 'Care here has ended. Coming back is always possible.' },
    ALUMNUS: { description: 'Finished the program and stays in touch.' },
    TRANSFERRED: { description: 'In the care of another program.' },
    DECEASED: { description: 'Has died.' },
  },
});

/**
 * A patient of the program, without who they are: identity, contact and standing are tables of their own,
 * so that a view without them is truly pseudonymous.
 */
@GraphNode('patient', { description: 'A patient of the program. What you see of them depends on who you are to them.' })
@PatientRows()
@Entity()
export class Patient extends VersionedRow {
  @Field(() => String, { nullable: true, description: 'What the patient likes to be called.' })
  @Column('text', { nullable: true })
  preferredName!: string | null;

  @Field(() => TimeZone, { description: 'The zone the patient lives by.' })
  @Column('text')
  timeZone!: string;

  @Field(() => [String], { description: 'The languages the patient speaks, as BCP 47 tags.' })
  @Column('text', { array: true })
  languages!: string[];

  @Field(() => DateTime, { description: 'When the record last changed, as far as you may see it.' })
  @Column('timestamptz')
  updatedAt!: Date;

  /** The same of this row alone, which everybody sees who sees that there is a patient. Kept by the database. */
  @Column({ type: 'int', insert: false, update: false })
  shownVersion!: number;

  @Column({ type: 'timestamptz', insert: false, update: false })
  shownAt!: Date;
}

defineTwins(Patient, { version: 'shownVersion', updatedAt: 'shownAt' });

/** Where the patient stands with the program. The row has the patient's id; the front desk may see it, and nothing of the care. */
@Category(DataCategory.CARE_PLAN)
@Entity()
export class PatientStanding extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('text')
  status!: PatientStatus;
}

/** How care here began and ended: clinical, so not for the front desk. The row has the patient's id. */
@Category(DataCategory.CARE_PLAN)
@Entity()
export class CareEpisode extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('text', { nullable: true })
  dischargedAs!: string | null;

  @Column('text', { nullable: true })
  dischargeReason!: string | null;

  @Column('timestamptz', { nullable: true })
  dischargedAt!: Date | null;
}
