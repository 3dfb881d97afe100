import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { notFound } from '../../platform/graphql/errors';
import { entityById } from '../../platform/graphql/reads';
import { CareEpisode, Patient, PatientStanding } from './patient.entity';
import { mayChangeCare } from './patient.policy';

interface PatientToChange {
  readonly patient: Patient;
  readonly standing: PatientStanding;
}

/** The patient whose care is to begin or to end, and where they stand. @throws NOT_FOUND, FORBIDDEN */
export async function patientToChange(ctx: Context, patientId: string): Promise<PatientToChange> {
  const [patient, standing, episode] = await Promise.all([
    ctx.load(entityById(Patient), patientId),
    ctx.load(entityById(PatientStanding), patientId),
    ctx.load(entityById(CareEpisode), patientId),
  ]);
  if (!patient || !standing) throw notFound('Patient');
  authorize(mayChangeCare(episode));
  return { patient, standing };
}
