import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import type { Transaction } from '../../access/transaction';
import { isHolder } from '../../access/viewer';
import { badInput, notFound } from '../../platform/graphql/errors';
import { IdField, ValueField } from '../../platform/graphql/inputs';
import { entityById, findRows } from '../../platform/graphql/reads';
import { Payload, type Refusal, resultOf, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { DateTime } from '../../platform/graphql/scalars';
import { CareTeamMember } from './care-team-member.entity';
import { mayChangeCareTeam } from './patient.policy';

@InputType({ description: 'A seat on a care team that ends.' })
export class LeaveCareTeamInput {
  @IdField('The seat.', () => [CareTeamMember])
  careTeamMemberId!: string;

  @ValueField('When it ends; now when left out.', () => DateTime, { optional: true })
  at?: Date | null;
}

@Payload('The seat with its end.')
export class LeaveCareTeamPayload {
  @Field(() => CareTeamMember, { description: 'The seat with its end.' })
  careTeamMember: CareTeamMember;

  constructor(careTeamMember: CareTeamMember) {
    this.careTeamMember = careTeamMember;
  }
}

export const LeaveCareTeamResult = resultOf(LeaveCareTeamPayload);

/** Ends a seat. What the clinician saw by it is out of their sight from that instant. */
export async function leaveCareTeam(ctx: Context, input: LeaveCareTeamInput): Promise<LeaveCareTeamPayload | Refusal> {
  const seat = await ctx.load(entityById(CareTeamMember), input.careTeamMemberId);
  if (!seat) throw notFound('Seat');
  const team = (await findRows(ctx, CareTeamMember, { patientId: seat.patientId })).filter(
    (member) => !member.hasEnded(ctx.now),
  );
  if (!isHolder(ctx.viewer, 'clinician', seat.clinicianId)) authorize(mayChangeCareTeam(ctx.viewer, team, ctx.now));
  if (seat.hasEnded(ctx.now)) return alreadyEnded();
  if (input.at) requireEnd(seat, input.at, ctx.now);

  return ctx.transaction(async (tx) => {
    const { isAsRead, endsNow } = await lockSeat(tx, seat);
    if (!isAsRead) return alreadyEnded();
    const until = input.at ?? endsNow;
    tx.update(CareTeamMember, { id: seat.id }, { until });
    const left = Object.assign(new CareTeamMember(), seat, { until });
    tx.emit({ kind: 'care-team.left', subject: left, patientId: seat.patientId });
    return new LeaveCareTeamPayload(left);
  });
}

/**
 * Keeps everybody else from ending the seat, and says whether it still has the end that was read. By the database's clock too:
 * of two who leave at once, the later to write may be the earlier by its own.
 * What ends now has ended by the earlier of the two clocks, and not before it began: for row security reads the database's.
 */
async function lockSeat(tx: Transaction, seat: CareTeamMember): Promise<{ isAsRead: boolean; endsNow: Date }> {
  const [present] = await tx.query(
    `select ends_at is not distinct from $2::timestamptz and (ends_at is null or ends_at > now()) as as_read,
       greatest(starts_at, least(now(), $3::timestamptz)) as ends_now from care_team_member where id = $1 for update`,
    [seat.id, seat.until, tx.now],
  );
  if (!present) throw notFound('Seat');
  return { isAsRead: present.as_read === true, endsNow: present.ends_now as Date };
}

function alreadyEnded(): TransitionNotAllowed {
  return new TransitionNotAllowed('ENDED', 'ENDED', []);
}

/** Leaving can only shorten a seat: whoever covers for a day does not stay by leaving next year. */
function requireEnd(seat: CareTeamMember, until: Date, now: Date): void {
  const refuse = (message: string): never => {
    throw badInput({ path: 'input.at', message });
  };
  if (until < now) refuse('"input.at" must not be in the past.');
  if (until < seat.from) refuse('"input.at" must not be before the seat begins.');
  if (seat.until && until > seat.until) refuse('"input.at" must not be later than the end that the seat has.');
}
