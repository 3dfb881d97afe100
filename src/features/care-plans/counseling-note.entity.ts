import { Column, Entity } from 'typeorm';
import { Category } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { OrganizationRow } from '../../access/organization-row';
import type { ActivityKind } from './care-activity.entity';

/**
 * The counseling note of a session ("psychotherapy notes" of 45 CFR 164.501, "SUD counseling notes" of 42 CFR 2.11). The row has
 * the session's id and a version of its own: the session's does not move by it, for that would tell others of a note.
 */
@Category(DataCategory.COUNSELING_NOTE)
@Entity()
export class CounselingNote extends OrganizationRow {
  @Column('int')
  version!: number;

  @Column('uuid')
  patientId!: string;

  /** The session's, as its key needs it. */
  @Column('text')
  kind!: ActivityKind;

  @Column('uuid')
  authorId!: string;

  @Column('text')
  note!: string;

  @Column('timestamptz')
  writtenAt!: Date;
}
