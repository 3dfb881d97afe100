import { Field, Int, ObjectType } from 'type-graphql';
import { Column, PrimaryColumn } from 'typeorm';

/** A row of one organization. Keys and indexes lead with the organization. */
export abstract class OrganizationRow {
  @Column('uuid')
  organizationId!: string;

  @PrimaryColumn('uuid')
  id!: string;
}

/** A row that changes: each change raises the version by one. */
@ObjectType({ description: 'A record that changes.', simpleResolvers: true })
export abstract class VersionedRow extends OrganizationRow {
  @Field(() => Int, { description: 'Grows by one with each change; send it back as expectedVersion.' })
  @Column('int')
  version!: number;
}
