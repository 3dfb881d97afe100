import { Field, Int } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../../../access/category-of-rows';
import { DataCategory } from '../../../access/data-category';
import { GraphNode } from '../../../platform/graphql/nodes';
import { DateTime } from '../../../platform/graphql/scalars';
import { RetractableRow } from '../../patients';

/** How a patient said that they were, at one moment. */
@GraphNode('check_in', { description: 'How a patient said that they were, at one moment.' })
@Category(DataCategory.RECOVERY)
@Entity()
export class CheckIn extends RetractableRow {
  @Field(() => DateTime, { description: 'When they said so.' })
  @Column('timestamptz')
  occurredAt!: Date;

  @Field(() => Int, { description: 'The mood, from 1, very low, to 5, very good.' })
  @Column('int')
  mood!: number;

  @Field(() => Int, { description: 'The craving, from 0, none, to 10, as strong as can be.' })
  @Column('int')
  craving!: number;

  @Field(() => String, { nullable: true, description: 'What they wrote.' })
  @Column('text', { nullable: true })
  note!: string | null;

  @Field(() => Boolean, { description: 'Whether they would like somebody to call.' })
  @Column('boolean')
  wantsContact!: boolean;
}
