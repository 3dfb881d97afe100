import { Role } from '../../../src/access/role';
import type { Caller, TestApp } from '../app';
import { aMentor } from './peers';

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
    ... on ConsentRequired { categories }
  }
}`;
const ANSWER = `mutation ($input: AnswerPeerLinkInput!) {
  answerPeerLink(input: $input) {
    __typename
    ... on AnswerPeerLinkPayload { peerLink { id version status awaiting endedOn endReason } }
    ... on Refusal { message }
    ... on TransitionNotAllowed { from to allowed }
    ... on ConsentRequired { categories }
  }
}`;

/** What `proposePeerLink` answered. */
export interface Proposal {
  readonly __typename: string;
  readonly message?: string;
  readonly peerLink?: { readonly id: string; readonly version: number; readonly status: string };
  readonly existing?: { readonly id: string };
}

/** What `movePeerLink` or `answerPeerLink` answered. */
export interface Move {
  readonly __typename: string;
  readonly message?: string;
  readonly allowed?: readonly string[];
  readonly categories?: readonly string[];
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

/** Pauses a link because the mentor's credential lapsed, to be sent where an error may come of it. */
export const sendPauseForLapse = (by: Caller, { id, version }: { id: string; version: number }, to = 'PAUSED') =>
  by.send(MOVE, { input: { peerLinkId: id, expectedVersion: version, to, credentialLapsed: true } });

/** Answers a link; whatever comes of it. */
export async function answer(by: Caller, peerLinkId: string, word: 'ACCEPT' | 'DECLINE', more = {}): Promise<Move> {
  const data = await by.data(ANSWER, { input: { peerLinkId, answer: word, ...more } });
  return data.answerPeerLink;
}

/** The same, to be sent where an error may come of it. */
export const SAY =
  'mutation ($input: AnswerPeerLinkInput!) { answerPeerLink(input: $input) { __typename ... on AnswerPeerLinkPayload { peerLink { status } } } }';

/** The words of staff who record what the patient said. */
export const FOR_PATIENT = { onBehalfOf: 'PATIENT' };

/** A mentor on the staff of the program, with a credential; answers with the id. */
export function anEmployedMentor(app: TestApp, input: object = {}): Promise<string> {
  return aMentor(app, { engagement: 'EMPLOYED', ...input });
}

/** A link that both have said yes to: proposed, the patient's yes recorded by the clinician, the mentor's own. */
export async function anAcceptedLink(
  app: TestApp,
  clinician: Caller,
  input: { readonly peerMentorId?: string } & Record<string, unknown>,
): Promise<{ id: string; version: number }> {
  const { id } = await aPeerLink(clinician, input);
  const yes = await answer(clinician, id, 'ACCEPT', FOR_PATIENT);
  const last = input.peerMentorId
    ? await answer(await app.asHolder(Role.PEER_MENTOR, input.peerMentorId), id, 'ACCEPT')
    : yes;
  if (last.peerLink?.status !== 'ACCEPTED') throw new Error(`Not both have agreed: ${JSON.stringify(last)}`);
  return last.peerLink;
}

/** The same, begun. */
export async function anActiveLink(
  app: TestApp,
  clinician: Caller,
  input: { readonly peerMentorId?: string } & Record<string, unknown>,
): Promise<{ id: string; version: number }> {
  const accepted = await anAcceptedLink(app, clinician, input);
  const { peerLink } = await move(clinician, accepted.id, accepted.version, 'ACTIVE');
  if (!peerLink) throw new Error('The link did not begin.');
  return peerLink;
}
