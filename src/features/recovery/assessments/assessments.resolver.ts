import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { SCOPE, WHO_RECORDS } from './assessment.policy';
import { RecordAssessmentInput, RecordAssessmentPayload, recordAssessment } from './record-assessment';

@Resolver()
export class AssessmentsResolver {
  @Mutation(() => RecordAssessmentPayload, {
    description:
      'Record a questionnaire that was filled in. With an identifier that names it already, it is returned unchanged and created is false.',
  })
  @Allow(WHO_RECORDS, SCOPE.create)
  recordAssessment(
    @Ctx() ctx: Context,
    @Arg('input', () => RecordAssessmentInput, { description: 'What to do.' }) input: RecordAssessmentInput,
  ) {
    return recordAssessment(ctx, input);
  }
}
