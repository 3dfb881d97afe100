import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { DataCategory } from '../../access/data-category';
import { badInput, notFound } from '../../platform/graphql/errors';
import { IdField, ListField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload } from '../../platform/graphql/refusals';
import { DateTime } from '../../platform/graphql/scalars';
import { Clinician, PartnerApp } from '../identity';
import { Patient } from '../patients';
import { PeerMentor } from '../peers';
import { AccessRestriction } from './access-restriction.entity';
import { PatientPermission } from './patient-permission.entity';
import { mayKeepPermissions } from './restriction.policy';

@InputType({
  description:
    'What is to be kept from whom: from one clinician, mentor or app, or, when none is named, from everybody.',
})
export class RestrictAccessInput {
  @IdField('The patient.', () => [Patient])
  patientId!: string;

  @IdField('The clinician to keep out.', () => [Clinician], { optional: true })
  clinicianId?: string | null;

  @IdField('The mentor to keep out.', () => [PeerMentor], { optional: true })
  peerMentorId?: string | null;

  @IdField('The app or record system to keep out.', () => [PartnerApp], { optional: true })
  partnerAppId?: string | null;

  @ListField('What to keep from them. All categories: that there is such a patient, too.', () => DataCategory, {
    fewest: 1,
  })
  categories!: DataCategory[];

  @TextField('Why, in plain words.', { max: 500 })
  reason!: string;

  @ValueField('Until when; left out, until it is lifted.', () => DateTime, { optional: true })
  until?: Date | null;
}

@Payload('The restriction, in force.')
export class RestrictAccessPayload {
  @Field(() => AccessRestriction, { description: 'The restriction, in force.' })
  accessRestriction: AccessRestriction;

  constructor(accessRestriction: AccessRestriction) {
    this.accessRestriction = accessRestriction;
  }
}

interface Holder {
  readonly clinicianId: string | null;
  readonly peerMentorId: string | null;
  readonly partnerAppId: string | null;
}

/**
 * Denies categories of a patient's record from now on, whatever else allows them: care team, role, consent and break-glass
 * (42 CFR 2.26). The database keeps the denial. Nobody is refused whom the patient wants kept out, the one who writes it down included.
 * @throws BAD_USER_INPUT when more than one holder is named, or the end has passed
 */
export async function restrictAccess(ctx: Context, input: RestrictAccessInput): Promise<RestrictAccessPayload> {
  const holder = requireOneHolder(input);
  if (input.until && input.until <= ctx.now)
    throw badInput({ path: 'input.until', message: '"input.until" must be in the future.' });
  const [patient, permission] = await Promise.all([
    ctx.load(entityById(Patient), input.patientId),
    ctx.load(entityById(PatientPermission), input.patientId),
    requireKnown(ctx, holder),
  ]);
  if (!patient) throw notFound('Patient');
  authorize(mayKeepPermissions(permission));

  return ctx.transaction(async (tx) => {
    const restriction = tx.insert(AccessRestriction, {
      patientId: patient.id,
      ...holder,
      categories: input.categories,
      reason: input.reason.trim(),
      from: tx.now,
      until: input.until ?? null,
    });
    tx.emit({ kind: 'access.restricted', subject: restriction, patientId: patient.id });
    return new RestrictAccessPayload(restriction);
  });
}

function requireOneHolder({ clinicianId, peerMentorId, partnerAppId }: RestrictAccessInput): Holder {
  const named = [clinicianId, peerMentorId, partnerAppId].filter((id) => id !== undefined && id !== null);
  if (named.length > 1)
    throw badInput({
      path: 'input.clinicianId',
      message:
        'Give one of "input.clinicianId", "input.peerMentorId" and "input.partnerAppId", or none of them for everybody.',
    });
  return {
    clinicianId: clinicianId ?? null,
    peerMentorId: peerMentorId ?? null,
    partnerAppId: partnerAppId ?? null,
  };
}

async function requireKnown(ctx: Context, { clinicianId, peerMentorId, partnerAppId }: Holder): Promise<void> {
  if (clinicianId && !(await ctx.load(entityById(Clinician), clinicianId))) throw notFound('Clinician');
  if (peerMentorId && !(await ctx.load(entityById(PeerMentor), peerMentorId))) throw notFound('Peer mentor');
  if (partnerAppId && !(await ctx.load(entityById(PartnerApp), partnerAppId))) throw notFound('Partner app');
}
