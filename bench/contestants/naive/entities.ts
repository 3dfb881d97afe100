import { Field, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import { ChildEntity, Column, Entity, PrimaryColumn, TableInheritance } from 'typeorm';

/** What every table has. */
@ObjectType()
export abstract class Row {
  @Column('uuid')
  organizationId!: string;

  @Field(() => ID)
  @PrimaryColumn('uuid')
  id!: string;
}

@ObjectType()
@Entity()
export class Clinician extends Row {
  @Field(() => String)
  @Column('text')
  displayName!: string;
}

@ObjectType()
@Entity()
export class Patient extends Row {
  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  preferredName!: string | null;

  @Field(() => Date)
  @Column('timestamptz')
  updatedAt!: Date;
}

@ObjectType()
@Entity()
export class PatientIdentity extends Row {
  @Column('uuid')
  patientId!: string;

  @Column('text')
  givenName!: string;

  @Column('text')
  familyName!: string;

  @Column('text')
  nameKey!: string;

  @Field(() => String)
  fullName(): string {
    return `${this.givenName} ${this.familyName}`;
  }
}

@Entity()
export class PatientStanding extends Row {
  @Column('text')
  status!: string;
}

@Entity()
export class CareTeamMember extends Row {
  @Column('uuid')
  patientId!: string;

  @Column('uuid')
  clinicianId!: string;

  @Column('timestamptz')
  startsAt!: Date;

  @Column('timestamptz', { nullable: true })
  endsAt!: Date | null;
}

@ObjectType()
@Entity()
export class CarePlan extends Row {
  @Column('uuid')
  patientId!: string;

  @Field(() => String)
  @Column('text')
  title!: string;

  @Field(() => String)
  @Column('text')
  status!: string;

  @Column('timestamptz')
  createdAt!: Date;
}

@InterfaceType({ resolveType: (activity: object) => activity.constructor.name })
@Entity()
@TableInheritance({ column: { name: 'kind', type: 'text' } })
export abstract class CareActivity extends Row {
  @Field(() => ID)
  declare id: string;

  @Column('text')
  kind!: string;

  @Column('uuid')
  patientId!: string;

  @Column('uuid')
  carePlanId!: string;

  @Field(() => String)
  @Column('text')
  status!: string;
}

@ObjectType({ implements: CareActivity })
@ChildEntity('CBT')
export class CbtActivity extends CareActivity {
  @Field(() => [String])
  @Column('text', { array: true })
  focus!: string[];

  @Field(() => Int)
  @Column('int')
  plannedSessions!: number;
}

@ObjectType({ implements: CareActivity })
@ChildEntity('MAT')
export class MatActivity extends CareActivity {
  @Field(() => String)
  @Column('text')
  display!: string;

  @Field(() => String)
  @Column('text')
  dose!: string;
}

@ObjectType({ implements: CareActivity })
@ChildEntity('COUNSELING')
export class CounselingActivity extends CareActivity {
  @Field(() => String)
  @Column('text')
  format!: string;

  @Field(() => String)
  @Column('text')
  frequency!: string;
}

@ObjectType()
@Entity()
export class Session extends Row {
  @Column('int')
  version!: number;

  @Column('uuid')
  patientId!: string;

  @Column('uuid')
  activityId!: string;

  @Column('text')
  kind!: string;

  @Column('uuid', { nullable: true })
  clinicianId!: string | null;

  @Field(() => Date)
  @Column('timestamptz')
  occurredAt!: Date;

  @Field(() => Int)
  @Column('int')
  minutes!: number;

  @Field(() => String)
  @Column('text')
  attendance!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  summary!: string | null;

  @Column('timestamptz', { nullable: true })
  enteredInErrorAt!: Date | null;
}

@Entity()
export class AuditEvent extends Row {
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

  @Column('text')
  requestId!: string;
}
