import { Field, registerEnumType } from 'type-graphql';
import { ChildEntity, Column } from 'typeorm';
import { GraphNode } from '../../platform/graphql/nodes';
import { LocalDate } from '../../platform/graphql/scalars';
import { CareActivity } from './care-activity.entity';

/** Medications for addiction treatment. */
export enum Medication {
  NALTREXONE_ORAL = 'NALTREXONE_ORAL',
  NALTREXONE_EXTENDED_RELEASE = 'NALTREXONE_EXTENDED_RELEASE',
  ACAMPROSATE = 'ACAMPROSATE',
  DISULFIRAM = 'DISULFIRAM',
  GABAPENTIN = 'GABAPENTIN',
  TOPIRAMATE = 'TOPIRAMATE',
  BUPRENORPHINE = 'BUPRENORPHINE',
  METHADONE = 'METHADONE',
  OTHER = 'OTHER',
}

registerEnumType(Medication, {
  name: 'Medication',
  description: 'Medications for addiction treatment.',
  valuesConfig: {
    NALTREXONE_ORAL: { description: 'Naltrexone, tablets.' },
    NALTREXONE_EXTENDED_RELEASE: { description: 'Naltrexone, an extended-release injection.' },
    ACAMPROSATE: { description: 'Acamprosate, delayed-release tablets.' },
    DISULFIRAM: { description: 'Disulfiram, tablets.' },
    GABAPENTIN: { description: 'Gabapentin, by mouth.' },
    TOPIRAMATE: { description: 'Topiramate, by mouth.' },
    BUPRENORPHINE: { description: 'Buprenorphine, alone or with naloxone.' },
    METHADONE: { description: 'Methadone, from an opioid treatment program.' },
    OTHER: { description: 'Another one; display says which.' },
  },
});

/** Medication for addiction treatment (MAT). Of the category MEDICATION, whatever its plan is. */
@GraphNode('mat_activity', { description: 'Medication for addiction treatment (MAT).', implements: [CareActivity] })
@ChildEntity('MAT')
export class MatActivity extends CareActivity {
  @Field(() => Medication, { description: 'Which medication.' })
  @Column('text')
  medication!: Medication;

  @Field(() => String, { nullable: true, description: 'Its RxNorm code: 1483744.' })
  @Column('text', { nullable: true })
  rxNorm!: string | null;

  @Field(() => String, { description: 'The medication as the prescriber names it.' })
  @Column('text')
  display!: string;

  @Field(() => String, { description: 'How much: 50 mg.' })
  @Column('text')
  dose!: string;

  @Field(() => String, { description: 'By which way: oral.' })
  @Column('text')
  route!: string;

  @Field(() => String, { description: 'How often: once a day.' })
  @Column('text')
  schedule!: string;

  @Field(() => LocalDate, { nullable: true, description: 'The day of the next dose that the program gives or checks.' })
  @Column('date', { nullable: true })
  nextDoseOn!: string | null;
}
