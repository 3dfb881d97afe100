import { Column, Entity } from 'typeorm';
import { CategoryByRow } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { OrganizationRow } from '../../access/organization-row';
import type { ActivityKind } from './care-activity.entity';

/** What another system calls a plan, an activity or a session: exactly one of the three. Its category is that of the record. */
@CategoryByRow(['kind'], ({ kind }) => (kind === 'MAT' ? DataCategory.MEDICATION : DataCategory.CARE_PLAN))
@Entity()
export class CareIdentifier extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  /** The kind of the activity, or of the session's activity; null for a plan. */
  @Column('text', { nullable: true })
  kind!: ActivityKind | null;

  @Column('uuid', { nullable: true })
  carePlanId!: string | null;

  @Column('uuid', { nullable: true })
  activityId!: string | null;

  @Column('uuid', { nullable: true })
  sessionId!: string | null;

  @Column('text')
  system!: string;

  @Column('text')
  value!: string;
}
