import type { ReadContext } from '../../platform/graphql/reads';
import { distanceKm } from './distance';
import type { MeetingFilter, NearInput } from './meeting-filter';
import { Modality } from './modality';
import { DEFAULT_DAYS } from './next-meetings';
import type { WeeklySchedule } from './occurrences';
import { type Cancelled, type Scheduled, type Upcoming, upcoming } from './upcoming';
import type { Weekday } from './weekday';

/** A meeting as far as finding it goes. */
export interface Candidate extends Scheduled {
  /** How far it is from where the caller asked, in kilometers; null without `near`, or where there is no place to go to. */
  readonly distanceKm: number | null;
}

/** At a place: only these can be too far away. */
const AT_A_PLACE: readonly Modality[] = [Modality.IN_PERSON, Modality.HYBRID];

/**
 * Every time at which meetings that pass the filter take place, the soonest first; those at the same instant by id.
 * PostgreSQL narrows the meetings; when they take place is computed here, in each one's own zone.
 */
export async function findMeetings(ctx: ReadContext, filter: MeetingFilter): Promise<Upcoming<Candidate>[]> {
  const from = filter.from ?? ctx.now;
  const candidates = await readCandidates(ctx, filter);
  const cancellations = await readCancellations(ctx, from);
  return upcoming(candidates, cancellations, from, filter.days ?? DEFAULT_DAYS);
}

interface CandidateRow {
  readonly id: string;
  readonly weekday: Weekday;
  readonly startTime: string;
  readonly endTime: string | null;
  readonly timeZone: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

// The box is a little larger than the circle, whose exact distance is measured afterwards.
const CANDIDATES = `
  select m.id, m.weekday, m.start_time as "startTime", m.end_time as "endTime", m.time_zone as "timeZone",
    case when m.modality = any($1::text[]) then m.latitude end as latitude,
    case when m.modality = any($1::text[]) then m.longitude end as longitude
  from meeting m join peer_group g on g.organization_id = m.organization_id and g.id = m.peer_group_id
  where m.active and g.active and m.weekday is not null
    and ($2::text is null or m.weekday = $2)
    and ($3::text[] is null or m.modality = any($3))
    and ($4::text[] is null or m.types && $4)
    and ($5::text[] is null or g.fellowship = any($5))
    and ($6::text[] is null or g.approaches && $6)
    and ($7::float8 is null or m.latitude is null or m.modality <> all($1::text[])
      or (m.latitude between $7 and $8 and m.longitude between $9 and $10))`;

async function readCandidates(ctx: ReadContext, filter: MeetingFilter): Promise<Candidate[]> {
  const box = filter.near ? boxAround(filter.near) : undefined;
  const rows = (await ctx.query(CANDIDATES, [
    AT_A_PLACE,
    filter.weekday ?? null,
    filter.modalities ?? null,
    filter.types ?? null,
    filter.fellowships ?? null,
    filter.approaches ?? null,
    box?.south ?? null,
    box?.north ?? null,
    box?.west ?? null,
    box?.east ?? null,
  ])) as unknown as CandidateRow[];
  const candidates = rows.map((row) => candidateOf(row, filter.near ?? null));
  return candidates.filter(({ distanceKm: away }) => away === null || !filter.near || away <= filter.near.withinKm);
}

function candidateOf(row: CandidateRow, near: NearInput | null): Candidate {
  const { id, latitude, longitude, ...schedule } = row;
  const hasPlace = latitude !== null && longitude !== null;
  return {
    id,
    distanceKm: near && hasPlace ? distanceKm(near, { latitude, longitude }) : null,
    schedule: (): WeeklySchedule => schedule,
  };
}

/** In the zone of a meeting a day can begin 14 hours before it does in UTC, and a meeting under way began the day before. */
const CANCELLATIONS = `
  select meeting_id as "meetingId", cancelled_on as "cancelledOn" from cancelled_occurrence
  where cancelled_on >= ($1::timestamptz at time zone 'UTC')::date - 3`;

async function readCancellations(ctx: ReadContext, from: Date): Promise<Cancelled[]> {
  return (await ctx.query(CANCELLATIONS, [from])) as unknown as Cancelled[];
}

interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** A degree of latitude is 111.2 km on the sphere that distances are measured on; a little less, so that no rounding cuts the circle. */
const KM_PER_DEGREE = 111;

/** Degrees that hold everything within the distance. */
function boxAround({ latitude, longitude, withinKm }: NearInput): Box {
  const reach = withinKm / KM_PER_DEGREE;
  const south = latitude - reach;
  const north = latitude + reach;
  const anywhere = { south, north, west: -180, east: 180 };
  // Round a pole every longitude is near.
  if (south <= -90 || north >= 90) return anywhere;
  const narrowest = Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180);
  const west = longitude - reach / narrowest;
  const east = longitude + reach / narrowest;
  // Across the date line the box would be two.
  return west < -180 || east > 180 ? anywhere : { south, north, west, east };
}
