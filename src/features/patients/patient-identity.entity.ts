import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Category } from '../../access/category-of-rows';
import { DataCategory } from '../../access/data-category';
import { OrganizationRow } from '../../access/organization-row';
import { LocalDate, Url } from '../../platform/graphql/scalars';

/** Sex as it is recorded for administration (HL7 FHIR AdministrativeGender). */
export enum AdministrativeSex {
  FEMALE = 'FEMALE',
  MALE = 'MALE',
  OTHER = 'OTHER',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(AdministrativeSex, {
  name: 'AdministrativeSex',
  description: 'Sex as it is recorded for administration (HL7 FHIR AdministrativeGender).',
  valuesConfig: {
    FEMALE: { description: 'Recorded as female.' },
    MALE: { description: 'Recorded as male.' },
    OTHER: { description: 'Neither of the two.' },
    UNKNOWN: { description: 'Not recorded.' },
  },
});

/** A number or code that another system knows a record by. */
@ObjectType({ description: 'What another system calls a record.', simpleResolvers: true })
export class Identifier {
  @Field(() => Url, { description: 'The namespace: urn:oid:2.16.840.1.113883.4.1.' })
  system!: string;

  @Field(() => String, { description: 'The number or code within it.' })
  value!: string;
}

/** A postal address. */
@ObjectType({ description: 'A postal address.', simpleResolvers: true })
export class Address {
  @Field(() => [String], { description: 'Street lines.' })
  lines!: string[];

  @Field(() => String, { nullable: true, description: 'City or town.' })
  city!: string | null;

  @Field(() => String, { nullable: true, description: 'State or province.' })
  region!: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code.' })
  postalCode!: string | null;

  @Field(() => String, { nullable: true, description: 'The country, by name or ISO 3166 code.' })
  country!: string | null;
}

/** Who a patient is. The row has the patient's id. */
@ObjectType({ description: 'Who a patient is.', simpleResolvers: true })
@Category(DataCategory.IDENTITY)
@Entity()
export class PatientIdentity extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Field(() => String, { description: 'The given name.' })
  @Column('text')
  givenName!: string;

  @Field(() => String, { description: 'The family name.' })
  @Column('text')
  familyName!: string;

  @Field(() => LocalDate, { description: 'The date of birth.' })
  @Column('date')
  birthDate!: string;

  @Field(() => AdministrativeSex, { description: 'Sex as recorded for administration.' })
  @Column('text')
  sex!: AdministrativeSex;

  @Field(() => String, { nullable: true, description: 'Pronouns, in the words of the patient.' })
  @Column('text', { nullable: true })
  pronouns!: string | null;

  @Field(() => Address, { nullable: true, description: 'Where the patient lives or gets mail.' })
  @Column('jsonb', { nullable: true })
  address!: Address | null;

  @Column('float8', { nullable: true })
  homeLatitude!: number | null;

  @Column('float8', { nullable: true })
  homeLongitude!: number | null;

  /** Family name first, folded: what lists are ordered and searched by. */
  @Column('text')
  nameKey!: string;

  /** Given name first, folded. */
  @Column('text')
  givenNameKey!: string;
}

/** What another system calls a patient. Unique in the organization. */
@Category(DataCategory.IDENTITY)
@Entity()
export class PatientIdentifier extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  @Column('text')
  system!: string;

  @Column('text')
  value!: string;
}

/**
 * A name as it is searched: without accents, lower-case, single spaces. The same rule for what is stored and what is asked.
 */
export function foldName(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
