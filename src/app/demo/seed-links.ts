import type { Actor, As } from './act-as';
import { ORGANIZATIONS } from './demo-people';
import type { DemoPeers } from './seed-peers';

/** Whose peers are to be proposed. */
export interface LinkOrder {
  readonly patientId: string;
  readonly carePlanId: string;
  /** The place among the patients; the demo patient is the first. */
  readonly index: number;
}

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/**
 * Every second patient was proposed a mentor, every third walks with a group. The demo patient's mentor is the demo mentor, a
 * volunteer, so both keys are turned: the patient consents and says yes, then the mentor does. The others' mentors do not know yet.
 */
export async function seedLinks(as: As, { patientId, carePlanId, index }: LinkOrder, peers: DemoPeers): Promise<void> {
  const clinician = as('clinician');
  const isDemoPatient = index === 0;
  const common = { patientId, carePlanId };
  if (index % 2 === 0) {
    const peerMentorId = peers.mentors[isDemoPatient ? 0 : 1 + (index % 3)];
    const companionship = { purposes: ['EMOTIONAL_SUPPORT'], cadence: 'weekly' };
    const { id } = await propose(clinician, { ...common, peerMentorId, ...companionship });
    if (isDemoPatient) {
      await consentToMentor(as('patient'), patientId, peerMentorId);
      await sayYes(as('patient'), id);
      await begin(clinician, await sayYes(as('mentor'), id));
    }
  }
  if (index % 3 === 0) {
    const peerGroupId = peers.groups[index % peers.groups.length];
    const { id } = await propose(clinician, { ...common, peerGroupId, purposes: ['SOCIAL_CONNECTION'] });
    await begin(clinician, isDemoPatient ? await sayYes(as('patient'), id) : await sayYes(clinician, id, 'PATIENT'));
  }
}

async function propose(clinician: Actor, input: object): Promise<Versioned> {
  const { proposePeerLink } = await clinician<{ proposePeerLink: { peerLink?: Versioned } }>(
    'mutation ($input: ProposePeerLinkInput!) { proposePeerLink(input: $input) { ... on ProposePeerLinkPayload { peerLink { id version } } } }',
    { input },
  );
  return done(proposePeerLink.peerLink);
}

/** @returns the link as it is after this yes */
async function sayYes(by: Actor, peerLinkId: string, onBehalfOf?: string): Promise<Versioned> {
  const { answerPeerLink } = await by<{ answerPeerLink: { peerLink?: Versioned } }>(
    'mutation ($input: AnswerPeerLinkInput!) { answerPeerLink(input: $input) { ... on AnswerPeerLinkPayload { peerLink { id version } } } }',
    { input: { peerLinkId, answer: 'ACCEPT', onBehalfOf } },
  );
  return done(answerPeerLink.peerLink);
}

async function begin(clinician: Actor, { id, version }: Versioned): Promise<void> {
  const { movePeerLink } = await clinician<{ movePeerLink: { peerLink?: Versioned } }>(
    'mutation ($input: MovePeerLinkInput!) { movePeerLink(input: $input) { ... on MovePeerLinkPayload { peerLink { id version } } } }',
    { input: { peerLinkId: id, expectedVersion: version, to: 'ACTIVE' } },
  );
  done(movePeerLink.peerLink);
}

/** What the demo patient lets the demo mentor know: how to reach them, and how recovery goes. Not that they returned to use. */
async function consentToMentor(patient: Actor, patientId: string, peerMentorId: string | undefined): Promise<void> {
  const { grantConsent } = await patient<{ grantConsent: { consent?: { id: string } } }>(
    'mutation ($input: GrantConsentInput!) { grantConsent(input: $input) { ... on GrantConsentPayload { consent { id } } } }',
    {
      input: {
        patientId,
        scope: 'PEER_SHARING',
        discloser: ORGANIZATIONS[0].name,
        recipient: { peerMentorId },
        categories: ['PEER_SUPPORT', 'CONTACT', 'RECOVERY'],
        purpose: 'PEER_SUPPORT',
        purposeText: 'So that my mentor can walk alongside me.',
        expiryEvent: 'I end the link, or leave the program.',
        signedAt: new Date().toISOString(),
        signedBy: 'SELF',
        signatureMethod: 'ELECTRONIC',
        acknowledgesRightToRevoke: true,
        acknowledgesRedisclosure: true,
        acknowledgesConsequencesOfRefusal: true,
      },
    },
  );
  done(grantConsent.consent);
}

/** @throws when a step was refused: the demo would be incomplete */
function done<T>(result: T | undefined): T {
  if (result === undefined) throw new Error('The demo could not be seeded: a step of a peer link was refused.');
  return result;
}
