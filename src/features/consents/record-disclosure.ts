import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { DataCategory } from '../../access/data-category';
import type { Transaction } from '../../access/transaction';
import { badInput, notFound } from '../../platform/graphql/errors';
import { IdField, ListField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById, findRows } from '../../platform/graphql/reads';
import { Payload } from '../../platform/graphql/refusals';
import { DateTime } from '../../platform/graphql/scalars';
import { Patient } from '../patients';
import { Consent, Purpose } from './consent.entity';
import { Disclosure, DisclosureBasis } from './disclosure.entity';
import { consentCovers, requireDisclosure } from './disclosure.policy';
import { PatientPermission } from './patient-permission.entity';
import { mayKeepPermissions } from './restriction.policy';

@InputType({
  description: 'Something of a record that left the program otherwise than by the API: by fax, phone, on paper.',
})
export class RecordDisclosureInput {
  @IdField('The patient.', () => [Patient])
  patientId!: string;

  @ValueField('On what it stands.', () => DisclosureBasis)
  basis!: DisclosureBasis;

  @TextField('Who received it, by name.', { max: 200 })
  recipient!: string;

  @TextField('To which health care facility or other entity they belong. A medical emergency needs it.', {
    max: 200,
    optional: true,
  })
  recipientAffiliation?: string | null;

  @TextField('Their address.', { max: 500, optional: true })
  recipientAddress?: string | null;

  @ListField('What was disclosed. Empty: no more than that the person is a patient here.', () => DataCategory)
  categories!: DataCategory[];

  @ValueField('When it left.', () => DateTime)
  at!: Date;

  @TextField('The nature of the emergency. A medical emergency needs it.', { max: 500, optional: true })
  nature?: string | null;

  @ValueField(
    "True when the patient's consent could not be obtained before. A medical emergency needs it to be true.",
    () => Boolean,
    { optional: true },
  )
  consentUnobtainable?: boolean | null;

  @TextField('What was disclosed, in plain words. The basis OTHER needs it.', { max: 2000, optional: true })
  description?: string | null;
}

@Payload('The disclosure, written down.')
export class RecordDisclosurePayload {
  @Field(() => Disclosure, { description: 'The disclosure, written down.' })
  disclosure: Disclosure;

  constructor(disclosure: Disclosure) {
    this.disclosure = disclosure;
  }
}

/** What a disclosure is for, where no consent says it. */
const PURPOSES: Partial<Record<DisclosureBasis, Purpose>> = { [DisclosureBasis.MEDICAL_EMERGENCY]: Purpose.EMERGENCY };

/**
 * Writes down a disclosure that did not go through the API. It stays for good: the patient may read three years back and more
 * (42 CFR 2.25). Whoever writes it down is named as the discloser (2.51(c)(2)).
 * @throws BAD_USER_INPUT naming every element that the basis needs, or input.basis when no consent covers it
 */
export async function recordDisclosure(ctx: Context, input: RecordDisclosureInput): Promise<RecordDisclosurePayload> {
  requireDisclosure(input, ctx.now);
  const [patient, permission] = await Promise.all([
    ctx.load(entityById(Patient), input.patientId),
    ctx.load(entityById(PatientPermission), input.patientId),
  ]);
  if (!patient) throw notFound('Patient');
  authorize(mayKeepPermissions(permission));

  return ctx.transaction(async (tx) => {
    const consent = input.basis === DisclosureBasis.CONSENT ? await holdConsent(tx, input) : null;
    const disclosure = tx.insert(Disclosure, {
      patientId: patient.id,
      at: input.at,
      basis: input.basis,
      recipient: input.recipient.trim(),
      recipientAffiliation: input.recipientAffiliation ?? null,
      recipientAddress: input.recipientAddress ?? null,
      purpose: consent?.purpose ?? PURPOSES[input.basis] ?? Purpose.OPERATIONS,
      categories: input.categories,
      description: input.description ?? null,
      nature: input.nature ?? null,
      operation: null,
      consentId: consent?.id ?? null,
      discloserId: tx.viewer.principalId,
    });
    tx.emit({ kind: 'disclosure.recorded', subject: disclosure, patientId: patient.id });
    return new RecordDisclosurePayload(disclosure);
  });
}

/** The consent that it stands on, as it stays until the transaction ends: a revocation at the same moment waits, or is seen here. */
async function holdConsent(tx: Transaction, input: RecordDisclosureInput): Promise<Consent> {
  const known = await findRows(tx, Consent, { patientId: input.patientId });
  const found = known.find((consent) => consentCovers(consent, input));
  const consent = found && (await tx.pin(Consent, found.id));
  if (consent && consentCovers(consent, input)) return consent;
  throw badInput({
    path: 'input.basis',
    message:
      '"input.basis" needs a consent of the patient that names this recipient, covers these categories and was in force then. Record that consent first.',
  });
}
