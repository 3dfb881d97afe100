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
  @Field(() => PeerLink, {
    description:
      'The link as it is now. A mentor who said no sees it, and whom it is about, here for the last time: as they saw them before.',
  })
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
  const known: PeerLink[] = [];
  const outcome = await outcomeOf(() =>
    // All of it in here: what a mentor loads and then may not see any more is nothing that they were shown.
    ctx.transaction(async (tx) => {
      const link = await tx.load(entityById(PeerLink), input.peerLinkId);
      const patient = link && (await tx.load(entityById(Patient), link.patientId));
      if (!link || !patient) throw notFound('Peer link');
      authorize(mayAnswer(tx.viewer, tx.viewer.role === Role.CLINICIAN && (await sitsOnCareTeam(tx, patient.id))));
      known.push(link);
      const today = DateTime.fromJSDate(tx.now, { zone: patient.timeZone }).toISODate();
      const isYes = input.answer === Answer.ACCEPT;
      const payload = isYes ? await accept(tx, link, party) : await decline(tx, link, party, today);
      if (!isYes && input.note) keepEndReason(tx, link.id, party, input.note);
      tx.emit({ kind: 'peer-link.answered', subject: payload.peerLink, patientId: link.patientId });
      return payload;
    }),
  );
  // Done or refused: it tells that there is such a link, whatever of it is asked for.
  for (const link of known) ctx.note(PeerLink, { ...link });
  return outcome;
}

/** What is answered, refusals included. Whatever else is thrown tells of no link. */
async function outcomeOf(work: () => Promise<AnswerPeerLinkPayload>): Promise<AnswerPeerLinkPayload | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (violates(error, 'peer_mentor_capacity')) return new PeerUnavailable();
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** @throws Refused with TransitionNotAllowed, ConsentRequired or PeerUnavailable */
async function accept(tx: Transaction, seen: PeerLink, party: Party): Promise<AnswerPeerLinkPayload> {
  const isShared = await needsConsent(tx, seen);
  const consentId = isShared ? await holdSharingConsent(tx, seen) : null;
  const link = await holdFor(tx, seen, party, Answer.ACCEPT);
  if (isShared && consentId === null) throw withoutConsent(party);
  if (!(await isAvailable(tx, link))) throw new Refused(new PeerUnavailable());
  const changes = { ...agreement(link, party, tx.now), consentId };
  return new AnswerPeerLinkPayload(await saveVersion(tx, link, changes, link.version));
}

/** The mentor's yes, or that of the patient to a group, is the last one. */
function agreement({ status, peerMentorId }: PeerLink, party: Party, now: Date): Partial<PeerLink> {
  if (party === Party.MENTOR) return { mentorAgreedAt: now, status: PeerLinkStatus.ACCEPTED };
  return { patientAgreedAt: now, status: peerMentorId === null ? PeerLinkStatus.ACCEPTED : status };
}

/** @throws Refused with TransitionNotAllowed */
async function decline(
  tx: Transaction,
  seen: PeerLink,
  party: Party,
  today: string | null,
): Promise<AnswerPeerLinkPayload> {
  const link = await holdFor(tx, seen, party, Answer.DECLINE);
  const changes = { status: PeerLinkStatus.DECLINED, endedOn: today };
  const declined = Object.assign(new PeerLink(), link, changes, { version: link.version + 1 });
  const payload = new AnswerPeerLinkPayload(declined);
  if (party === Party.MENTOR) await showForTheLastTime(tx, payload);
  await saveVersion(tx, link, changes, link.version);
  return payload;
}

/**
 * A mentor's no takes the link and the patient out of their sight: what the answer shows of them is read before.
 * @throws NOT_FOUND to whoever waited for the link, and was shown it by grants that have ended meanwhile
 */
async function showForTheLastTime(tx: Transaction, payload: AnswerPeerLinkPayload): Promise<void> {
  if (!(await tx.hold(PeerLink, payload.peerLink.id))) throw notFound('Peer link');
  tx.readPayload(payload);
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
