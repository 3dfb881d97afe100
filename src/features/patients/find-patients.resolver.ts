import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { Allow } from '../../access/authorize';
import type { Context } from '../../access/context';
import { Role } from '../../access/role';
import { entityById, findRows, plainText } from '../../platform/graphql/reads';
import { LocalDate, Url } from '../../platform/graphql/scalars';
import { Organization } from '../identity';
import { WHO_MAY_SEE_PATIENTS } from './patient.edges';
import { Patient } from './patient.entity';
import { foldName, PatientIdentity } from './patient-identity.entity';
import { findByIdentifier } from './register-patient';

/** Finding a patient by what is known of them. */
@Resolver()
export class FindPatientsResolver {
  @Query(() => Patient, {
    nullable: true,
    description: 'The patient whom another system calls so; null when there is none that you may see.',
  })
  @Allow(WHO_MAY_SEE_PATIENTS)
  patientByIdentifier(
    @Ctx() ctx: Context,
    @Arg('system', () => Url, { description: 'The namespace.' }) system: string,
    @Arg('value', () => String, { description: 'The number or code within it.' }) value: string,
  ): Promise<Patient | null> {
    return findByIdentifier(ctx, { system, value: plainText(value, 'value') });
  }

  @Query(() => [Patient], {
    description: 'Patients with exactly this birth date and family name, before registering somebody twice. Audited.',
  })
  @Allow([Role.INTAKE])
  async possibleDuplicates(
    @Ctx() ctx: Context,
    @Arg('familyName', () => String, { description: 'The family name; accents and case do not matter.' })
    familyName: string,
    @Arg('birthDate', () => LocalDate, { description: 'The date of birth.' }) birthDate: string,
  ): Promise<Patient[]> {
    const key = foldName(familyName);
    const sameBirthDate = await findRows(ctx, PatientIdentity, { birthDate });
    const ids = sameBirthDate.filter((identity) => foldName(identity.familyName) === key).map(({ id }) => id);
    const organization = await ctx.load(entityById(Organization), ctx.organizationId);
    if (organization) await ctx.emit({ kind: 'patient.duplicates-searched', subject: organization });
    const patients = await Promise.all(ids.map((id) => ctx.load(entityById(Patient), id)));
    return patients.filter((patient) => patient !== null);
  }
}
