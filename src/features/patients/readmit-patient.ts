import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { saveVersion } from '../../access/save-version';
import type { Transaction } from '../../access/transaction';
import { ExpectedVersionField, IdField } from '../../platform/graphql/inputs';
import { Payload, type Refusal, resultOf, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { holdStanding } from './hold-standing';
import { CareEpisode, Patient, PatientStanding, PatientStatus } from './patient.entity';
import { patientToChange } from './patient-to-change';

/** Death is final here; a death recorded by mistake is corrected, not readmitted. */
const MAY_RETURN: readonly PatientStatus[] = [
  PatientStatus.PRE_ADMISSION,
  PatientStatus.DISCHARGED,
  PatientStatus.ALUMNUS,
  PatientStatus.TRANSFERRED,
];

@InputType({ description: 'A patient who comes into care, or comes back.' })
export class ReadmitPatientInput {
  @IdField('The patient.', () => [Patient])
  patientId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;
}

@Payload('The patient, in care.')
export class ReadmitPatientPayload {
  @Field(() => Patient, { description: 'The patient, in care.' })
  patient: Patient;

  constructor(patient: Patient) {
    this.patient = patient;
  }
}

export const ReadmitPatientResult = resultOf(ReadmitPatientPayload);

/**
 * Takes a patient into care, the first time or again. Coming back is always possible, and waits for nobody of the care team: whoever
 * treats the patient may take them in.
 */
export async function readmitPatient(
  ctx: Context,
  input: ReadmitPatientInput,
): Promise<ReadmitPatientPayload | Refusal> {
  const { patient, standing } = await patientToChange(ctx, input.patientId);
  if (!MAY_RETURN.includes(standing.status)) return new TransitionNotAllowed(standing.status, PatientStatus.ACTIVE, []);

  return ctx.transaction(async (tx) => {
    const admitted = await saveVersion(tx, patient, { updatedAt: tx.now }, input.expectedVersion);
    tx.update(CareEpisode, { id: patient.id }, { dischargedAs: null, dischargeReason: null, dischargedAt: null });
    tx.update(PatientStanding, { id: patient.id }, { status: PatientStatus.ACTIVE });
    tx.emit({ kind: 'patient.readmitted', subject: admitted, patientId: patient.id });
    return new ReadmitPatientPayload(admitted);
  });
}

/**
 * Care begins: a patient who was only registered is in care from now on. Anybody else stays where they stand.
 * @returns where the patient stands now, held until the transaction ends; null when the viewer may not know
 */
export async function admitPatient(tx: Transaction, patientId: string): Promise<PatientStatus | null> {
  // The patient before the standing, as a discharge takes them: else the two could wait for each other.
  await tx.query('select 1 from patient where id = $1 for no key update', [patientId]);
  const status = await holdStanding(tx, patientId);
  if (status !== PatientStatus.PRE_ADMISSION) return status;
  tx.update(PatientStanding, { id: patientId }, { status: PatientStatus.ACTIVE });
  // Whoever syncs by updatedAt has to notice.
  tx.write('update patient set version = version + 1, updated_at = $2 where id = $1', [patientId, tx.now]);
  return PatientStatus.ACTIVE;
}
