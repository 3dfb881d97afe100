import { Column, Entity } from 'typeorm';
import { CategoryByRow } from '../../../access/category-of-rows';
import { DataCategory } from '../../../access/data-category';
import { OrganizationRow } from '../../../access/organization-row';

/** How often a patient was in touch with mentors, or with groups, on a day: a row of a view that counts. It has the patient's id. */
@CategoryByRow(['isOfGroup'], ({ isOfGroup }) =>
  isOfGroup ? DataCategory.GROUP_PARTICIPATION : DataCategory.PEER_SUPPORT,
)
@Entity({ name: 'peer_contact_day', schema: 'app', synchronize: false })
export class PeerContactDay extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  /** Where the patient lives. */
  @Column('date')
  day!: string;

  @Column('boolean')
  isOfGroup!: boolean;

  @Column('int')
  contacts!: number;

  @Column('timestamptz')
  lastAt!: Date;
}
