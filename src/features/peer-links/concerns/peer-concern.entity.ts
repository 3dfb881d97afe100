import { Column, Entity } from 'typeorm';
import { Category } from '../../../access/category-of-rows';
import { DataCategory } from '../../../access/data-category';
import { OrganizationRow } from '../../../access/organization-row';

/** What a peer told the supervisor: safety, boundaries, something they must report. For the staff, never for whom it is about or from. */
@Category(DataCategory.PEER_SUPPORT)
@Entity()
export class PeerConcern extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('uuid')
  peerLinkId!: string;

  @Column('uuid')
  peerMentorId!: string;

  @Column('text')
  sentence!: string;

  @Column('boolean')
  isUrgent!: boolean;

  @Column('timestamptz')
  raisedAt!: Date;
}
