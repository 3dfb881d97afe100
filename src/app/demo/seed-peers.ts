import type { Actor } from './act-as';
import { type DemoGroup, GROUPS, MENTORS } from './demo-peers';

/** The peers of the demo clinic, by id. */
export interface DemoPeers {
  readonly mentors: readonly string[];
  readonly groups: readonly string[];
}

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** How many of the mentors have their credential. The others are candidates: nobody can be linked to them yet. */
const CREDENTIALED = 6;

/** Mentors with their way to a credential, groups with their meetings. */
export async function seedPeers(administrator: Actor, supervisorId: string): Promise<DemoPeers> {
  const mentors = await Promise.all(
    MENTORS.map((input, index) => seedMentor(administrator, { ...input, supervisorId }, index < CREDENTIALED)),
  );
  const groups = await Promise.all(GROUPS.map((group) => seedGroup(administrator, group)));
  return { mentors, groups };
}

async function seedMentor(administrator: Actor, input: object, isCredentialed: boolean): Promise<string> {
  const document =
    'mutation ($input: RegisterPeerMentorInput!) { registerPeerMentor(input: $input) { peerMentor { id version } } }';
  const data = await administrator<{ registerPeerMentor: { peerMentor: Versioned } }>(document, { input });
  const { id, version } = data.registerPeerMentor.peerMentor;
  if (!isCredentialed) return id;
  const advance = 'mutation ($input: AdvanceMentorInput!) { advanceMentor(input: $input) { __typename } }';
  const credential = {
    title: 'Certified Peer Recovery Specialist',
    issuer: 'Example Certification Board',
    verifiedOn: '2025-01-15',
  };
  await administrator(advance, {
    input: { peerMentorId: id, expectedVersion: version, to: 'IN_TRAINING', evidence: 'Began the 40-hour course' },
  });
  await administrator(advance, {
    input: {
      peerMentorId: id,
      expectedVersion: version + 1,
      to: 'CREDENTIALED',
      evidence: 'Passed the course',
      credential,
    },
  });
  return id;
}

async function seedGroup(
  administrator: Actor,
  { displayName, fellowship, approaches, modality, meetings }: DemoGroup,
): Promise<string> {
  const document =
    'mutation ($input: RegisterPeerGroupInput!) { registerPeerGroup(input: $input) { peerGroup { id } } }';
  const input = {
    displayName,
    fellowship,
    approaches,
    modalities: [modality],
    languages: ['en'],
    description: 'Open to whoever wants to come.',
  };
  const data = await administrator<{ registerPeerGroup: { peerGroup: { id: string } } }>(document, { input });
  const peerGroupId = data.registerPeerGroup.peerGroup.id;
  const schedule = 'mutation ($input: ScheduleMeetingInput!) { scheduleMeeting(input: $input) { meeting { id } } }';
  for (const slot of meetings) {
    await administrator(schedule, {
      input: {
        peerGroupId,
        name: displayName,
        timeZone: 'America/Los_Angeles',
        modality,
        ...slot,
        ...placeOf(modality),
      },
    });
  }
  return peerGroupId;
}

/** Where a meeting of this modality is: a room, a link, a number. */
function placeOf(modality: string): object {
  const venue = {
    name: 'Example Community Hall',
    formattedAddress: '100 Example Street, San José, CA 95112, USA',
    location: { latitude: 37.339, longitude: -121.89 },
  };
  const joinUrl = 'https://meet.example.org/room';
  if (modality === 'IN_PERSON') return { venue };
  if (modality === 'HYBRID') return { venue, joinUrl };
  return modality === 'PHONE' ? { phone: '+1 555 0100' } : { joinUrl };
}
