import { Column, Entity } from 'typeorm';
import { OrganizationRow } from './organization-row';

/** One line of the audit log: who did what to which record, when and why. Appended to, never changed. */
@Entity()
export class AuditEvent extends OrganizationRow {
  @Column('timestamptz')
  at!: Date;

  @Column('uuid')
  principalId!: string;

  @Column('text')
  role!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  subjectType!: string;

  @Column('uuid')
  subjectId!: string;

  @Column('uuid', { nullable: true })
  patientId!: string | null;

  /** Of what an answer showed to somebody whose looks are written down: everybody in it. */
  @Column('uuid', { array: true, nullable: true })
  patientIds!: string[] | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text')
  requestId!: string;
}
