import { Field, ObjectType } from 'type-graphql';
import { SafetyFactKind } from '../../care-plans';

/** Something known of the patient that speaks against a medication, or asks for another dose. */
@ObjectType({
  description: 'Something known of the patient that speaks against a medication, or asks for another dose.',
  simpleResolvers: true,
})
export class MedicationWarning {
  @Field(() => SafetyFactKind, { description: 'What it is about.' })
  kind: SafetyFactKind;

  @Field(() => String, { description: 'What to mind, in a sentence.' })
  sentence: string;

  @Field(() => String, { description: 'Who says so.' })
  source: string;

  constructor(kind: SafetyFactKind, sentence: string, source: string) {
    this.kind = kind;
    this.sentence = sentence;
    this.source = source;
  }
}
