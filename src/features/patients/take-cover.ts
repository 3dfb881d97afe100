import type { Transaction } from '../../access/transaction';
import { badInput, notFound } from '../../platform/graphql/errors';
import { newId } from '../../platform/graphql/ids';
import { CareTeamMember } from './care-team-member.entity';

const MOST_DAYS = 14;
const DAY_MS = 86_400_000;
/** A caller's clock may be behind ours by this much. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** A cover as it is asked for. */
interface CoverInput {
  readonly patientId: string;
  readonly clinicianId: string;
  readonly duty: string;
  readonly until?: Date | null | undefined;
  readonly coverForId?: string | null | undefined;
  readonly reason?: string | null | undefined;
}

/** A cover that has all that it needs. */
export type Cover = Pick<CareTeamMember, 'patientId' | 'clinicianId' | 'duty' | 'from'> & {
  readonly until: Date;
  readonly coverForId: string;
  readonly reason: string;
};

/**
 * What somebody who seats themselves has to say: until when, not beyond 14 days from now, and why.
 * @throws BAD_USER_INPUT naming the field
 */
export function requireCover(input: CoverInput, from: Date, now: Date): Cover {
  const { until, coverForId, reason, ...seat } = input;
  if (!until || !coverForId || !reason) throw new Error('What is no cover was asked for as one.');
  if (from.getTime() < now.getTime() - CLOCK_SKEW_MS)
    throw badInput({ path: 'input.from', message: '"input.from" must not be in the past, when you cover yourself.' });
  if (until.getTime() > now.getTime() + MOST_DAYS * DAY_MS)
    throw badInput({
      path: 'input.until',
      message: `"input.until" must be at most ${MOST_DAYS} days ahead, when you cover yourself.`,
    });
  const { patientId, clinicianId, duty } = seat;
  return { patientId, clinicianId, duty, from, until, coverForId, reason };
}

/**
 * Takes a seat to cover for a colleague, on the team of a patient who is not in the viewer's sight: the database looks.
 * @returns null when the clinician has a seat there at that time
 * @throws NOT_FOUND for a patient who is absent, is not treated by the colleague now, or is denied to the clinician
 */
export async function takeCover(tx: Transaction, cover: Cover): Promise<CareTeamMember | null> {
  const seat = Object.assign(new CareTeamMember(), { organizationId: tx.organizationId, id: newId() }, cover);
  const [row] = await tx.query(
    'select app.take_cover($1::uuid, $2::uuid, $3::uuid, $4, $5::timestamptz, $6::timestamptz, $7) as outcome',
    [seat.id, cover.patientId, cover.coverForId, cover.duty, cover.from, cover.until, cover.reason],
  );
  if (row?.outcome === 'SEATED') return null;
  if (row?.outcome !== 'COVERS') throw notFound('Patient');
  tx.emit({ kind: 'care-team.covered', subject: seat, patientId: seat.patientId, reason: seat.reason });
  return seat;
}
