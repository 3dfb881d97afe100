import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Row } from './entities';

@ObjectType()
@Entity()
export class PeerLink extends Row {
  @Column('uuid')
  carePlanId!: string;

  @Column('uuid', { nullable: true })
  peerMentorId!: string | null;

  @Column('uuid', { nullable: true })
  peerGroupId!: string | null;

  @Field(() => String)
  @Column('text')
  status!: string;

  @Column('timestamptz')
  createdAt!: Date;
}

@ObjectType()
@Entity()
export class PeerMentor extends Row {
  @Field(() => String)
  @Column('text')
  displayName!: string;
}

@ObjectType()
@Entity()
export class PeerGroup extends Row {
  @Field(() => String)
  @Column('text')
  displayName!: string;
}

@ObjectType()
@Entity()
export class Meeting extends Row {
  @Column('uuid')
  peerGroupId!: string;

  @Field(() => String)
  @Column('text')
  name!: string;

  @Column('boolean')
  active!: boolean;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  weekday!: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  startTime!: string | null;

  @Field(() => String)
  @Column('text')
  timeZone!: string;

  @Field(() => String)
  @Column('text')
  modality!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  joinUrl!: string | null;
}
