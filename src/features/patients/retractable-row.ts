import { Field, Int, ObjectType } from 'type-graphql';
import { Column } from 'typeorm';
import { OrganizationRow } from '../../access/organization-row';
import { DateTime } from '../../platform/graphql/scalars';

/** A row about a patient that stands until it is marked as made by mistake; lists leave it out then, its id still finds it. */
@ObjectType({ description: 'A record that can be retracted.', simpleResolvers: true })
export abstract class RetractableRow extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was marked as made by mistake; null while it stands. Lists leave it out from then on.',
  })
  @Column('timestamptz', { nullable: true })
  enteredInErrorAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was marked as made by mistake.' })
  @Column('text', { nullable: true })
  enteredInErrorReason!: string | null;
}

/** One that changes: each change, the mark included, raises the version by one. */
@ObjectType({ description: 'A record that changes and can be retracted.', simpleResolvers: true })
export abstract class VersionedRetractableRow extends RetractableRow {
  @Field(() => Int, { description: 'Grows by one with each change; send it back as expectedVersion.' })
  @Column('int')
  version!: number;
}
