import { Field, InputType } from 'type-graphql';
import type { Context } from '../../../access/context';
import { dayIn } from '../../../platform/calendar/day-in';
import { badInput } from '../../../platform/graphql/errors';
import { IdField, IntField, TextField, ValueField } from '../../../platform/graphql/inputs';
import { Payload, type Refusal, resultOf, TransitionNotAllowed } from '../../../platform/graphql/refusals';
import { DateTime } from '../../../platform/graphql/scalars';
import { requirePastInstant } from '../../care-plans';
import { actOnLink, holdLink } from '../act-on-link';
import { PeerLink } from '../peer-link.entity';
import { partyOf } from '../peer-link.policy';
import { ContactMode, PeerContact } from './peer-contact.entity';
import { wasUnderWay } from './was-under-way';

const MINUTES_A_DAY = 1440;

@InputType({ description: 'A time at which a patient and a peer were in touch.' })
export class LogPeerContactInput {
  @IdField('The link that it was a contact of.', () => [PeerLink])
  peerLinkId!: string;

  @ValueField('When it began.', () => DateTime)
  occurredAt!: Date;

  @IntField('How long it took, in minutes.', { min: 1, max: MINUTES_A_DAY })
  minutes!: number;

  @ValueField('How they were in touch: GROUP_MEETING with a group, and with nobody else.', () => ContactMode)
  mode!: ContactMode;

  @TextField('What it was about. Whoever sees the link may read it.', { max: 2000, optional: true })
  note?: string | null;
}

@Payload('The contact, logged.')
export class LogPeerContactPayload {
  @Field(() => PeerContact, { description: 'The contact, logged.' })
  peerContact: PeerContact;

  constructor(peerContact: PeerContact) {
    this.peerContact = peerContact;
  }
}

export const LogPeerContactResult = resultOf(LogPeerContactPayload);

/**
 * Logs a contact: by the mentor of the link or by its patient. That somebody went to a meeting of a group is for the patient to say, who
 * alone sees that link as a party: a community group has no roster.
 * @throws BAD_USER_INPUT when the instant is still to come, or the mode is not one of this kind of peer
 */
export async function logPeerContact(
  ctx: Context,
  input: LogPeerContactInput,
): Promise<LogPeerContactPayload | Refusal> {
  return actOnLink(ctx, input.peerLinkId, async (tx, seen, patient) => {
    requirePastInstant(input.occurredAt, tx.now, 'input.occurredAt');
    requireModeOf(seen, input.mode);
    const day = dayIn(patient.timeZone, input.occurredAt);
    const link = await holdLink(tx, seen, (held) => (wasUnderWay(held, day) ? null : wasNotUnderWay(held)));
    const contact = tx.insert(PeerContact, {
      version: 1,
      patientId: link.patientId,
      peerLinkId: link.id,
      peerMentorId: link.peerMentorId,
      peerGroupId: link.peerGroupId,
      occurredAt: input.occurredAt,
      minutes: input.minutes,
      mode: input.mode,
      note: input.note ?? null,
      reportedBy: partyOf(tx.viewer),
      reviewedById: null,
      reviewedAt: null,
      enteredInErrorAt: null,
      enteredInErrorReason: null,
    });
    tx.emit({ kind: 'peer-contact.logged', subject: contact, patientId: link.patientId });
    return new LogPeerContactPayload(contact);
  });
}

function requireModeOf({ peerGroupId }: PeerLink, mode: ContactMode): void {
  if ((mode === ContactMode.GROUP_MEETING) === (peerGroupId !== null)) return;
  throw badInput({
    path: 'input.mode',
    message: '"input.mode" must be GROUP_MEETING for a link to a group, and anything else for one to a mentor.',
  });
}

function wasNotUnderWay({ status }: PeerLink): Refusal {
  return new TransitionNotAllowed(status, status, [], 'They were not under way together on that day.');
}
