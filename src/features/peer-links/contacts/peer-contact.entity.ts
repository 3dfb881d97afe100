import { Field, Int, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CategoryByRow } from '../../../access/category-of-rows';
import { DataCategory } from '../../../access/data-category';
import { GraphNode } from '../../../platform/graphql/nodes';
import { DateTime } from '../../../platform/graphql/scalars';
import { VersionedRetractableRow } from '../../patients';
import { Party } from '../party';

/** How a patient and a peer were in touch. */
export enum ContactMode {
  IN_PERSON = 'IN_PERSON',
  PHONE = 'PHONE',
  VIDEO = 'VIDEO',
  MESSAGE = 'MESSAGE',
  GROUP_MEETING = 'GROUP_MEETING',
}

registerEnumType(ContactMode, {
  name: 'ContactMode',
  description: 'How a patient and a peer were in touch.',
  valuesConfig: {
    IN_PERSON: { description: 'They met.' },
    PHONE: { description: 'They talked by phone.' },
    VIDEO: { description: 'They talked by video.' },
    MESSAGE: { description: 'They wrote to each other.' },
    GROUP_MEETING: { description: 'The patient went to a meeting of the group.' },
  },
});

/**
 * A time at which a patient and a peer were in touch. It has the peer of its link, which decides the category it belongs to.
 * That somebody went to a meeting of a group is what they say themselves: a community group has no roster.
 */
@GraphNode('peer_contact', { description: 'A time at which a patient and a peer were in touch.' })
@CategoryByRow(['peerGroupId'], ({ peerGroupId }) =>
  peerGroupId === null ? DataCategory.PEER_SUPPORT : DataCategory.GROUP_PARTICIPATION,
)
@Entity()
export class PeerContact extends VersionedRetractableRow {
  @Column('uuid')
  peerLinkId!: string;

  @Column('uuid', { nullable: true })
  peerMentorId!: string | null;

  @Column('uuid', { nullable: true })
  peerGroupId!: string | null;

  @Field(() => DateTime, { description: 'When it began.' })
  @Column('timestamptz')
  occurredAt!: Date;

  @Field(() => Int, { description: 'How long it took, in minutes.' })
  @Column('int')
  minutes!: number;

  @Field(() => ContactMode, { description: 'How they were in touch.' })
  @Column('text')
  mode!: ContactMode;

  @Field(() => String, { nullable: true, description: 'What it was about, in the words of whoever logged it.' })
  @Column('text', { nullable: true })
  note!: string | null;

  @Field(() => Party, { description: 'Who logged it.' })
  @Column('text')
  reportedBy!: Party;

  @Column('uuid', { nullable: true })
  reviewedById!: string | null;

  @Field(() => DateTime, { nullable: true, description: "When the mentor's supervisor looked at it; null until then." })
  @Column('timestamptz', { nullable: true })
  reviewedAt!: Date | null;
}
