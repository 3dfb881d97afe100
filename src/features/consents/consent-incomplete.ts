import { Field, ObjectType } from 'type-graphql';
import { Refusal } from '../../platform/graphql/refusals';

/** What is missing makes a consent deficient, and nothing may be disclosed on it (42 CFR 2.31(c)). */
@ObjectType({
  implements: Refusal,
  description: 'A written consent needs more than was given (42 CFR 2.31(a)). Nothing was recorded.',
})
export class ConsentIncomplete extends Refusal {
  @Field(() => [String], { description: 'Every element that is missing, by the name of its input field.' })
  missing: string[];

  constructor(missing: readonly string[]) {
    super();
    this.message = 'This consent is not complete yet. Please fill in what is missing.';
    this.missing = [...missing];
  }
}
