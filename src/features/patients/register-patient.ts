import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import type { Transaction } from '../../access/transaction';
import { dayIn } from '../../platform/calendar/day-in';
import { violates } from '../../platform/database/violations';
import { conflict, notFound } from '../../platform/graphql/errors';
import { GeoPointInput } from '../../platform/graphql/geo';
import { LanguagesField, ObjectField, ObjectsField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById, findRows } from '../../platform/graphql/reads';
import { Payload } from '../../platform/graphql/refusals';
import { LocalDate, TimeZone } from '../../platform/graphql/scalars';
import { Organization, OrganizationSettings } from '../identity';
import { type ContactPoint, ContactPointInput, PatientContact } from './contact-point.entity';
import { AddressInput, IdentifierInput, requireBirthDate } from './identity-inputs';
import { Patient, PatientStanding, PatientStatus } from './patient.entity';
import { mayRegisterPatients } from './patient.policy';
import {
  type Address,
  AdministrativeSex,
  foldName,
  PatientIdentifier,
  PatientIdentity,
} from './patient-identity.entity';

@InputType({ description: 'A person who becomes a patient.' })
export class RegisterPatientInput {
  @ObjectField(
    'What the calling system calls the patient. With one that exists, the record is returned unchanged.',
    () => IdentifierInput,
    { optional: true },
  )
  identifier?: IdentifierInput | null;

  @TextField('The given name.', { max: 100 })
  givenName!: string;

  @TextField('The family name.', { max: 100 })
  familyName!: string;

  @TextField('What the patient likes to be called.', { max: 100, optional: true })
  preferredName?: string | null;

  @ValueField('The date of birth.', () => LocalDate)
  birthDate!: string;

  @ValueField('Sex as recorded for administration; unknown when left out.', () => AdministrativeSex, { optional: true })
  sex?: AdministrativeSex | null;

  @TextField('Pronouns, in the words of the patient.', { max: 50, optional: true })
  pronouns?: string | null;

  @ObjectField('Where the patient lives or gets mail.', () => AddressInput, { optional: true })
  address?: AddressInput | null;

  @ObjectField('Where home is, for distances to meetings.', () => GeoPointInput, { optional: true })
  home?: GeoPointInput | null;

  @ObjectsField('How to reach the patient safely.', () => ContactPointInput, { most: 10, optional: true })
  contactPoints?: ContactPointInput[] | null;

  @ValueField("The zone the patient lives by; the program's when left out.", () => TimeZone, { optional: true })
  timeZone?: string | null;

  @LanguagesField('The languages the patient speaks, as BCP 47 tags.', { optional: true })
  languages?: string[] | null;
}

@Payload('The patient, and whether this call registered them.')
export class RegisterPatientPayload {
  @Field(() => Patient, { description: 'The patient.' })
  patient: Patient;

  @Field(() => Boolean, { description: 'False when the identifier was known, and nothing was changed.' })
  created: boolean;

  constructor(patient: Patient, created: boolean) {
    this.patient = patient;
    this.created = created;
  }
}

/**
 * Registers a patient. Idempotent by identifier: one that is known answers with the record as it stands.
 * @throws FORBIDDEN for a system that may not see every patient: for it a known identifier would tell of a stranger;
 *   CONFLICT when the identifier names somebody whom a restriction hides
 */
export async function registerPatient(ctx: Context, input: RegisterPatientInput): Promise<RegisterPatientPayload> {
  authorize(mayRegisterPatients(await ctx.enter()));
  const known = await findByIdentifier(ctx, input.identifier);
  if (known) return new RegisterPatientPayload(known, false);
  const organization = await requireSoundBirthDate(ctx, input.birthDate);

  try {
    return await ctx.transaction(async (tx) => {
      const patient = writePatient(tx, input, organization.timeZone);
      tx.emit({ kind: 'patient.registered', subject: patient, patientId: patient.id });
      return new RegisterPatientPayload(patient, true);
    });
  } catch (error) {
    if (!violates(error, 'patient_identifier_system_value')) throw error;
    // Another call registered the same identifier at this moment; its record is the answer.
    const first = await findByIdentifier(ctx, input.identifier);
    // Somebody whom a restriction hides has that identifier: as attachIdentifier says it, and no more.
    if (!first) throw conflict('That identifier already names a record.');
    return new RegisterPatientPayload(first, false);
  }
}

/** The patient whom another system calls so; null when there is none in sight. */
export async function findByIdentifier(
  ctx: Context,
  identifier: IdentifierInput | null | undefined,
): Promise<Patient | null> {
  if (!identifier) return null;
  const [known] = await findRows(ctx, PatientIdentifier, { system: identifier.system, value: identifier.value });
  return known ? ctx.load(entityById(Patient), known.patientId) : null;
}

/** Refuses a birth date by the program's own day and rules. @returns the program */
export async function requireSoundBirthDate(ctx: Context, birthDate: string): Promise<Organization> {
  const { organizationId } = ctx;
  const [organization, settings] = await Promise.all([
    ctx.load(entityById(Organization), organizationId),
    ctx.load(entityById(OrganizationSettings), organizationId),
  ]);
  if (!organization || !settings) throw notFound('Organization');
  const today = dayIn(organization.timeZone, ctx.now);
  requireBirthDate(birthDate, today, settings.acceptsMinors);
  return organization;
}

function writePatient(tx: Transaction, input: RegisterPatientInput, timeZone: string): Patient {
  const patient = tx.insert(Patient, {
    version: 1,
    preferredName: input.preferredName ?? null,
    timeZone: input.timeZone ?? timeZone,
    languages: input.languages ?? [],
    updatedAt: tx.now,
  });
  const { id } = patient;
  tx.insertAs(id, PatientIdentity, {
    patientId: id,
    givenName: input.givenName,
    familyName: input.familyName,
    birthDate: input.birthDate,
    sex: input.sex ?? AdministrativeSex.UNKNOWN,
    pronouns: input.pronouns ?? null,
    address: addressOf(input.address),
    homeLatitude: input.home?.latitude ?? null,
    homeLongitude: input.home?.longitude ?? null,
    ...nameKeys(input.givenName, input.familyName),
  });
  tx.insertAs(id, PatientContact, { patientId: id, points: (input.contactPoints ?? []).map(contactPointOf) });
  tx.insertAs(id, PatientStanding, { patientId: id, status: PatientStatus.PRE_ADMISSION });
  if (input.identifier)
    tx.insert(PatientIdentifier, {
      patientId: id,
      system: input.identifier.system,
      value: input.identifier.value,
    });
  return patient;
}

/** What lists of patients are ordered and searched by. */
export function nameKeys(givenName: string, familyName: string): { nameKey: string; givenNameKey: string } {
  return { nameKey: foldName(`${familyName} ${givenName}`), givenNameKey: foldName(`${givenName} ${familyName}`) };
}

/** An address as it is stored: absent parts are null. */
export function addressOf(input: AddressInput | null | undefined): Address | null {
  if (!input) return null;
  const { lines, city = null, region = null, postalCode = null, country = null } = input;
  return { lines, city, region, postalCode, country };
}

/** A contact point as it is stored. */
export function contactPointOf({ safeHours = null, ...point }: ContactPointInput): ContactPoint {
  return { ...point, safeHours };
}
