import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../access/context';
import { findRows } from '../../platform/graphql/reads';
import { DischargePatientPayload } from '../patients';
import { CarePlan } from './care-plan.entity';

/** What a discharge says of plans. A payload is no row, so a declared read cannot hang on it. */
@Resolver(() => DischargePatientPayload)
export class DischargedPlansResolver {
  @FieldResolver(() => [CarePlan], {
    description:
      "The patient's care plans as the discharge left them: open ones are completed when the program was finished, otherwise revoked.",
  })
  carePlans(@Root() { patient }: DischargePatientPayload, @Ctx() ctx: Context): Promise<CarePlan[]> {
    return findRows(ctx, CarePlan, { patientId: patient.id });
  }
}
