import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { saveVersion } from '../../access/save-version';
import { notFound } from '../../platform/graphql/errors';
import { ExpectedVersionField, IdField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload, type Refusal, resultOf, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { Clinician } from './clinician.entity';

@InputType({ description: 'A clinician who no longer works here.' })
export class DeactivateClinicianInput {
  @IdField('The clinician.', () => [Clinician])
  clinicianId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;
}

@Payload('The clinician, no longer active.')
export class DeactivateClinicianPayload {
  @Field(() => Clinician, { description: 'The clinician, no longer active.' })
  clinician: Clinician;

  constructor(clinician: Clinician) {
    this.clinician = clinician;
  }
}

export const DeactivateClinicianResult = resultOf(DeactivateClinicianPayload);

/**
 * Ends a clinician's work here. Their login is refused from the next request on, and a trigger of the patients feature
 * ends every seat of theirs on a care team in the same transaction.
 */
export async function deactivateClinician(
  ctx: Context,
  input: DeactivateClinicianInput,
): Promise<DeactivateClinicianPayload | Refusal> {
  const clinician = await ctx.load(entityById(Clinician), input.clinicianId);
  if (!clinician) throw notFound('Clinician');
  if (!clinician.active) return new TransitionNotAllowed('INACTIVE', 'INACTIVE', []);

  return ctx.transaction(async (tx) => {
    const deactivated = await saveVersion(tx, clinician, { active: false }, input.expectedVersion);
    tx.emit({ kind: 'clinician.deactivated', subject: deactivated });
    return new DeactivateClinicianPayload(deactivated);
  });
}
