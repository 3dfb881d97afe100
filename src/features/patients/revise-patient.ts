import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { revision } from '../../access/revise';
import { saveVersion } from '../../access/save-version';
import { notFound } from '../../platform/graphql/errors';
import { GeoPointInput } from '../../platform/graphql/geo';
import {
  ExpectedVersionField,
  IdField,
  LanguagesField,
  ObjectField,
  ObjectsField,
  TextField,
  ValueField,
} from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload, resultOf } from '../../platform/graphql/refusals';
import { LocalDate, TimeZone } from '../../platform/graphql/scalars';
import { ContactPointInput, PatientContact } from './contact-point.entity';
import { AddressInput } from './identity-inputs';
import { Patient } from './patient.entity';
import { mayRevise } from './patient.policy';
import { AdministrativeSex, PatientIdentity } from './patient-identity.entity';
import { addressOf, contactPointOf, nameKeys, requireSoundBirthDate } from './register-patient';

@InputType({ description: 'Changes to who a patient is and how to reach them. What is left out stays; null clears.' })
export class RevisePatientInput {
  @IdField('The patient.', () => [Patient])
  patientId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @TextField('The given name.', { max: 100, optional: true })
  givenName?: string | null;

  @TextField('The family name.', { max: 100, optional: true })
  familyName?: string | null;

  @TextField('What the patient likes to be called.', { max: 100, optional: true })
  preferredName?: string | null;

  @ValueField('The date of birth.', () => LocalDate, { optional: true })
  birthDate?: string | null;

  @ValueField('Sex as recorded for administration.', () => AdministrativeSex, { optional: true })
  sex?: AdministrativeSex | null;

  @TextField('Pronouns, in the words of the patient.', { max: 50, optional: true })
  pronouns?: string | null;

  @ObjectField('Where the patient lives or gets mail.', () => AddressInput, { optional: true })
  address?: AddressInput | null;

  @ObjectField('Where home is, for distances to meetings.', () => GeoPointInput, { optional: true })
  home?: GeoPointInput | null;

  @ObjectsField('How to reach the patient safely; the list replaces the old one.', () => ContactPointInput, {
    most: 10,
    optional: true,
  })
  contactPoints?: ContactPointInput[] | null;

  @ValueField('The zone the patient lives by.', () => TimeZone, { optional: true })
  timeZone?: string | null;

  @LanguagesField('The languages the patient speaks; the list replaces the old one.', { optional: true })
  languages?: string[] | null;
}

@Payload('The patient as they are now.')
export class RevisePatientPayload {
  @Field(() => Patient, { description: 'The patient as they are now.' })
  patient: Patient;

  constructor(patient: Patient) {
    this.patient = patient;
  }
}

export const RevisePatientResult = resultOf(RevisePatientPayload);

/** Changes who a patient is and how to reach them. */
export async function revisePatient(ctx: Context, input: RevisePatientInput): Promise<RevisePatientPayload> {
  const [patient, identity] = await Promise.all([
    ctx.load(entityById(Patient), input.patientId),
    ctx.load(entityById(PatientIdentity), input.patientId),
  ]);
  if (!patient || !identity) throw notFound('Patient');
  authorize(mayRevise(ctx.viewer, input));
  const own = {
    ...revision(input, ['timeZone'], ['preferredName']),
    ...(input.languages === undefined ? {} : { languages: input.languages ?? [] }),
  };
  const changes = await identityChanges(ctx, identity, input);

  return ctx.transaction(async (tx) => {
    const revised = await saveVersion(tx, patient, { ...own, updatedAt: tx.now }, input.expectedVersion);
    if (Object.keys(changes).length > 0) tx.update(PatientIdentity, { id: patient.id }, changes);
    if (input.contactPoints !== undefined) {
      const points = (input.contactPoints ?? []).map(contactPointOf);
      tx.update(PatientContact, { id: patient.id }, { points });
    }
    tx.emit({ kind: 'patient.revised', subject: revised, patientId: patient.id });
    return new RevisePatientPayload(revised);
  });
}

async function identityChanges(
  ctx: Context,
  identity: PatientIdentity,
  input: RevisePatientInput,
): Promise<Partial<PatientIdentity>> {
  const plain = revision(input, ['givenName', 'familyName', 'birthDate', 'sex'], ['pronouns']);
  if (plain.birthDate) await requireSoundBirthDate(ctx, plain.birthDate);
  const isRenamed = plain.givenName !== undefined || plain.familyName !== undefined;
  const { givenName, familyName } = { ...identity, ...plain };
  return {
    ...plain,
    ...(isRenamed ? nameKeys(givenName, familyName) : {}),
    ...(input.address === undefined ? {} : { address: addressOf(input.address) }),
    ...(input.home === undefined
      ? {}
      : { homeLatitude: input.home?.latitude ?? null, homeLongitude: input.home?.longitude ?? null }),
  };
}
