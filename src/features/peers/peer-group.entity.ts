import { Field, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { VersionedRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';
import { Url } from '../../platform/graphql/scalars';
import type { Modality } from './modality';
import { type Approach, PeerSupport } from './peer-support';

/** The community that a group belongs to. */
export enum Fellowship {
  TWELVE_STEP_AA = 'TWELVE_STEP_AA',
  TWELVE_STEP_NA = 'TWELVE_STEP_NA',
  TWELVE_STEP_OTHER = 'TWELVE_STEP_OTHER',
  AL_ANON = 'AL_ANON',
  SMART_RECOVERY = 'SMART_RECOVERY',
  LIFERING = 'LIFERING',
  RECOVERY_DHARMA = 'RECOVERY_DHARMA',
  WOMEN_FOR_SOBRIETY = 'WOMEN_FOR_SOBRIETY',
  CELEBRATE_RECOVERY = 'CELEBRATE_RECOVERY',
  CLINIC_RUN = 'CLINIC_RUN',
  ONLINE_COMMUNITY = 'ONLINE_COMMUNITY',
  OTHER = 'OTHER',
}

registerEnumType(Fellowship, {
  name: 'Fellowship',
  description: 'The community that a group belongs to.',
  valuesConfig: {
    TWELVE_STEP_AA: { description: 'Alcoholics Anonymous.' },
    TWELVE_STEP_NA: { description: 'Narcotics Anonymous.' },
    TWELVE_STEP_OTHER: { description: 'Another twelve-step fellowship.' },
    AL_ANON: { description: 'Al-Anon, for families and friends.' },
    SMART_RECOVERY: { description: 'SMART Recovery.' },
    LIFERING: { description: 'LifeRing Secular Recovery.' },
    RECOVERY_DHARMA: { description: 'Recovery Dharma.' },
    WOMEN_FOR_SOBRIETY: { description: 'Women for Sobriety.' },
    CELEBRATE_RECOVERY: { description: 'Celebrate Recovery.' },
    CLINIC_RUN: { description: 'A group that the program itself runs.' },
    ONLINE_COMMUNITY: { description: 'A community that lives on a forum or in an app.' },
    OTHER: { description: 'Any other community.' },
  },
});

/** A group in which people support each other. A community group has no roster and never learns who comes. */
@GraphNode('peer_group', {
  description: 'A group in which people support each other.',
  implements: [PeerSupport],
})
@Entity()
export class PeerGroup extends VersionedRow implements PeerSupport {
  @Column('text')
  displayName!: string;

  @Column('text', { array: true })
  approaches!: Approach[];

  @Column('text', { array: true })
  modalities!: Modality[];

  @Column('text', { array: true })
  languages!: string[];

  /** False once retired. */
  @Column('boolean')
  active!: boolean;

  @Field(() => Fellowship, { description: 'The community it belongs to.' })
  @Column('text')
  fellowship!: Fellowship;

  @Field(() => String, { nullable: true, description: 'What the group says of itself.' })
  @Column('text', { nullable: true })
  description!: string | null;

  @Field(() => Url, { nullable: true, description: 'Where to read more about it.' })
  @Column('text', { nullable: true })
  url!: string | null;

  /** Meeting Guide codes. */
  @Column('text', { array: true })
  meetingTypes!: string[];

  /** The feed that an import made the group from; null for one that was registered by hand. */
  @Column('text', { nullable: true })
  source!: string | null;

  /** What tells the group apart within its feed; unique there. */
  @Column('text', { nullable: true })
  sourceKey!: string | null;
}
