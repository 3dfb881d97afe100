import { Arg, Ctx, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { Announcement } from '../../access/announcements';
import { Allow } from '../../access/authorize';
import type { Context } from '../../access/context';
import { Role } from '../../access/role';
import { uuidOf } from '../../platform/graphql/ids';
import { RecordReference } from '../../platform/graphql/plan';
import { entityById } from '../../platform/graphql/reads';
import { WHO_MAY_SEE_PATIENTS } from '../patients';
import { PeerLink } from '../peer-links';
import { FollowUp } from '../recovery';
import { ChangeEvent, ChangeType } from './change-event.entity';
import { isAskedOf, isFor } from './follow-up-for';

/** Those who have follow-ups to do, or say whose they are. */
const WHO_FOLLOWS_UP = [Role.CLINICIAN, Role.PEER_MENTOR, Role.PROGRAM_DIRECTOR];

type Listening = AsyncIterableIterator<Announcement>;

/**
 * What can be followed. `subscribe` says which changes are worth a look; a method, what of a change is shown, and row security, whether
 * it is.
 */
@Resolver()
export class LiveResolver {
  @Subscription(() => ChangeEvent, {
    description:
      "Each event is re-read under the subscriber's permissions before it is sent. Without an id, of every patient you may see.",
    subscribe: ({ args, context }) => followPatients(context as Context, args.patientId),
  })
  @Allow(WHO_MAY_SEE_PATIENTS)
  patientChanged(
    @Root() { id }: Announcement,
    @Arg('patientId', () => ID, { nullable: true, description: 'Of this patient only.' }) _patientId: string | null,
  ): object {
    return new RecordReference(ChangeEvent, id);
  }

  @Subscription(() => PeerLink, {
    description: 'Links that you may see, as they are when they changed. Without an id, all of them.',
    subscribe: ({ args, context }) => followLinks(context as Context, args.peerLinkId),
  })
  @Allow(WHO_MAY_SEE_PATIENTS)
  peerLinkChanged(
    @Root() { subjectId }: Announcement,
    @Arg('peerLinkId', () => ID, { nullable: true, description: 'Of this link only.' }) _peerLinkId: string | null,
  ): object {
    return new RecordReference(PeerLink, subjectId);
  }

  @Subscription(() => FollowUp, {
    description:
      'Follow-ups as they open: for a clinician those that are assigned to them, or to nobody, with patients they may see; for a mentor their own; for the director what is urgent and nobody’s. Those, too, that come to be yours later: by escalation, or because somebody assigned them.',
    subscribe: ({ context }) => followFollowUps(context as Context),
  })
  @Allow(WHO_FOLLOWS_UP)
  async followUpOpened(@Root() { subjectId, version }: Announcement, @Ctx() ctx: Context): Promise<FollowUp | null> {
    const followUp = await ctx.load(entityById(FollowUp), subjectId);
    const isTheirs = version === 1 ? isFor : isAskedOf;
    return followUp && isTheirs(ctx.viewer, followUp) ? followUp : null;
  }
}

function followPatients(ctx: Context, id: string | null | undefined): Listening {
  const wanted = typeof id === 'string' ? uuidOf(['patient'], id, 'patientId') : undefined;
  return listen(ctx, ({ patientId }) => patientId !== null && (wanted === undefined || patientId === wanted));
}

function followLinks(ctx: Context, id: string | null | undefined): Listening {
  const wanted = typeof id === 'string' ? uuidOf(['peer_link'], id, 'peerLinkId') : undefined;
  return listen(
    ctx,
    ({ type, subjectId }) => type === ChangeType.PEER_LINK && (wanted === undefined || subjectId === wanted),
  );
}

function followFollowUps(ctx: Context): Listening {
  return listen(ctx, ({ type }) => type === ChangeType.FOLLOW_UP);
}

/** What is told to somebody else alone is passed over at once; of everything else row security decides when it is read. */
function listen(
  { announcements, organizationId, viewer }: Context,
  concerns: (change: Announcement) => boolean,
): Listening {
  const { principalId } = viewer;
  return announcements.listen(
    organizationId,
    (change) => (change.principalId === null || change.principalId === principalId) && concerns(change),
  );
}
