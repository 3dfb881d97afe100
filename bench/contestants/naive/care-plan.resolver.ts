import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { Context } from './context';
import { CareActivity, CarePlan } from './entities';
import { PeerLinkPage, SessionPage } from './pages';

@Resolver(() => CarePlan)
export class CarePlanResolver {
  @Query(() => CarePlan, { nullable: true })
  carePlan(@Ctx() { manager }: Context, @Arg('id', () => ID) id: string): Promise<CarePlan | null> {
    return manager.getRepository(CarePlan).findOneBy({ id });
  }

  @FieldResolver(() => [CareActivity])
  activities(@Root() plan: CarePlan, @Ctx() { loaders }: Context): Promise<CareActivity[]> {
    return loaders.activitiesOfPlan.load(plan.id);
  }

  @FieldResolver(() => PeerLinkPage)
  async peerLinks(
    @Root() plan: CarePlan,
    @Ctx() { loaders }: Context,
    @Arg('first', () => Int) first: number,
  ): Promise<PeerLinkPage> {
    const links = await loaders.linksOfPlan.load(plan.id);
    return { nodes: links.slice(0, first) };
  }
}

@Resolver(() => CareActivity)
export class CareActivityResolver {
  @FieldResolver(() => SessionPage)
  async sessions(
    @Root() activity: CareActivity,
    @Ctx() { loaders }: Context,
    @Arg('first', () => Int) first: number,
  ): Promise<SessionPage> {
    const sessions = await loaders.sessionsOfActivity.load(activity.id);
    return { nodes: sessions.slice(0, first) };
  }
}
