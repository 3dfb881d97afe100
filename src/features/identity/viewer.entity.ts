import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Role } from '../../access/role';

/** Who is asking, as the database knows it: the one row of a view over the settings of the transaction. */
@ObjectType('Viewer', { description: 'Who is asking.', simpleResolvers: true })
@Entity({ name: 'viewer', schema: 'app', synchronize: false })
export class ViewerProfile {
  /** The principal that grants of access name. */
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => Role, { description: 'The role of the login.' })
  @Column('text')
  role!: Role;

  @Column('uuid')
  organizationId!: string;

  /** The record that the login is bound to is in one of these, if it is bound to any. */
  @Column('uuid', { nullable: true })
  clinicianId!: string | null;

  @Column('uuid', { nullable: true })
  peerMentorId!: string | null;

  @Column('uuid', { nullable: true })
  patientId!: string | null;

  @Column('uuid', { nullable: true })
  partnerAppId!: string | null;
}
