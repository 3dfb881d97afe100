import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { LanguagesField, ListField, TextField, TextsField, ValueField } from '../../platform/graphql/inputs';
import { Payload } from '../../platform/graphql/refusals';
import { Url } from '../../platform/graphql/scalars';
import { Modality } from './modality';
import { Fellowship, PeerGroup } from './peer-group.entity';
import { Approach } from './peer-support';
import { authorizeKeeper } from './peers.policy';
import { requireWebAddress } from './web-address';

@InputType({ description: 'A group in which people support each other.' })
export class RegisterPeerGroupInput {
  @TextField('The public name.', { max: 255 })
  displayName!: string;

  @ValueField('The community it belongs to.', () => Fellowship)
  fellowship!: Fellowship;

  @ListField('What the support builds on.', () => Approach)
  approaches!: Approach[];

  @ListField('How people take part.', () => Modality)
  modalities!: Modality[];

  @LanguagesField('The languages spoken, as BCP 47 tags.')
  languages!: string[];

  @TextField('What the group says of itself.', { max: 4000, optional: true })
  description?: string | null;

  @ValueField('Where to read more about it, on the web.', () => Url, { optional: true })
  url?: string | null;

  @TextsField('What its meetings are like, as Meeting Guide codes.', { max: 32, most: 64, optional: true })
  meetingTypes?: string[] | null;
}

@Payload('The group as registered.')
export class RegisterPeerGroupPayload {
  @Field(() => PeerGroup, { description: 'The group as registered.' })
  peerGroup: PeerGroup;

  constructor(peerGroup: PeerGroup) {
    this.peerGroup = peerGroup;
  }
}

/** Registers a group by hand. Groups of a feed are made by its import. */
export async function registerPeerGroup(
  ctx: Context,
  input: RegisterPeerGroupInput,
): Promise<RegisterPeerGroupPayload> {
  await authorizeKeeper(ctx);
  requireWebAddress(input.url, 'input.url', ['https:', 'http:']);

  return ctx.transaction(async (tx) => {
    const group = tx.insert(PeerGroup, {
      version: 1,
      displayName: input.displayName,
      approaches: input.approaches,
      modalities: input.modalities,
      languages: input.languages,
      active: true,
      fellowship: input.fellowship,
      description: input.description ?? null,
      url: input.url ?? null,
      meetingTypes: input.meetingTypes ?? [],
      source: null,
      sourceKey: null,
    });
    tx.emit({ kind: 'peer-group.registered', subject: group });
    return new RegisterPeerGroupPayload(group);
  });
}
