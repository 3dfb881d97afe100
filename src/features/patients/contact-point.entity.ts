import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { OrganizationRow } from '../../access/organization-row';
import { TextField, ValueField } from '../../platform/graphql/inputs';

/** How somebody can be reached. */
export enum ContactChannel {
  PHONE = 'PHONE',
  SMS = 'SMS',
  EMAIL = 'EMAIL',
}

registerEnumType(ContactChannel, {
  name: 'ContactChannel',
  description: 'How somebody can be reached.',
  valuesConfig: {
    PHONE: { description: 'A call.' },
    SMS: { description: 'A text message.' },
    EMAIL: { description: 'An e-mail.' },
  },
});

/** A way to reach a patient that keeps them safe: even a message left with the wrong person is a disclosure. */
@ObjectType({ description: 'A way to reach a patient that keeps them safe.', simpleResolvers: true })
export class ContactPoint {
  @Field(() => ContactChannel, { description: 'By what.' })
  channel!: ContactChannel;

  @Field(() => String, { description: 'The number or address.' })
  value!: string;

  @Field(() => Boolean, { description: 'Whether a message may be left.' })
  mayLeaveMessage!: boolean;

  @Field(() => Boolean, { description: 'Whether the caller may say where they call from.' })
  sayWhoWeAre!: boolean;

  @Field(() => String, { nullable: true, description: 'When it is safe, in the words of the patient.' })
  safeHours!: string | null;
}

/** A way to reach a patient, as given. */
@InputType({ description: 'A way to reach a patient that keeps them safe.' })
export class ContactPointInput {
  @ValueField('By what.', () => ContactChannel)
  channel!: ContactChannel;

  @TextField('The number or address.', { max: 320 })
  value!: string;

  @ValueField('Whether a message may be left.', () => Boolean)
  mayLeaveMessage!: boolean;

  @ValueField('Whether the caller may say where they call from.', () => Boolean)
  sayWhoWeAre!: boolean;

  @TextField('When it is safe, in the words of the patient.', { max: 200, optional: true })
  safeHours?: string | null;
}

/** How a patient can be reached. The row has the patient's id and exists for every patient, so that hidden differs from empty. */
@Category(DataCategory.CONTACT)
@Entity()
export class PatientContact extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('jsonb')
  points!: ContactPoint[];
}
