import { Column, Entity } from 'typeorm';
import { Category } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { OrganizationRow } from '../../access/organization-row';

/**
 * How many open links a patient has, to mentors and groups. The row has the patient's id, and is visible only to those who
 * may read both kinds of link: a filter on it tells nobody what the links would not. Triggers keep the count.
 */
@Category(DataCategory.PEER_SUPPORT, DataCategory.GROUP_PARTICIPATION)
@Entity()
export class PatientPeerSupport extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('int')
  openLinks!: number;

  @Column({ type: 'boolean', insert: false, update: false })
  isWithout!: boolean;
}
