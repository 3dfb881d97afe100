import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { saveVersion } from '../../access/save-version';
import type { Transaction } from '../../access/transaction';
import { dayIn } from '../../platform/calendar/day-in';
import { ExpectedVersionField, IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import {
  Payload,
  type Refusal,
  Refused,
  resultOf,
  TransitionNotAllowed,
  VersionConflict,
} from '../../platform/graphql/refusals';
import { sitsOnCareTeam } from '../patients';
import { actOnLink, holdLink, showForTheLastTime } from './act-on-link';
import { areKeptApart } from './availability';
import { keepReasons, pausedReasonFor } from './keep-reasons';
import { Party } from './party';
import { PeerLink } from './peer-link.entity';
import { mayMoveLink, partyOf } from './peer-link.policy';
import { nextLinkStatuses, OVER_STATUSES, PeerLinkStatus } from './peer-link-status';
import { ConsentRequired, PeerUnavailable } from './refusals';
import { consentMissing, holdSharingConsent, needsConsent } from './sharing-consent';

@InputType({ description: 'A step of a peer link.' })
export class MovePeerLinkInput {
  @IdField('The link.', () => [PeerLink])
  peerLinkId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @ValueField('Where it goes.', () => PeerLinkStatus)
  to!: PeerLinkStatus;

  @TextField('Why, in plain words; never needed. Kept when the link ends, and never shown to the peer.', {
    max: 500,
    optional: true,
  })
  reason?: string | null;
}

@Payload('The link as it is now.')
export class MovePeerLinkPayload {
  @Field(() => PeerLink, {
    description:
      'The link as it is now. A mentor who ended it sees it, and whom it is about, here for the last time: as they saw them before.',
  })
  peerLink: PeerLink;

  constructor(peerLink: PeerLink) {
    this.peerLink = peerLink;
  }
}

export const MovePeerLinkResult = resultOf(MovePeerLinkPayload, ConsentRequired, PeerUnavailable as never);

/**
 * Moves a link: begun once it was agreed to, paused, resumed, ended; or a proposal is taken back. Patient and mentor act each for
 * themselves, clinicians for the care team. What is begun or resumed with a mentor from outside the program needs the patient's consent
 * at that moment.
 */
export async function movePeerLink(ctx: Context, input: MovePeerLinkInput): Promise<MovePeerLinkPayload | Refusal> {
  return actOnLink(ctx, input.peerLinkId, async (tx, seen, patient) => {
    const party = partyOf(tx.viewer);
    authorize(mayMoveLink(tx.viewer, party === Party.CARE_TEAM && (await sitsOnCareTeam(tx, patient.id))));
    const findBasis = input.to === PeerLinkStatus.ACTIVE ? await basisOf(tx, seen, party) : () => ({});
    const link = await holdLink(tx, seen, (held) => refusalOf(tx, held, input, party));
    const changes = { ...changesOf(link, input, dayIn(patient.timeZone, tx.now)), ...findBasis() };
    const payload = new MovePeerLinkPayload(
      Object.assign(new PeerLink(), link, changes, { version: link.version + 1 }),
    );
    // A mentor who ends a link steps back.
    if (party === Party.MENTOR && input.to === PeerLinkStatus.ENDED) await showForTheLastTime(tx, payload);
    await saveVersion(tx, link, changes, link.version);
    keepReasons(tx, payload.peerLink, party, input.reason ?? null);
    tx.emit({ kind: 'peer-link.moved', subject: payload.peerLink, patientId: link.patientId });
    return payload;
  });
}

async function refusalOf(
  tx: Transaction,
  link: PeerLink,
  { to, expectedVersion }: MovePeerLinkInput,
  party: Party,
): Promise<Refusal | null> {
  if (link.version !== expectedVersion) return new VersionConflict(link.version);
  const allowed = nextLinkStatuses({ ...link, pausedReason: await pausedReasonFor(tx, link, party) }, party);
  return allowed.includes(to) ? null : new TransitionNotAllowed(link.status, to, allowed);
}

/**
 * What a link stands on from now on, held before the link is; whether there is anything is told when it is known that the step is
 * possible. A lapsed credential is no hindrance: it blocks new links only, and what was agreed to goes on.
 * @returns it throws Refused with PeerUnavailable or ConsentRequired; NOT_FOUND to a mentor without a consent
 */
async function basisOf(tx: Transaction, link: PeerLink, party: Party): Promise<() => Partial<PeerLink>> {
  const areApart = await areKeptApart(tx, link);
  const isShared = await needsConsent(tx, link);
  const consentId = isShared ? await holdSharingConsent(tx, link) : null;
  return () => {
    if (areApart) throw new Refused(new PeerUnavailable());
    if (isShared && consentId === null) throw consentMissing(party);
    return isShared ? { consentId } : {};
  };
}

function changesOf(link: PeerLink, { to }: MovePeerLinkInput, today: string): Partial<PeerLink> {
  return {
    status: to,
    startedOn: to === PeerLinkStatus.ACTIVE ? (link.startedOn ?? today) : link.startedOn,
    endedOn: OVER_STATUSES.includes(to) ? today : null,
  };
}
