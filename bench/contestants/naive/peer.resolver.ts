import { Ctx, createUnionType, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from './context';
import { Meeting, PeerGroup, PeerLink, PeerMentor } from './peer-entities';

const PeerSupport = createUnionType({ name: 'PeerSupport', types: () => [PeerMentor, PeerGroup] as const });

@Resolver(() => PeerLink)
export class PeerLinkResolver {
  @FieldResolver(() => PeerSupport, { nullable: true })
  async peer(@Root() link: PeerLink, @Ctx() { loaders }: Context): Promise<PeerMentor | PeerGroup | null> {
    if (link.peerMentorId) return loaders.mentor.load(link.peerMentorId);
    return link.peerGroupId ? loaders.group.load(link.peerGroupId) : null;
  }
}

@Resolver(() => PeerGroup)
export class PeerGroupResolver {
  @FieldResolver(() => [Meeting])
  meetings(@Root() group: PeerGroup, @Ctx() { loaders }: Context): Promise<Meeting[]> {
    return loaders.meetingsOfGroup.load(group.id);
  }
}
