import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { revision } from '../../access/revise';
import { saveVersion } from '../../access/save-version';
import { notFound } from '../../platform/graphql/errors';
import {
  ExpectedVersionField,
  IdField,
  LanguagesField,
  ListField,
  TextField,
  TextsField,
  ValueField,
} from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload, resultOf } from '../../platform/graphql/refusals';
import { Url } from '../../platform/graphql/scalars';
import { Modality } from './modality';
import { Fellowship, PeerGroup } from './peer-group.entity';
import { Approach } from './peer-support';
import { authorizeKeeper } from './peers.policy';
import { requireWebAddress } from './web-address';

@InputType({ description: 'Changes to a group. What is left out stays; null clears; a list replaces.' })
export class RevisePeerGroupInput {
  @IdField('The group.', () => [PeerGroup])
  peerGroupId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @TextField('The public name.', { max: 255, optional: true })
  displayName?: string | null;

  @ValueField('The community it belongs to.', () => Fellowship, { optional: true })
  fellowship?: Fellowship | null;

  @ListField('What the support builds on.', () => Approach, { optional: true })
  approaches?: Approach[] | null;

  @ListField('How people take part.', () => Modality, { optional: true })
  modalities?: Modality[] | null;

  @LanguagesField('The languages spoken, as BCP 47 tags.', { optional: true })
  languages?: string[] | null;

  @TextField('What the group says of itself.', { max: 4000, optional: true })
  description?: string | null;

  @ValueField('Where to read more about it, on the web.', () => Url, { optional: true })
  url?: string | null;

  @TextsField('What its meetings are like, as Meeting Guide codes.', { max: 32, most: 64, optional: true })
  meetingTypes?: string[] | null;
}

@Payload('The group as it is now.')
export class RevisePeerGroupPayload {
  @Field(() => PeerGroup, { description: 'The group as it is now.' })
  peerGroup: PeerGroup;

  constructor(peerGroup: PeerGroup) {
    this.peerGroup = peerGroup;
  }
}

export const RevisePeerGroupResult = resultOf(RevisePeerGroupPayload);

/** Changes what is known of a group. */
export async function revisePeerGroup(ctx: Context, input: RevisePeerGroupInput): Promise<RevisePeerGroupPayload> {
  await authorizeKeeper(ctx);
  const group = await ctx.load(entityById(PeerGroup), input.peerGroupId);
  if (!group) throw notFound('Peer group');
  const changes = revision(
    input,
    ['displayName', 'fellowship', 'approaches', 'modalities', 'languages', 'meetingTypes'],
    ['description', 'url'],
  );
  requireWebAddress(input.url, 'input.url', ['https:', 'http:']);

  return ctx.transaction(async (tx) => {
    const revised = await saveVersion(tx, group, changes, input.expectedVersion);
    tx.emit({ kind: 'peer-group.revised', subject: revised });
    return new RevisePeerGroupPayload(revised);
  });
}
