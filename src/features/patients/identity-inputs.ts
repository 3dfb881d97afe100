import { InputType } from 'type-graphql';
import { badInput } from '../../platform/graphql/errors';
import { TextField, TextsField, ValueField } from '../../platform/graphql/inputs';
import { Url } from '../../platform/graphql/scalars';

@InputType({ description: 'What another system calls a record.' })
export class IdentifierInput {
  @ValueField('The namespace: urn:oid:2.16.840.1.113883.4.1.', () => Url)
  system!: string;

  @TextField('The number or code within it.', { max: 200 })
  value!: string;
}

@InputType({ description: 'A postal address.' })
export class AddressInput {
  @TextsField('Street lines.', { max: 200, most: 4 })
  lines!: string[];

  @TextField('City or town.', { max: 100, optional: true })
  city?: string | null;

  @TextField('State or province.', { max: 100, optional: true })
  region?: string | null;

  @TextField('Postal code.', { max: 20, optional: true })
  postalCode?: string | null;

  @TextField('The country, by name or ISO 3166 code.', { max: 100, optional: true })
  country?: string | null;
}

const ADULT_AGE_YEARS = 18;
const LONGEST_LIFE_YEARS = 130;

/**
 * Refuses a birth date in the future, beyond any life, or of a minor where the program accepts none.
 * @param today the calendar day of the program, YYYY-MM-DD
 */
export function requireBirthDate(birthDate: string, today: string, acceptsMinors: boolean): void {
  const refuse = (message: string): never => {
    throw badInput({ path: 'input.birthDate', message });
  };
  if (birthDate > today) refuse('"input.birthDate" must not be in the future.');
  if (birthDate < yearsBefore(today, LONGEST_LIFE_YEARS))
    refuse('"input.birthDate" must be within the last 130 years.');
  if (!acceptsMinors && birthDate > yearsBefore(today, ADULT_AGE_YEARS)) {
    refuse('"input.birthDate" must be at least 18 years ago: this program does not register minors.');
  }
}

function yearsBefore(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`;
}
