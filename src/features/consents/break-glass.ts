import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import type { Transaction } from '../../access/transaction';
import { badInput, forbidden, notFound, rateLimited } from '../../platform/graphql/errors';
import { newId } from '../../platform/graphql/ids';
import { IdField, ObjectField, TextField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload } from '../../platform/graphql/refusals';
import { Clinician } from '../identity';
import { IdentifierInput, Patient } from '../patients';
import { EmergencyAccess } from './emergency-access.entity';

const MIN_REASON = 10;

@InputType({ description: 'Whose record is needed in an emergency, and why. Name the patient by id or by identifier.' })
export class BreakGlassInput {
  @IdField('The patient. Give this or an identifier.', () => [Patient], { optional: true })
  patientId?: string | null;

  @ObjectField('What another system calls the patient. Give this or an id.', () => IdentifierInput, { optional: true })
  identifier?: IdentifierInput | null;

  @TextField('Why you need the record now, in at least 10 characters. It is reviewed.', { max: 500 })
  reason!: string;
}

@Payload('The emergency access, which has begun.')
export class BreakGlassPayload {
  @Field(() => EmergencyAccess, { description: 'The emergency access, which has begun.' })
  emergencyAccess: EmergencyAccess;

  constructor(emergencyAccess: EmergencyAccess) {
    this.emergencyAccess = emergencyAccess;
  }
}

/** What app.break_glass answers. */
type Outcome = 'GRANTED' | 'NOT_FOUND' | 'RATE_LIMITED' | 'FORBIDDEN';

/**
 * Opens the record of a patient to a clinician who is not on the care team, for 60 minutes: every category but counseling notes, to
 * read and to write in, as if they were on the team; neither the care team nor consents, restrictions and disclosures. It alerts
 * the program by its audit line, waits for review, and a restriction stays stronger. A try that finds nobody counts and is
 * written down as well, so it is refused only after it was committed.
 * @throws NOT_FOUND for a patient who is absent and for one who is denied to the clinician; RATE_LIMITED after five tries an hour
 */
export async function breakGlass(ctx: Context, input: BreakGlassInput): Promise<BreakGlassPayload> {
  requireOnePatient(input);
  const reason = requireReason(input);

  const result = await ctx.transaction(async (tx) => {
    const id = newId();
    const outcome = await tryGlass(tx, id, input, reason);
    if (outcome === 'FORBIDDEN') throw forbidden('Breaking the glass needs a login that is bound to a clinician.');
    if (outcome !== 'GRANTED') {
      // The clinician is whom the line is about: what was asked for is not repeated, for it may be somebody's name elsewhere.
      tx.emit({ kind: 'emergency-access.refused', subject: await viewerAsClinician(tx) });
      return outcome;
    }
    const access = await tx.load(entityById(EmergencyAccess), id);
    if (!access) throw new Error('An emergency access was granted, and whoever took it does not see it.');
    tx.emit({ kind: 'emergency-access.granted', subject: access, patientId: access.patientId, reason });
    return new BreakGlassPayload(access);
  });

  if (result === 'RATE_LIMITED')
    throw rateLimited('Too many emergency accesses were tried. Wait, or call the program.');
  if (result === 'NOT_FOUND') throw notFound('Patient');
  return result;
}

async function tryGlass(tx: Transaction, id: string, input: BreakGlassInput, reason: string): Promise<Outcome> {
  const { patientId = null, identifier } = input;
  const [row] = await tx.query('select outcome from app.break_glass($1::uuid, $2::uuid, $3, $4, $5)', [
    id,
    patientId,
    identifier?.system ?? null,
    identifier?.value ?? null,
    reason,
  ]);
  return row?.outcome as Outcome;
}

async function viewerAsClinician(tx: Transaction): Promise<Clinician> {
  const clinician = await tx.load(entityById(Clinician), tx.viewer.principalId);
  if (!clinician) throw new Error('A clinician does not see themselves.');
  return clinician;
}

function requireOnePatient({ patientId, identifier }: BreakGlassInput): void {
  if ((patientId ?? null) === null ? (identifier ?? null) !== null : (identifier ?? null) === null) return;
  throw badInput({
    path: 'input.patientId',
    message: 'Give "input.patientId" or "input.identifier", exactly one of them.',
  });
}

function requireReason({ reason }: BreakGlassInput): string {
  const said = reason.trim();
  if (said.length >= MIN_REASON) return said;
  throw badInput({
    path: 'input.reason',
    message: `"input.reason" must say in at least ${MIN_REASON} characters why the record is needed now.`,
  });
}
