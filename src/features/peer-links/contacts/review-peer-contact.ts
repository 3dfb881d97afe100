import { Field, InputType } from 'type-graphql';
import { authorize } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { saveVersion } from '../../../access/save-version';
import { notFound } from '../../../platform/graphql/errors';
import { ExpectedVersionField, IdField } from '../../../platform/graphql/inputs';
import { entityById } from '../../../platform/graphql/reads';
import { Payload, type Refusal, resultOf, TransitionNotAllowed } from '../../../platform/graphql/refusals';
import { PeerMentorStanding } from '../../peers';
import { PeerContact } from './peer-contact.entity';
import { mayReviewContact } from './peer-contact.policy';

@InputType({ description: 'A contact that the supervisor has looked at.' })
export class ReviewPeerContactInput {
  @IdField('The contact.', () => [PeerContact])
  peerContactId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;
}

@Payload('The contact, reviewed.')
export class ReviewPeerContactPayload {
  @Field(() => PeerContact, { description: 'The contact, reviewed.' })
  peerContact: PeerContact;

  constructor(peerContact: PeerContact) {
    this.peerContact = peerContact;
  }
}

export const ReviewPeerContactResult = resultOf(ReviewPeerContactPayload);

/** Says that the mentor's supervisor has looked at a contact with the mentor, whoever of the two logged it. */
export async function reviewPeerContact(
  ctx: Context,
  input: ReviewPeerContactInput,
): Promise<ReviewPeerContactPayload | Refusal> {
  const contact = await ctx.load(entityById(PeerContact), input.peerContactId);
  if (!contact) throw notFound('Peer contact');
  const standing = contact.peerMentorId && (await ctx.load(entityById(PeerMentorStanding), contact.peerMentorId));
  const reviewedById = standing ? standing.supervisorId : null;
  authorize(mayReviewContact(ctx.viewer, reviewedById));
  const refusal = refusalOf(contact);
  if (refusal) return refusal;

  return ctx.transaction(async (tx) => {
    const reviewed = await saveVersion(tx, contact, { reviewedById, reviewedAt: tx.now }, input.expectedVersion);
    tx.emit({ kind: 'peer-contact.reviewed', subject: reviewed, patientId: reviewed.patientId });
    return new ReviewPeerContactPayload(reviewed);
  });
}

function refusalOf({ reviewedAt, enteredInErrorAt }: PeerContact): Refusal | null {
  if (enteredInErrorAt)
    return new TransitionNotAllowed('ENTERED_IN_ERROR', 'REVIEWED', [], 'This contact was taken back.');
  if (reviewedAt) return new TransitionNotAllowed('REVIEWED', 'REVIEWED', [], 'This contact was reviewed already.');
  return null;
}
