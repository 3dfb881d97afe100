import { Field, Int, InterfaceType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/graphql/nodes';
import { Modality } from './modality';

/** What a kind of peer support builds on. */
export enum Approach {
  TWELVE_STEP = 'TWELVE_STEP',
  SECULAR = 'SECULAR',
  FAITH_BASED = 'FAITH_BASED',
  MINDFULNESS_BASED = 'MINDFULNESS_BASED',
  MEDICATION_SUPPORTIVE = 'MEDICATION_SUPPORTIVE',
}

registerEnumType(Approach, {
  name: 'Approach',
  description: 'What a kind of peer support builds on.',
  valuesConfig: {
    TWELVE_STEP: { description: 'The Twelve Steps.' },
    SECULAR: { description: 'Without reference to religion or a higher power.' },
    FAITH_BASED: { description: 'A religious faith.' },
    MINDFULNESS_BASED: { description: 'Mindfulness and meditation.' },
    MEDICATION_SUPPORTIVE: { description: 'Medication for addiction treatment is welcome as a part of recovery.' },
  },
});

/** Support by people who share the experience: a mentor or a group. */
@InterfaceType({ description: 'Support by people who share the experience: a mentor or a group.', implements: Node })
export abstract class PeerSupport extends Node {
  @Field(() => Int, { description: 'Grows by one with each change; send it back as expectedVersion.' })
  version!: number;

  @Field(() => String, { description: 'The public name.' })
  displayName!: string;

  @Field(() => [Approach], { description: 'What the support builds on.' })
  approaches!: Approach[];

  @Field(() => [Modality], { description: 'How people take part.' })
  modalities!: Modality[];

  @Field(() => [String], { description: 'The languages spoken, as BCP 47 tags.' })
  languages!: string[];

  @Field(() => Boolean, {
    description: 'Whether the support is there now: a mentor is credentialed, a group not retired.',
  })
  active!: boolean;
}
