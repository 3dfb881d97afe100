import type { Caller } from '../app';

const PROPOSE = `mutation ($input: ProposePeerLinkInput!) {
  proposePeerLink(input: $input) {
    __typename
    ... on ProposePeerLinkPayload { peerLink { id version status } }
    ... on Refusal { message }
    ... on AlreadyLinked { existing: peerLink { id } }
  }
}`;
const MOVE = `mutation ($input: MovePeerLinkInput!) {
  movePeerLink(input: $input) {
    __typename
    ... on MovePeerLinkPayload { peerLink { id version status pausedReason startedOn endedOn endReason awaiting } }
    ... on Refusal { message }
    ... on TransitionNotAllowed { from to allowed }
    ... on VersionConflict { currentVersion }
  }
}`;

/** What `proposePeerLink` answered. */
export interface Proposal {
  readonly __typename: string;
  readonly message?: string;
  readonly peerLink?: { readonly id: string; readonly version: number; readonly status: string };
  readonly existing?: { readonly id: string };
}

/** What `movePeerLink` answered. */
export interface Move {
  readonly __typename: string;
  readonly message?: string;
  readonly allowed?: readonly string[];
  readonly currentVersion?: number;
  readonly peerLink?: {
    readonly id: string;
    readonly version: number;
    readonly status: string;
    readonly pausedReason: string | null;
    readonly startedOn: string | null;
    readonly endedOn: string | null;
    readonly endReason: string | null;
    readonly awaiting: readonly string[];
  };
}

/** Proposes a peer; whatever comes of it. */
export async function propose(clinician: Caller, input: object): Promise<Proposal> {
  const data = await clinician.data(PROPOSE, { input: { purposes: ['EMOTIONAL_SUPPORT'], ...input } });
  return data.proposePeerLink;
}

/** Proposes a peer; answers with the new link. */
export async function aPeerLink(clinician: Caller, input: object): Promise<{ id: string; version: number }> {
  const { peerLink, __typename } = await propose(clinician, input);
  if (!peerLink || __typename !== 'ProposePeerLinkPayload') throw new Error(`No link was made: ${__typename}`);
  return peerLink;
}

/** Moves a link; whatever comes of it. */
export async function move(
  clinician: Caller,
  peerLinkId: string,
  expectedVersion: number,
  to: string,
  reason?: string,
): Promise<Move> {
  const data = await clinician.data(MOVE, {
    input: { peerLinkId, expectedVersion, to, ...(reason ? { reason } : {}) },
  });
  return data.movePeerLink;
}
