import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { TextField, ValueField } from '../../platform/graphql/inputs';
import { Url } from '../../platform/graphql/scalars';

/** A concept by its code in a code system. */
@ObjectType({ description: 'A concept by its code in a code system.', simpleResolvers: true })
export class Coding {
  @Field(() => Url, { description: 'The code system: http://hl7.org/fhir/sid/icd-10-cm.' })
  system!: string;

  @Field(() => String, { description: 'The code: F10.20.' })
  code!: string;

  @Field(() => String, { description: 'What the code system calls it.' })
  display!: string;
}

/** A concept by its code, as given. */
@InputType({ description: 'A concept by its code in a code system.' })
export class CodingInput {
  @ValueField('The code system: http://hl7.org/fhir/sid/icd-10-cm.', () => Url)
  system!: string;

  @TextField('The code: F10.20.', { max: 100 })
  code!: string;

  @TextField('What the code system calls it.', { max: 500 })
  display!: string;
}

/** An edition of the ASAM Criteria. */
export enum AsamEdition {
  THIRD = 'THIRD',
  FOURTH = 'FOURTH',
}

registerEnumType(AsamEdition, {
  name: 'AsamEdition',
  description: 'An edition of the ASAM Criteria; the same code can mean another level in another edition.',
  valuesConfig: {
    THIRD: { description: 'The third edition, 2013.' },
    FOURTH: { description: 'The fourth edition, 2023.' },
  },
});

/** A level of care by edition and code alone: the text of the ASAM Criteria is copyrighted. */
@ObjectType({ description: 'A level of care of the ASAM Criteria, by edition and code.', simpleResolvers: true })
export class LevelOfCare {
  @Field(() => AsamEdition, { description: 'The edition that the code belongs to.' })
  edition!: AsamEdition;

  @Field(() => String, { description: 'The code: 2.1.' })
  code!: string;
}

/** A level of care, as given. */
@InputType({ description: 'A level of care of the ASAM Criteria, by edition and code.' })
export class LevelOfCareInput {
  @ValueField('The edition that the code belongs to.', () => AsamEdition)
  edition!: AsamEdition;

  @TextField('The code: 2.1.', { max: 20 })
  code!: string;
}

/** A coding as it is stored. */
export function codingOf({ system, code, display }: CodingInput): Coding {
  return { system, code, display };
}

/** A level of care as it is stored. */
export function levelOfCareOf({ edition, code }: LevelOfCareInput): LevelOfCare {
  return { edition, code };
}
