import { Field, InputType } from 'type-graphql';
import type { Context } from '../../../access/context';
import { notFound } from '../../../platform/graphql/errors';
import { IdField, ValueField } from '../../../platform/graphql/inputs';
import { entityById } from '../../../platform/graphql/reads';
import { Payload } from '../../../platform/graphql/refusals';
import { Patient } from '../../patients';
import { PatientRecovery } from './recovery-period.entity';

@InputType({ description: 'Whether others are shown days.' })
export class HideDayCountsInput {
  @IdField('Your own record.', () => [Patient])
  patientId!: string;

  @ValueField(
    'True: nobody but you is shown days, when a period began, the next milestone, or milestones by days. False: shows them again.',
    () => Boolean,
  )
  hidden!: boolean;
}

@Payload('The patient, whose days are shown or not.')
export class HideDayCountsPayload {
  @Field(() => Patient, { description: 'The patient, whose days are shown or not.' })
  patient: Patient;

  constructor(patient: Patient) {
    this.patient = patient;
  }
}

/** Hides day counts from everybody but the patient, or shows them again. The database does the hiding, row by row. */
export async function hideDayCounts(ctx: Context, input: HideDayCountsInput): Promise<HideDayCountsPayload> {
  const patient = await ctx.load(entityById(Patient), input.patientId);
  if (!patient) throw notFound('Patient');

  return ctx.transaction(async (tx) => {
    tx.update(PatientRecovery, { id: patient.id }, { hidesDays: input.hidden });
    const kind = input.hidden ? 'day-counts.hidden' : 'day-counts.shown';
    tx.emit({ kind, subject: patient, patientId: patient.id });
    return new HideDayCountsPayload(patient);
  });
}
