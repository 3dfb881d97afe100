import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { badInput } from '../../platform/graphql/errors';
import { TextField, TextsField, ValueField } from '../../platform/graphql/inputs';
import { Payload } from '../../platform/graphql/refusals';
import { Clinician, ClinicianRole } from './clinician.entity';

@InputType({ description: 'A clinician who begins to work here.' })
export class RegisterClinicianInput {
  @TextField('The name that patients and colleagues see.', { max: 200 })
  displayName!: string;

  @ValueField('The profession.', () => ClinicianRole)
  role!: ClinicianRole;

  @TextField('The National Provider Identifier, ten digits.', { max: 10, optional: true })
  npi?: string | null;

  @TextsField('Licenses and certificates: LADC, MD.', { max: 100, most: 20, optional: true })
  qualifications?: string[] | null;
}

@Payload('The clinician as registered.')
export class RegisterClinicianPayload {
  @Field(() => Clinician, { description: 'The clinician as registered.' })
  clinician: Clinician;

  constructor(clinician: Clinician) {
    this.clinician = clinician;
  }
}

/** Registers a clinician. A login is bound to them by `connectAccount`. */
export async function registerClinician(
  ctx: Context,
  input: RegisterClinicianInput,
): Promise<RegisterClinicianPayload> {
  if (input.npi && !isNpi(input.npi)) {
    throw badInput({
      path: 'input.npi',
      message: '"input.npi" must be ten digits whose last one is a valid check digit.',
    });
  }
  return ctx.transaction(async (tx) => {
    const clinician = tx.insert(Clinician, {
      version: 1,
      displayName: input.displayName,
      role: input.role,
      npi: input.npi ?? null,
      qualifications: input.qualifications ?? [],
      active: true,
    });
    tx.emit({ kind: 'clinician.registered', subject: clinician });
    return new RegisterClinicianPayload(clinician);
  });
}

/**
 * Whether the text is a National Provider Identifier: ten digits, the last a Luhn check digit over 80840 and the first nine.
 * Source: CMS, "Requirements for National Provider Identifier (NPI) and NPI check digit", 2004.
 */
export function isNpi(text: string): boolean {
  if (!/^\d{10}$/.test(text)) return false;
  const digits = [...`80840${text}`].reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
