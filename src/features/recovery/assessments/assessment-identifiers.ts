import type { Transaction } from '../../../access/transaction';
import { conflict } from '../../../platform/graphql/errors';
import { entityById, findRows, loadOne, type ReadContext } from '../../../platform/graphql/reads';
import { defineIdentifierSubject, type IdentifierInput } from '../../patients';
import { Assessment, AssessmentIdentifier } from './assessment.entity';
import { SCOPE } from './assessment.policy';

type Name = Pick<IdentifierInput, 'system' | 'value'>;

/** The visible assessments of this name. More than one only where rows out of sight share it. */
export async function assessmentsNamed(ctx: ReadContext, { system, value }: Name): Promise<Assessment[]> {
  const rows = await findRows(ctx, AssessmentIdentifier, { system, value });
  const found = await Promise.all(rows.map((row) => loadOne(ctx, entityById(Assessment), row.assessmentId)));
  return found.filter((assessment) => assessment !== null);
}

/** The answer when a name already means another record. */
export function nameIsTaken(): Error {
  return conflict('That identifier already names a record.');
}

/**
 * Attaches a name to an assessment. The database keeps names unique within a patient only, so that a name in use never tells of a record
 * out of sight; among what the viewer sees, a name means one.
 * @throws CONFLICT when it means one of another patient that the viewer may see
 */
export async function attachToAssessment(
  tx: Transaction,
  { id, patientId }: Assessment,
  { system, value }: Name,
): Promise<AssessmentIdentifier> {
  const rows = await findRows(tx, AssessmentIdentifier, { system, value });
  if (rows.some((row) => row.patientId !== patientId)) throw nameIsTaken();
  return tx.insert(AssessmentIdentifier, { patientId, assessmentId: id, system, value });
}

defineIdentifierSubject({
  entity: Assessment,
  scope: () => SCOPE.name,
  constraint: 'assessment_identifier_of_patient',
  attach: attachToAssessment,
});
