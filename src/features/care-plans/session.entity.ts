import { Field, Int, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CategoryByRow } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { GraphNode } from '../../platform/graphql/nodes';
import { DateTime } from '../../platform/graphql/scalars';
import { VersionedRetractableRow } from '../patients';
import type { ActivityKind } from './care-activity.entity';

/** Whether a session took place. */
export enum Attendance {
  ATTENDED = 'ATTENDED',
  NO_SHOW = 'NO_SHOW',
  CANCELLED_BY_PATIENT = 'CANCELLED_BY_PATIENT',
  CANCELLED_BY_PROGRAM = 'CANCELLED_BY_PROGRAM',
}

registerEnumType(Attendance, {
  name: 'Attendance',
  description: 'Whether a session took place.',
  valuesConfig: {
    ATTENDED: { description: 'The patient came.' },
    NO_SHOW: { description: 'The patient did not come and had not said so.' },
    CANCELLED_BY_PATIENT: { description: 'The patient called it off.' },
    CANCELLED_BY_PROGRAM: { description: 'The program called it off.' },
  },
});

/** A session of an activity. It carries the activity's kind, which decides the category it belongs to. */
@GraphNode('session', { description: 'A session of an activity.' })
@CategoryByRow(['kind'], ({ kind }) => (kind === 'MAT' ? DataCategory.MEDICATION : DataCategory.CARE_PLAN))
@Entity()
export class Session extends VersionedRetractableRow {
  @Column('uuid')
  activityId!: string;

  @Column('text')
  kind!: ActivityKind;

  @Column('uuid', { nullable: true })
  clinicianId!: string | null;

  @Field(() => DateTime, { description: 'When it began, or was to begin.' })
  @Column('timestamptz')
  occurredAt!: Date;

  @Field(() => Int, { description: 'How long it took, in minutes.' })
  @Column('int')
  minutes!: number;

  @Field(() => Attendance, { description: 'Whether it took place.' })
  @Column('text')
  attendance!: Attendance;

  @Field(() => String, { nullable: true, description: 'What it was about, for the care team. Not a counseling note.' })
  @Column('text', { nullable: true })
  summary!: string | null;
}
