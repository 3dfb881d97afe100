import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { Allow } from '../../access/authorize';
import type { Context } from '../../access/context';
import { Role } from '../../access/role';
import {
  connectionOf,
  cursorScopeOf,
  entityById,
  fromCursor,
  type Page,
  pageRequest,
  toCursor,
} from '../../platform/graphql/reads';
import { type Candidate, findMeetings } from './find-meetings';
import { Meeting } from './meeting.entity';
import { MeetingFilter } from './meeting-filter';
import { MeetingOccurrence } from './meeting-occurrence';
import type { Upcoming } from './upcoming';

const MeetingOccurrenceConnection = connectionOf(MeetingOccurrence);

/** Finding a meeting. */
@Resolver()
export class FindMeetingsResolver {
  @Query(() => MeetingOccurrenceConnection, {
    description: 'Find a meeting by time, place, fellowship, type or modality; the soonest first.',
  })
  @Allow(Object.values(Role))
  async meetings(
    @Ctx() ctx: Context,
    @Arg('filter', () => MeetingFilter, { description: 'Only what passes every key that is given.' })
    filter: MeetingFilter,
    @Arg('first', () => Int, { nullable: true, description: 'How many, after the cursor. 25 when left out.' })
    first?: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Begin behind this cursor.' })
    after?: string | null,
  ): Promise<Page> {
    const request = pageRequest({ first, after }, ctx.maxPageSize);
    const scope = cursorScopeOf(ctx, 'Query.meetings', { filter });
    const place = request.after === undefined ? undefined : fromCursor(scope, 'after', request.after, 2);

    const found = await findMeetings(ctx, filter);
    const rest = place === undefined ? found : found.filter((occurrence) => isBehind(occurrence, place));
    const edges = await Promise.all(
      rest.slice(0, request.size).map(async (occurrence) => ({
        cursor: toCursor(scope, placeOf(occurrence)),
        node: await occurrenceOf(ctx, occurrence),
      })),
    );
    return {
      edges,
      nodes: edges.map(({ node }) => node),
      pageInfo: {
        hasNextPage: rest.length > request.size,
        hasPreviousPage: request.after !== undefined,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      totalCount: ctx.countsTotals ? found.length : null,
    };
  }
}

/** All in one statement: the loader gathers the meetings of a page. */
async function occurrenceOf(ctx: Context, { meeting, ...times }: Upcoming<Candidate>): Promise<MeetingOccurrence> {
  const row = await ctx.load(entityById(Meeting), meeting.id);
  // Both reads are of the operation's one snapshot.
  if (!row) throw new Error('A meeting vanished between two reads of one snapshot.');
  return new MeetingOccurrence(row, times, meeting.distanceKm);
}

function placeOf({ startsAt, meeting }: Upcoming<Candidate>): [startsAt: string, id: string] {
  return [startsAt.toISOString(), meeting.id];
}

function isBehind({ startsAt, meeting }: Upcoming<Candidate>, [at = '', id = '']: readonly string[]): boolean {
  const apart = startsAt.getTime() - Date.parse(at);
  return apart > 0 || (apart === 0 && meeting.id > id);
}
