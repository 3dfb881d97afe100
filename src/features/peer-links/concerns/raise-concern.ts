import { Field, InputType } from 'type-graphql';
import type { Context } from '../../../access/context';
import { badInput } from '../../../platform/graphql/errors';
import { newId } from '../../../platform/graphql/ids';
import { IdField, TextField, ValueField } from '../../../platform/graphql/inputs';
import { Payload, type Refusal } from '../../../platform/graphql/refusals';
import { actOnLink } from '../act-on-link';
import { PeerLink } from '../peer-link.entity';

@InputType({ description: 'Something that a peer is worried about: safety, boundaries, something they must report.' })
export class RaiseConcernInput {
  @IdField('The link to the person whom it is about.', () => [PeerLink])
  peerLinkId!: string;

  @TextField('What it is. For the staff only.', { max: 2000 })
  sentence!: string;

  @ValueField('Whether it cannot wait.', () => Boolean)
  urgent!: boolean;
}

@Payload('The link. The concern itself is for the staff, and not shown again.')
export class RaiseConcernPayload {
  @Field(() => PeerLink, { description: 'The link to the person whom it is about.' })
  peerLink: PeerLink;

  constructor(peerLink: PeerLink) {
    this.peerLink = peerLink;
  }
}

/**
 * A mentor tells the supervisor what worries them about somebody whom they walk alongside. A mentor reads no concern, not even their
 * own, so the database writes it for them; it opens a follow-up.
 * @throws BAD_USER_INPUT when the link is not open any more
 */
export async function raiseConcern(ctx: Context, input: RaiseConcernInput): Promise<RaiseConcernPayload | Refusal> {
  return actOnLink(ctx, input.peerLinkId, async (tx, link) => {
    const values = [newId(), link.id, input.sentence, input.urgent, tx.now];
    const [row] = await tx.query('select app.raise_concern($1, $2, $3, $4, $5) as is_raised', values);
    if (row?.is_raised !== true)
      throw badInput({ path: 'input.peerLinkId', message: '"input.peerLinkId" must be a link that is open.' });
    tx.emit({ kind: 'peer-concern.raised', subject: link, patientId: link.patientId });
    return new RaiseConcernPayload(link);
  });
}
