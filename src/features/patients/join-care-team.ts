import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { violates } from '../../platform/database/violations';
import { badInput, notFound } from '../../platform/graphql/errors';
import { IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById, findRows } from '../../platform/graphql/reads';
import { Payload, type Refusal, resultOf, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { DateTime } from '../../platform/graphql/scalars';
import { Clinician } from '../identity';
import { CareTeamMember } from './care-team-member.entity';
import { Patient } from './patient.entity';
import { mayChangeCareTeam } from './patient.policy';

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

/** Gives a clinician a seat on a patient's care team. From its first instant to its last they see the patient. */
export async function joinCareTeam(ctx: Context, input: JoinCareTeamInput): Promise<JoinCareTeamPayload | Refusal> {
  const patient = await ctx.load(entityById(Patient), input.patientId);
  if (!patient) throw notFound('Patient');
  const team = (await findRows(ctx, CareTeamMember, { patientId: patient.id })).filter(
    (seat) => !seat.hasEnded(ctx.now),
  );
  authorize(mayChangeCareTeam(ctx.viewer, team));
  await requireActiveClinicians(ctx, input);
  const from = input.from ?? ctx.now;
  requireSpan(input, from);
  if (team.some((seat) => seat.clinicianId === input.clinicianId && overlaps(seat, from, input.until ?? null)))
    return alreadySeated();

  try {
    return await ctx.transaction(async (tx) => {
      const seat = await tx.insert(CareTeamMember, {
        patientId: patient.id,
        clinicianId: input.clinicianId,
        duty: input.duty,
        from,
        until: input.until ?? null,
        coverForId: input.coverForId ?? null,
        reason: input.reason ?? null,
      });
      await tx.emit({ kind: 'care-team.joined', subject: seat, patientId: patient.id, reason: input.reason });
      return new JoinCareTeamPayload(seat);
    });
  } catch (error) {
    if (violates(error, 'care_team_member_one_open_seat')) return alreadySeated();
    throw error;
  }
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

async function requireActiveClinicians(ctx: Context, input: JoinCareTeamInput): Promise<void> {
  const clinician = await ctx.load(entityById(Clinician), input.clinicianId);
  if (!clinician) throw notFound('Clinician');
  if (!clinician.active)
    throw badInput({
      path: 'input.clinicianId',
      message: '"input.clinicianId" must be a clinician who works here now.',
    });
  if (!input.coverForId) return;
  if (input.coverForId === input.clinicianId)
    throw badInput({ path: 'input.coverForId', message: '"input.coverForId" must be a colleague.' });
  if (!(await ctx.load(entityById(Clinician), input.coverForId))) throw notFound('Clinician');
}
