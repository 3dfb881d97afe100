import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { Role } from '../../access/role';
import { saveVersion } from '../../access/save-version';
import type { Transaction } from '../../access/transaction';
import { dayIn } from '../../platform/calendar/day-in';
import { violates } from '../../platform/database/violations';
import { IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { Payload, type Refusal, Refused, resultOf, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { Answer } from '../consents';
import { sitsOnCareTeam } from '../patients';
import { actOnLink, holdLink, showForTheLastTime } from './act-on-link';
import { isAvailable } from './availability';
import { keepReasons } from './keep-reasons';
import { Party } from './party';
import { PeerLink } from './peer-link.entity';
import { answeringParty, mayAnswer } from './peer-link.policy';
import { PeerLinkStatus, possibleAnswers } from './peer-link-status';
import { ConsentRequired, PeerUnavailable } from './refusals';
import { consentMissing, holdSharingConsent, needsConsent } from './sharing-consent';

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
  return actOnLink(ctx, input.peerLinkId, async (tx, link, patient) => {
    authorize(mayAnswer(tx.viewer, tx.viewer.role === Role.CLINICIAN && (await sitsOnCareTeam(tx, patient.id))));
    const isYes = input.answer === Answer.ACCEPT;
    const payload = isYes
      ? await accept(tx, link, party)
      : await decline(tx, link, party, dayIn(patient.timeZone, tx.now));
    if (!isYes && input.note) keepReasons(tx, payload.peerLink, party, input.note);
    tx.emit({ kind: 'peer-link.answered', subject: payload.peerLink, patientId: link.patientId });
    return payload;
  });
}

/** @throws Refused with TransitionNotAllowed, ConsentRequired or PeerUnavailable */
async function accept(tx: Transaction, seen: PeerLink, party: Party): Promise<AnswerPeerLinkPayload> {
  const isShared = await needsConsent(tx, seen);
  const consentId = isShared ? await holdSharingConsent(tx, seen) : null;
  const link = await holdFor(tx, seen, party, Answer.ACCEPT);
  if (isShared && consentId === null) throw consentMissing(party);
  if (!(await isAvailable(tx, link))) throw new Refused(new PeerUnavailable());
  const changes = { ...agreement(link, party, tx.now), consentId };
  return new AnswerPeerLinkPayload(await orFull(saveVersion(tx, link, changes, link.version)));
}

/** @throws Refused with PeerUnavailable when somebody else took the mentor's last slot */
async function orFull(saved: Promise<PeerLink>): Promise<PeerLink> {
  try {
    return await saved;
  } catch (error) {
    if (violates(error, 'peer_mentor_capacity')) throw new Refused(new PeerUnavailable());
    throw error;
  }
}

/** The mentor's yes, or that of the patient to a group, is the last one. */
function agreement({ status, peerMentorId }: PeerLink, party: Party, now: Date): Partial<PeerLink> {
  if (party === Party.MENTOR) return { mentorAgreedAt: now, status: PeerLinkStatus.ACCEPTED };
  return { patientAgreedAt: now, status: peerMentorId === null ? PeerLinkStatus.ACCEPTED : status };
}

/** @throws Refused with TransitionNotAllowed */
async function decline(tx: Transaction, seen: PeerLink, party: Party, today: string): Promise<AnswerPeerLinkPayload> {
  const link = await holdFor(tx, seen, party, Answer.DECLINE);
  const changes = { status: PeerLinkStatus.DECLINED, endedOn: today };
  const declined = Object.assign(new PeerLink(), link, changes, { version: link.version + 1 });
  const payload = new AnswerPeerLinkPayload(declined);
  if (party === Party.MENTOR) await showForTheLastTime(tx, payload);
  await saveVersion(tx, link, changes, link.version);
  return payload;
}

/** @throws NOT_FOUND; Refused with TransitionNotAllowed when this party cannot answer so now */
function holdFor(tx: Transaction, seen: PeerLink, party: Party, answer: Answer): Promise<PeerLink> {
  return holdLink(tx, seen, (link) => {
    const possible = possibleAnswers(link, party);
    if (possible.includes(answer)) return null;
    const allowed = possible.map((other) => STATUS_AFTER[other]);
    return new TransitionNotAllowed(link.status, STATUS_AFTER[answer], allowed);
  });
}

const STATUS_AFTER = { [Answer.ACCEPT]: PeerLinkStatus.ACCEPTED, [Answer.DECLINE]: PeerLinkStatus.DECLINED };
