import { DateTime } from 'luxon';
import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { Role } from '../../access/role';
import { saveVersion } from '../../access/save-version';
import type { Transaction } from '../../access/transaction';
import { violates } from '../../platform/database/violations';
import { notFound } from '../../platform/graphql/errors';
import { IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload, type Refusal, Refused, resultOf, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { Answer } from '../consents';
import { Patient, sitsOnCareTeam } from '../patients';
import { isAvailable } from './availability';
import { keepEndReason } from './keep-end-reason';
import { Party } from './party';
import { PeerLink } from './peer-link.entity';
import { answeringParty, mayAnswer } from './peer-link.policy';
import { PeerLinkStatus, possibleAnswers } from './peer-link-status';
import { ConsentRequired, PeerUnavailable } from './refusals';
import { holdSharingConsent, needsConsent } from './sharing-consent';

@InputType({ description: 'A yes or a no to a peer link.' })
export class AnswerPeerLinkInput {
  @IdField('The link.', () => [PeerLink])
  peerLinkId!: string;

  @ValueField('Yes or no.', () => Answer)
  answer!: Answer;

  @TextField('Why not, in plain words; kept with a no, and never shown to the peer.', { max: 500, optional: true })
  note?: string | null;

  @ValueField('Staff recording what the patient said: PATIENT. Patients and mentors leave it out.', () => Party, {
    optional: true,
  })
  onBehalfOf?: Party | null;
}

@Payload('The link as it is now.')
export class AnswerPeerLinkPayload {
  @Field(() => PeerLink, { description: 'The link as it is now.' })
  peerLink: PeerLink;

  constructor(peerLink: PeerLink) {
    this.peerLink = peerLink;
  }
}

export const AnswerPeerLinkResult = resultOf(AnswerPeerLinkPayload, ConsentRequired, PeerUnavailable as never);

/**
 * Two keys: the patient answers first, and only after a yes the mentor sees the link and answers. A group is never asked, for it does
 * not learn who comes. The mentor's yes takes a slot; the database counts them, so two links cannot take the last one.
 */
export async function answerPeerLink(
  ctx: Context,
  input: AnswerPeerLinkInput,
): Promise<AnswerPeerLinkPayload | Refusal> {
  const party = answeringParty(await ctx.enter(), input.onBehalfOf);
  try {
    // All of it in here: what a mentor loads and then may not see any more is nothing that they were shown.
    return await ctx.transaction(async (tx) => {
      const link = await tx.load(entityById(PeerLink), input.peerLinkId);
      const patient = link && (await tx.load(entityById(Patient), link.patientId));
      if (!link || !patient) throw notFound('Peer link');
      authorize(mayAnswer(tx.viewer, tx.viewer.role === Role.CLINICIAN && (await sitsOnCareTeam(tx, patient.id))));
      const today = DateTime.fromJSDate(tx.now, { zone: patient.timeZone }).toISODate();
      const isYes = input.answer === Answer.ACCEPT;
      const answered = isYes ? await accept(tx, link, party) : await decline(tx, link, party, today);
      if (!isYes && input.note) keepEndReason(tx, link.id, party, input.note);
      tx.emit({ kind: 'peer-link.answered', subject: answered, patientId: link.patientId });
      return new AnswerPeerLinkPayload(answered);
    });
  } catch (error) {
    if (violates(error, 'peer_mentor_capacity')) return new PeerUnavailable();
    throw error;
  }
}

/** @throws Refused with TransitionNotAllowed, ConsentRequired or PeerUnavailable */
async function accept(tx: Transaction, seen: PeerLink, party: Party): Promise<PeerLink> {
  const isShared = await needsConsent(tx, seen);
  const consentId = isShared ? await holdSharingConsent(tx, seen) : null;
  const link = await holdFor(tx, seen, party, Answer.ACCEPT);
  if (isShared && consentId === null) throw withoutConsent(party);
  if (!(await isAvailable(tx, link))) throw new Refused(new PeerUnavailable());
  return saveVersion(tx, link, { ...agreement(link, party, tx.now), consentId }, link.version);
}

/** The mentor's yes, or that of the patient to a group, is the last one. */
function agreement({ status, peerMentorId }: PeerLink, party: Party, now: Date): Partial<PeerLink> {
  if (party === Party.MENTOR) return { mentorAgreedAt: now, status: PeerLinkStatus.ACCEPTED };
  return { patientAgreedAt: now, status: peerMentorId === null ? PeerLinkStatus.ACCEPTED : status };
}

/** @throws Refused with TransitionNotAllowed */
async function decline(tx: Transaction, seen: PeerLink, party: Party, today: string | null): Promise<PeerLink> {
  const link = await holdFor(tx, seen, party, Answer.DECLINE);
  return saveVersion(tx, link, { status: PeerLinkStatus.DECLINED, endedOn: today }, link.version);
}

/**
 * The link, held. Of two answers at once the second waits here, and sees what the first has made of it.
 * @throws NOT_FOUND; Refused with TransitionNotAllowed when this party cannot answer so now
 */
async function holdFor(tx: Transaction, { id }: PeerLink, party: Party, answer: Answer): Promise<PeerLink> {
  const link = await tx.hold(PeerLink, id);
  if (!link) throw notFound('Peer link');
  const possible = possibleAnswers(link, party);
  if (possible.includes(answer)) return link;
  // Whoever waited was shown the link by grants of before: what ended it may have taken it out of their sight.
  if (!(await tx.hold(PeerLink, id))) throw notFound('Peer link');
  const allowed = possible.map((other) => STATUS_AFTER[other]);
  throw new Refused(new TransitionNotAllowed(link.status, STATUS_AFTER[answer], allowed));
}

const STATUS_AFTER = { [Answer.ACCEPT]: PeerLinkStatus.ACCEPTED, [Answer.DECLINE]: PeerLinkStatus.DECLINED };

/** To a mentor whose consent ended at this moment, there is no such link any more. */
function withoutConsent(party: Party): Error {
  return party === Party.MENTOR ? notFound('Peer link') : new Refused(new ConsentRequired());
}
