import { DateTime } from 'luxon';
import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { saveVersion } from '../../access/save-version';
import type { Transaction } from '../../access/transaction';
import { notFound } from '../../platform/graphql/errors';
import { ExpectedVersionField, IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload, type Refusal, Refused, resultOf, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { Patient } from '../patients';
import { areKeptApart } from './availability';
import { PauseReason, PeerLink, PeerLinkReason } from './peer-link.entity';
import { nextLinkStatuses, PeerLinkStatus } from './peer-link-status';
import { ConsentRequired, PeerUnavailable } from './refusals';
import { holdSharingConsent, needsConsent } from './sharing-consent';

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

export const MovePeerLinkResult = resultOf(MovePeerLinkPayload, ConsentRequired, PeerUnavailable as never);

/**
 * Moves a link that was agreed to: begun, paused, resumed, ended; or takes a proposal back. What is begun or resumed with a mentor from
 * outside the program needs the patient's consent at that moment.
 */
export async function movePeerLink(ctx: Context, input: MovePeerLinkInput): Promise<MovePeerLinkPayload | Refusal> {
  const link = await ctx.load(entityById(PeerLink), input.peerLinkId);
  const patient = link && (await ctx.load(entityById(Patient), link.patientId));
  if (!link || !patient) throw notFound('Peer link');
  const allowed = nextLinkStatuses(link.status);
  if (!allowed.includes(input.to)) return new TransitionNotAllowed(link.status, input.to, allowed);
  const today = DateTime.fromJSDate(ctx.now, { zone: patient.timeZone }).toISODate();

  return ctx.transaction(async (tx) => {
    const basis = input.to === PeerLinkStatus.ACTIVE ? await basisOf(tx, link) : {};
    const changes = { ...changesOf(link, input, today), ...basis };
    const moved = await saveVersion(tx, link, changes, input.expectedVersion);
    tx.update(PeerLinkReason, { id: link.id }, reasonsOf(input));
    tx.emit({ kind: 'peer-link.moved', subject: moved, patientId: link.patientId });
    return new MovePeerLinkPayload(moved);
  });
}

/**
 * What a link stands on from now on. A lapsed credential is no hindrance: it blocks new links only, and what was agreed to goes on.
 * @throws Refused with PeerUnavailable or ConsentRequired
 */
async function basisOf(tx: Transaction, link: PeerLink): Promise<Partial<PeerLink>> {
  if (await areKeptApart(tx, link)) throw new Refused(new PeerUnavailable());
  if (!(await needsConsent(tx, link))) return {};
  const consentId = await holdSharingConsent(tx, link);
  if (!consentId) throw new Refused(new ConsentRequired());
  return { consentId };
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
