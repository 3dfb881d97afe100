import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import type { Transaction } from '../../access/transaction';
import { badInput, notFound } from '../../platform/graphql/errors';
import { IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById, findRows, type ReadContext } from '../../platform/graphql/reads';
import { Payload, type Refusal, resultOf, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { DateTime } from '../../platform/graphql/scalars';
import { Clinician } from '../identity';
import { CareTeamMember } from './care-team-member.entity';
import { CareEpisode, Patient } from './patient.entity';
import { mayChangeCare, mayChangeCareTeam, takesCover } from './patient.policy';
import { requireCover, takeCover } from './take-cover';

@InputType({ description: 'A clinician who takes a seat on a care team.' })
export class JoinCareTeamInput {
  @IdField('The patient.', () => [Patient])
  patientId!: string;

  @IdField('The clinician who takes the seat.', () => [Clinician])
  clinicianId!: string;

  @TextField('What the clinician does on this team.', { max: 100 })
  duty!: string;

  @ValueField('When the seat begins; now when left out.', () => DateTime, { optional: true })
  from?: Date | null;

  @ValueField('When the seat ends; a cover needs an end.', () => DateTime, { optional: true })
  until?: Date | null;

  @IdField('The colleague who is covered for.', () => [Clinician], { optional: true })
  coverForId?: string | null;

  @TextField('Why; a cover needs a reason.', { max: 500, optional: true })
  reason?: string | null;
}

@Payload('The seat.')
export class JoinCareTeamPayload {
  @Field(() => CareTeamMember, { description: 'The seat.' })
  careTeamMember: CareTeamMember;

  constructor(careTeamMember: CareTeamMember) {
    this.careTeamMember = careTeamMember;
  }
}

export const JoinCareTeamResult = resultOf(JoinCareTeamPayload);

/**
 * Gives a clinician a seat on a patient's care team. From its first instant to its last they see the patient. A clinician of no seat
 * there may take one to cover for a colleague who has.
 */
export async function joinCareTeam(ctx: Context, input: JoinCareTeamInput): Promise<JoinCareTeamPayload | Refusal> {
  const [patient, episode, team] = await Promise.all([
    ctx.load(entityById(Patient), input.patientId),
    ctx.load(entityById(CareEpisode), input.patientId),
    presentTeam(ctx, input.patientId),
  ]);
  if (takesCover(ctx.viewer, input, team)) return coverColleague(ctx, input);
  if (!patient) throw notFound('Patient');
  authorize(mayChangeCare(episode));
  authorize(mayChangeCareTeam(ctx.viewer, team, ctx.now));
  await requireColleague(ctx, input);
  const from = input.from ?? ctx.now;
  requireSpan(input, from);

  return ctx.transaction(async (tx) => {
    await lockSeating(tx, patient.id, input.clinicianId);
    const team = await presentTeam(tx, patient.id);
    if (team.some((seat) => seat.clinicianId === input.clinicianId && overlaps(seat, from, input.until ?? null)))
      return alreadySeated();
    const seat = tx.insert(CareTeamMember, {
      patientId: patient.id,
      clinicianId: input.clinicianId,
      duty: input.duty,
      from,
      until: input.until ?? null,
      coverForId: input.coverForId ?? null,
      reason: input.reason ?? null,
    });
    tx.emit({ kind: 'care-team.joined', subject: seat, patientId: patient.id, reason: input.reason });
    return new JoinCareTeamPayload(seat);
  });
}

async function coverColleague(ctx: Context, input: JoinCareTeamInput): Promise<JoinCareTeamPayload | Refusal> {
  await requireColleague(ctx, input);
  const from = input.from ?? ctx.now;
  requireSpan(input, from);
  const cover = requireCover(input, from, ctx.now);
  return ctx.transaction(async (tx) => {
    const seat = await takeCover(tx, cover);
    return seat ? new JoinCareTeamPayload(seat) : alreadySeated();
  });
}

/** Seats that have not ended, those still to begin included. */
async function presentTeam(ctx: ReadContext, patientId: string): Promise<CareTeamMember[]> {
  const seats = await findRows(ctx, CareTeamMember, { patientId });
  return seats.filter((seat) => !seat.hasEnded(ctx.now));
}

/**
 * Makes those who seat somebody with this patient wait for each other, so that no two seats of one clinician overlap,
 * and makes a deactivation wait, so that it ends this seat, too.
 */
async function lockSeating(tx: Transaction, patientId: string, clinicianId: string): Promise<void> {
  const [, clinician] = await Promise.all([tx.hold(Patient, patientId), tx.pin(Clinician, clinicianId)]);
  if (!clinician) throw notFound('Clinician');
  if (clinician.active) return;
  throw badInput({
    path: 'input.clinicianId',
    message: '"input.clinicianId" must be a clinician who works here now.',
  });
}

function alreadySeated(): TransitionNotAllowed {
  return new TransitionNotAllowed(
    'SEATED',
    'SEATED',
    [],
    'This clinician already has a seat on the care team at that time.',
  );
}

function overlaps(seat: CareTeamMember, from: Date, until: Date | null): boolean {
  return (until === null || seat.from < until) && (seat.until === null || from < seat.until);
}

function requireSpan(input: JoinCareTeamInput, from: Date): void {
  if (input.until && input.until <= from)
    throw badInput({ path: 'input.until', message: '"input.until" must be later than the beginning of the seat.' });
  if (!input.coverForId) return;
  if (!input.until)
    throw badInput({ path: 'input.until', message: '"input.until" is needed for a cover: say when it ends.' });
  if (!input.reason) throw badInput({ path: 'input.reason', message: '"input.reason" is needed for a cover.' });
}

async function requireColleague(ctx: Context, { clinicianId, coverForId }: JoinCareTeamInput): Promise<void> {
  if (!coverForId) return;
  if (coverForId === clinicianId)
    throw badInput({ path: 'input.coverForId', message: '"input.coverForId" must be a colleague.' });
  if (!(await ctx.load(entityById(Clinician), coverForId))) throw notFound('Clinician');
}
