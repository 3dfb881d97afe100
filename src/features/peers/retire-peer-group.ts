import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { saveVersion } from '../../access/save-version';
import { notFound } from '../../platform/graphql/errors';
import { ExpectedVersionField, IdField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload, type Refusal, resultOf, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { PeerGroup } from './peer-group.entity';
import { authorizeKeeper } from './peers.policy';

@InputType({ description: 'A group that no longer meets.' })
export class RetirePeerGroupInput {
  @IdField('The group.', () => [PeerGroup])
  peerGroupId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;
}

@Payload('The group, retired.')
export class RetirePeerGroupPayload {
  @Field(() => PeerGroup, { description: 'The group, retired.' })
  peerGroup: PeerGroup;

  constructor(peerGroup: PeerGroup) {
    this.peerGroup = peerGroup;
  }
}

export const RetirePeerGroupResult = resultOf(RetirePeerGroupPayload);

/** Ends a group and every meeting of it. The rows stay: people were linked to them. */
export async function retirePeerGroup(
  ctx: Context,
  input: RetirePeerGroupInput,
): Promise<RetirePeerGroupPayload | Refusal> {
  await authorizeKeeper(ctx);
  const group = await ctx.load(entityById(PeerGroup), input.peerGroupId);
  if (!group) throw notFound('Peer group');
  if (!group.active) return new TransitionNotAllowed('RETIRED', 'RETIRED', []);

  return ctx.transaction(async (tx) => {
    const retired = await saveVersion(tx, group, { active: false }, input.expectedVersion);
    await tx.query('update meeting set active = false, version = version + 1 where peer_group_id = $1 and active', [
      group.id,
    ]);
    tx.emit({ kind: 'peer-group.retired', subject: retired });
    return new RetirePeerGroupPayload(retired);
  });
}
