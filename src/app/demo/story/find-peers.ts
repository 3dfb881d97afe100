import { type Cast, EVENINGS } from './cast';
import type { Person } from './come-into-care';
import { consent } from './consent';
import { agrees, required, type Versioned, type Voice } from './stage';

/** Somebody who was suggested, and why. */
export interface Suggestion {
  readonly name: string;
  readonly kind: string;
  readonly score: number;
  readonly reasons: readonly string[];
}

/** What came of looking for peers. */
export interface Peers {
  readonly suggestions: readonly Suggestion[];
  readonly links: readonly { readonly id: string; readonly name: string; readonly status: string }[];
  readonly contacts: number;
  readonly groupMeetings: number;
  readonly minutes: number;
}

/** The person says what would help, sees who fits, and agrees to a mentor and to a group; all of them are in touch. */
export async function findPeers(cast: Cast, person: Person): Promise<Peers> {
  await prefer(person.self, person.patientId);
  const matches = await suggestionsFor(person.self);
  const mentor = required(matches.find(({ kind }) => kind === 'PeerMentor'));
  const group = required(matches.find(({ kind }) => kind === 'PeerGroup'));
  const mentorLink = await walkWithMentor(cast, person, mentor.id);
  const groupLink = await walkWithGroup(cast, person, group.id);
  await log(cast.mentor, mentorLink, 'PHONE', 30);
  await log(person.self, mentorLink, 'IN_PERSON', 45);
  await log(person.self, groupLink, 'GROUP_MEETING', 60);
  return { suggestions: matches.map(({ id: _, ...suggestion }) => suggestion), ...(await companyOf(person.self)) };
}

/** What peer support somebody would like, in their own voice. */
export async function prefer(self: Voice, patientId: string): Promise<void> {
  const input = {
    patientId,
    approaches: ['SECULAR'],
    modalities: ['PHONE', 'VIRTUAL'],
    fellowships: ['SMART_RECOVERY'],
    avoid: ['CELEBRATE_RECOVERY'],
    languages: ['en'],
    availability: EVENINGS,
  };
  await agrees(self, 'setSupportPreferences', input, 'supportPreferences { version }');
}

interface Match {
  readonly score: number;
  readonly reasons: readonly { readonly sentence: string }[];
  readonly peer: { readonly __typename: string; readonly id: string; readonly displayName: string };
}

/** Who fits: mentors, then groups, of each the best first. */
export async function suggestionsFor(self: Voice): Promise<(Suggestion & { readonly id: string })[]> {
  const { viewer } = await self.ask<{ viewer: { patient: { mentors: Match[]; groups: Match[] } } }>(
    `{ viewer { patient {
      mentors: suggestedPeers(first: 2, kinds: [MENTOR]) { ...match }
      groups: suggestedPeers(first: 2, kinds: [GROUP]) { ...match } } } }
    fragment match on PeerMatch { score reasons { sentence } peer { __typename id displayName } }`,
  );
  return [...viewer.patient.mentors, ...viewer.patient.groups].map(({ score, reasons, peer }) => ({
    id: peer.id,
    name: peer.displayName,
    kind: peer.__typename,
    score,
    reasons: reasons.map(({ sentence }) => sentence),
  }));
}

type Link = { readonly peerLink: Versioned };
const LINK = 'peerLink { id version }';

/** Two keys: a volunteer mentor learns of the person by their consent alone, and then both say yes. */
async function walkWithMentor(cast: Cast, person: Person, peerMentorId: string): Promise<string> {
  const { patientId, carePlanId, self } = person;
  const proposal = { patientId, carePlanId, peerMentorId, purposes: ['EMOTIONAL_SUPPORT'], cadence: 'weekly' };
  const { peerLink } = await agrees<Link>(cast.counselor, 'proposePeerLink', proposal, LINK);
  await consent(self, {
    patientId,
    scope: 'PEER_SHARING',
    recipient: { peerMentorId },
    categories: ['PEER_SUPPORT', 'CONTACT', 'RECOVERY', 'RETURN_TO_USE'],
    purpose: 'PEER_SUPPORT',
    purposeText: 'So that my mentor can walk alongside me.',
  });
  await agrees(self, 'answerPeerLink', { peerLinkId: peerLink.id, answer: 'ACCEPT' }, LINK);
  const answer = { peerLinkId: peerLink.id, answer: 'ACCEPT' };
  const accepted = await agrees<Link>(cast.mentor, 'answerPeerLink', answer, LINK);
  return begin(self, accepted.peerLink);
}

async function walkWithGroup({ counselor }: Cast, person: Person, peerGroupId: string): Promise<string> {
  const { patientId, carePlanId, self } = person;
  const proposal = { patientId, carePlanId, peerGroupId, purposes: ['SOCIAL_CONNECTION'] };
  const { peerLink } = await agrees<Link>(counselor, 'proposePeerLink', proposal, LINK);
  const accepted = await agrees<Link>(self, 'answerPeerLink', { peerLinkId: peerLink.id, answer: 'ACCEPT' }, LINK);
  return begin(self, accepted.peerLink);
}

async function begin(self: Voice, { id, version }: Versioned): Promise<string> {
  await agrees(self, 'movePeerLink', { peerLinkId: id, expectedVersion: version, to: 'ACTIVE' }, LINK);
  return id;
}

async function log(by: Voice, peerLinkId: string, mode: string, minutes: number): Promise<void> {
  const input = { peerLinkId, occurredAt: new Date().toISOString(), minutes, mode };
  await agrees(by, 'logPeerContact', input, 'peerContact { id }');
}

/** Who walks alongside now, and how often they were in touch. */
async function companyOf(self: Voice): Promise<Omit<Peers, 'suggestions'>> {
  const { viewer } = await self.ask<{
    viewer: {
      patient: {
        peerEngagement: { contacts: number; groupMeetings: number };
        peerLinks: {
          nodes: {
            id: string;
            status: string;
            peer: { displayName: string };
            contacts: { nodes: { minutes: number }[] };
          }[];
        };
      };
    };
  }>(
    `{ viewer { patient { peerEngagement { contacts groupMeetings }
      peerLinks { nodes { id status peer { displayName } contacts { nodes { minutes } } } } } } }`,
  );
  const { peerEngagement, peerLinks } = viewer.patient;
  const minutes = peerLinks.nodes.flatMap(({ contacts }) => contacts.nodes.map((contact) => contact.minutes));
  return {
    links: peerLinks.nodes.map(({ id, status, peer }) => ({ id, status, name: peer.displayName })),
    contacts: peerEngagement.contacts,
    groupMeetings: peerEngagement.groupMeetings,
    minutes: minutes.reduce((sum, each) => sum + each, 0),
  };
}
