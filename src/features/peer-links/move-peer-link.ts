import { DateTime } from 'luxon';
import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { saveVersion } from '../../access/save-version';
import { violates } from '../../platform/database/violations';
import { notFound } from '../../platform/graphql/errors';
import { ExpectedVersionField, IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload, type Refusal, resultOf, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { Patient } from '../patients';
import { isAvailable } from './availability';
import { PauseReason, PeerLink, PeerLinkReason } from './peer-link.entity';
import { nextLinkStatuses, PeerLinkStatus } from './peer-link-status';
import { PeerUnavailable } from './refusals';

@InputType({ description: 'A step of a peer link.' })
export class MovePeerLinkInput {
  @IdField('The link.', () => [PeerLink])
  peerLinkId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @ValueField('Where it goes.', () => PeerLinkStatus)
  to!: PeerLinkStatus;

  @TextField('Why, in plain words; kept when the link ends.', { max: 500, optional: true })
  reason?: string | null;
}

@Payload('The link as it is now.')
export class MovePeerLinkPayload {
  @Field(() => PeerLink, { description: 'The link as it is now.' })
  peerLink: PeerLink;

  constructor(peerLink: PeerLink) {
    this.peerLink = peerLink;
  }
}

export const MovePeerLinkResult = resultOf(MovePeerLinkPayload, PeerUnavailable as never);

/**
 * Moves a link: agreed, begun, paused, resumed, ended, withdrawn. Agreeing takes a slot of the mentor;
 * the database counts them, so two links cannot take the last one.
 */
export async function movePeerLink(ctx: Context, input: MovePeerLinkInput): Promise<MovePeerLinkPayload | Refusal> {
  const link = await ctx.load(entityById(PeerLink), input.peerLinkId);
  const patient = link && (await ctx.load(entityById(Patient), link.patientId));
  if (!link || !patient) throw notFound('Peer link');
  const allowed = nextLinkStatuses(link.status);
  if (!allowed.includes(input.to)) return new TransitionNotAllowed(link.status, input.to, allowed);
  // A lapsed credential blocks new links only: what has begun goes on.
  if (input.to === PeerLinkStatus.ACCEPTED && !(await isAvailable(ctx, link))) return new PeerUnavailable();
  const today = DateTime.fromJSDate(ctx.now, { zone: patient.timeZone }).toISODate();

  try {
    return await ctx.transaction(async (tx) => {
      const moved = await saveVersion(tx, link, changesOf(link, input, today), input.expectedVersion);
      tx.update(PeerLinkReason, { id: link.id }, reasonsOf(input));
      tx.emit({ kind: 'peer-link.moved', subject: moved, patientId: link.patientId });
      return new MovePeerLinkPayload(moved);
    });
  } catch (error) {
    if (violates(error, 'peer_mentor_capacity')) return new PeerUnavailable();
    throw error;
  }
}

const OVER: readonly PeerLinkStatus[] = [PeerLinkStatus.ENDED, PeerLinkStatus.WITHDRAWN];

function changesOf(link: PeerLink, { to }: MovePeerLinkInput, today: string | null): Partial<PeerLink> {
  return {
    status: to,
    startedOn: to === PeerLinkStatus.ACTIVE ? (link.startedOn ?? today) : link.startedOn,
    endedOn: OVER.includes(to) ? today : null,
  };
}

function reasonsOf({ to, reason }: MovePeerLinkInput): Partial<PeerLinkReason> {
  return {
    pausedReason: to === PeerLinkStatus.PAUSED ? PauseReason.CARE_TEAM : null,
    endReason: OVER.includes(to) ? (reason ?? null) : null,
  };
}
