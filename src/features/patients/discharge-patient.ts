import { Field, InputType, registerEnumType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { Role } from '../../access/role';
import { saveVersion } from '../../access/save-version';
import { violates } from '../../platform/database/violations';
import { ExpectedVersionField, IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { Payload, type Refusal, resultOf, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { mayActForCareTeam } from './care-team-seats';
import { CareEpisode, Patient, PatientStanding, PatientStatus } from './patient.entity';
import { patientToChange } from './patient-to-change';

/** How care here ends. */
export enum Discharge {
  ALUMNUS = 'ALUMNUS',
  COMPLETED = 'COMPLETED',
  TRANSFERRED = 'TRANSFERRED',
  LEFT_EARLY = 'LEFT_EARLY',
  LOST_TO_CONTACT = 'LOST_TO_CONTACT',
  ADMINISTRATIVE = 'ADMINISTRATIVE',
  DECEASED = 'DECEASED',
}

registerEnumType(Discharge, {
  name: 'Discharge',
  description: 'How care here ends.',
  valuesConfig: {
    ALUMNUS: { description: 'Finished the program and stays in touch.' },
    COMPLETED: { description: 'Finished the program.' },
    TRANSFERRED: { description: 'Goes on in another program.' },
    LEFT_EARLY: { description: 'Chose to leave before the plan was finished.' },
    LOST_TO_CONTACT: { description: 'Could not be reached any more.' },
    ADMINISTRATIVE: { description: 'Ended for another reason of the program.' },
    DECEASED: { description: 'Has died.' },
  },
});

const STATUS_AFTER: Record<Discharge, PatientStatus> = {
  ALUMNUS: PatientStatus.ALUMNUS,
  COMPLETED: PatientStatus.DISCHARGED,
  TRANSFERRED: PatientStatus.TRANSFERRED,
  LEFT_EARLY: PatientStatus.DISCHARGED,
  LOST_TO_CONTACT: PatientStatus.DISCHARGED,
  ADMINISTRATIVE: PatientStatus.DISCHARGED,
  DECEASED: PatientStatus.DECEASED,
};

@InputType({ description: 'The end of care here.' })
export class DischargePatientInput {
  @IdField('The patient.', () => [Patient])
  patientId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @ValueField('How care ends.', () => Discharge)
  as!: Discharge;

  @TextField('Why, for the record.', { max: 1000, optional: true })
  reason?: string | null;
}

@Payload('The patient, discharged, and what became of the care plans.')
export class DischargePatientPayload {
  @Field(() => Patient, { description: 'The patient, discharged.' })
  patient: Patient;

  constructor(patient: Patient) {
    this.patient = patient;
  }
}

export const DischargePatientResult = resultOf(DischargePatientPayload);

/**
 * Ends care here. A clinician does so for the care team; whoever looks past it in an emergency does not. What hangs on it (plans, and at
 * death links and follow-ups) is ended by the features that own it, in the same transaction. The database refuses it while an urgent
 * follow-up is open.
 */
export async function dischargePatient(
  ctx: Context,
  input: DischargePatientInput,
): Promise<DischargePatientPayload | Refusal> {
  const { patient, standing } = await patientToChange(ctx, input.patientId);
  if (ctx.viewer.role === Role.CLINICIAN) authorize(await mayActForCareTeam(ctx, patient.id));
  const to = STATUS_AFTER[input.as];
  if (!mayDischarge(standing.status, to))
    return new TransitionNotAllowed(standing.status, to, nextStatuses(standing.status));

  try {
    return await ctx.transaction(async (tx) => {
      const discharged = await saveVersion(tx, patient, { updatedAt: tx.now }, input.expectedVersion);
      tx.update(
        CareEpisode,
        { id: patient.id },
        { dischargedAs: input.as, dischargeReason: input.reason ?? null, dischargedAt: tx.now },
      );
      tx.update(PatientStanding, { id: patient.id }, { status: to });
      tx.emit({ kind: 'patient.discharged', subject: discharged, patientId: patient.id });
      return new DischargePatientPayload(discharged);
    });
  } catch (error) {
    if (violates(error, 'patient_standing_nothing_urgent')) return somethingUrgent(standing.status, to);
    throw error;
  }
}

/** One sentence, whatever is urgent: it may be of a category that whoever discharges does not see. */
function somethingUrgent(from: PatientStatus, to: PatientStatus): TransitionNotAllowed {
  return new TransitionNotAllowed(
    from,
    to,
    [PatientStatus.DECEASED],
    'Something urgent is still to be done for this patient. Care here can end once it is.',
  );
}

/** In care, anything may follow; afterwards only death is still to be recorded. */
function mayDischarge(from: PatientStatus, to: PatientStatus): boolean {
  return nextStatuses(from).includes(to);
}

function nextStatuses(from: PatientStatus): PatientStatus[] {
  if (from === PatientStatus.DECEASED) return [];
  const isInCare = from === PatientStatus.PRE_ADMISSION || from === PatientStatus.ACTIVE;
  return isInCare ? [...new Set(Object.values(STATUS_AFTER))] : [PatientStatus.DECEASED];
}
