import { DateTime } from 'luxon';
import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { saveVersion } from '../../access/save-version';
import type { Transaction } from '../../access/transaction';
import { violates } from '../../platform/database/violations';
import { notFound } from '../../platform/graphql/errors';
import { IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload, Refusal, Refused, resultOf, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { Patient } from '../patients';
import { Answer } from './answer';
import { isAvailable } from './availability';
import { keepEndReason } from './keep-end-reason';
import { Party } from './party';
import { PeerLink } from './peer-link.entity';
import { answeringParty } from './peer-link.policy';
import { PeerLinkStatus, possibleAnswers } from './peer-link-status';
import { ConsentRequired, PeerUnavailable } from './refusals';
import { needsConsent, pinSharingConsent } from './sharing-consent';

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
  const link = await ctx.load(entityById(PeerLink), input.peerLinkId);
  const patient = link && (await ctx.load(entityById(Patient), link.patientId));
  if (!link || !patient) throw notFound('Peer link');
  const party = answeringParty(ctx.viewer, input.onBehalfOf);
  const today = DateTime.fromJSDate(ctx.now, { zone: patient.timeZone }).toISODate();

  try {
    return await ctx.transaction(async (tx) => {
      const isYes = input.answer === Answer.ACCEPT;
      const changes = isYes ? await accept(tx, link, party) : await decline(tx, link, party, today);
      if (changes instanceof Refusal) throw new Refused(changes);
      const held = changes.link;
      const answered = await saveVersion(tx, held, changes.values, held.version);
      if (!isYes && input.note) keepEndReason(tx, held.id, party, input.note);
      tx.emit({ kind: 'peer-link.answered', subject: answered, patientId: link.patientId });
      return new AnswerPeerLinkPayload(answered);
    });
  } catch (error) {
    if (violates(error, 'peer_mentor_capacity')) return new PeerUnavailable();
    throw error;
  }
}

/** A link that is held, and what an answer makes of it. */
interface Answered {
  readonly link: PeerLink;
  readonly values: Partial<PeerLink>;
}

async function accept(tx: Transaction, seen: PeerLink, party: Party): Promise<Answered | Refusal> {
  const isShared = await needsConsent(tx, seen);
  const consent = isShared ? await pinSharingConsent(tx, seen) : null;
  const link = await hold(tx, seen);
  if (!possibleAnswers(link, party).includes(Answer.ACCEPT)) return notPossible(link, party, PeerLinkStatus.ACCEPTED);
  if (isShared && consent === null) return withoutConsent(party);
  if (!(await isAvailable(tx, link))) return new PeerUnavailable();
  const consentId = consent?.id ?? null;
  if (party === Party.MENTOR)
    return { link, values: { status: PeerLinkStatus.ACCEPTED, mentorAgreedAt: tx.now, consentId } };
  const isGroup = link.peerMentorId === null;
  return {
    link,
    values: { patientAgreedAt: tx.now, consentId, status: isGroup ? PeerLinkStatus.ACCEPTED : link.status },
  };
}

async function decline(
  tx: Transaction,
  seen: PeerLink,
  party: Party,
  today: string | null,
): Promise<Answered | Refusal> {
  const link = await hold(tx, seen);
  if (!possibleAnswers(link, party).includes(Answer.DECLINE)) return notPossible(link, party, PeerLinkStatus.DECLINED);
  return { link, values: { status: PeerLinkStatus.DECLINED, endedOn: today } };
}

/** Of two answers at once the second waits here, and sees what the first has made of the link. */
async function hold(tx: Transaction, { id }: PeerLink): Promise<PeerLink> {
  const held = await tx.hold(PeerLink, id);
  if (!held) throw notFound('Peer link');
  return held;
}

function notPossible(link: PeerLink, party: Party, to: PeerLinkStatus): TransitionNotAllowed {
  const allowed = possibleAnswers(link, party).map((answer) => STATUS_AFTER[answer]);
  return new TransitionNotAllowed(link.status, to, allowed);
}

const STATUS_AFTER = { [Answer.ACCEPT]: PeerLinkStatus.ACCEPTED, [Answer.DECLINE]: PeerLinkStatus.DECLINED };

/** To a mentor whose consent ended at this moment, there is no such link any more. */
function withoutConsent(party: Party): ConsentRequired {
  if (party === Party.MENTOR) throw notFound('Peer link');
  return new ConsentRequired();
}
