import { Field, Int, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { VersionedRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';
import { TimeZone } from '../../platform/graphql/scalars';
import { AvailabilityWindow } from './availability';
import type { Modality } from './modality';
import { type Approach, PeerSupport } from './peer-support';

/** How a mentor stands to the program. It decides whether what they read of a patient is a disclosure. */
export enum Engagement {
  EMPLOYED = 'EMPLOYED',
  SUPERVISED_VOLUNTEER = 'SUPERVISED_VOLUNTEER',
  INDEPENDENT = 'INDEPENDENT',
}

registerEnumType(Engagement, {
  name: 'Engagement',
  description:
    "EMPLOYED mentors are the program's workforce; the others are outsiders and need the patient's named consent.",
  valuesConfig: {
    EMPLOYED: { description: "Of the program's workforce." },
    SUPERVISED_VOLUNTEER: { description: 'A volunteer whom the program supervises; an outsider.' },
    INDEPENDENT: { description: 'On their own account; an outsider.' },
  },
});

/** Somebody in recovery who walks alongside others. The name is public, and apart from any record they have as a patient. */
@GraphNode('peer_mentor', {
  description: 'Somebody in recovery who walks alongside others.',
  implements: [PeerSupport],
})
@Entity()
export class PeerMentor extends VersionedRow implements PeerSupport {
  @Column('text')
  displayName!: string;

  @Column('text', { array: true })
  approaches!: Approach[];

  @Column('text', { array: true })
  modalities!: Modality[];

  @Column('text', { array: true })
  languages!: string[];

  /** Whether the stage is CREDENTIALED. */
  @Column('boolean')
  active!: boolean;

  @Field(() => String, { nullable: true, description: 'What the mentor says of themselves.' })
  @Column('text', { nullable: true })
  bio!: string | null;

  @Field(() => [String], { description: 'What the mentor knows well: young parents, veterans, chronic pain.' })
  @Column('text', { array: true })
  specialties!: string[];

  @Field(() => TimeZone, { description: 'The zone of the hours in availability.' })
  @Column('text')
  timeZone!: string;

  @Field(() => [AvailabilityWindow], { description: 'When the mentor has time, every week.' })
  @Column('jsonb')
  availability!: AvailabilityWindow[];

  @Field(() => Engagement, { description: 'How the mentor stands to the program.' })
  @Column('text')
  engagement!: Engagement;

  @Field(() => Int, {
    nullable: true,
    description: 'The year in which recovery began. Only if the mentor chose to share it.',
  })
  @Column('int', { nullable: true })
  inRecoverySince!: number | null;
}
