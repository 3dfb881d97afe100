import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { Context } from './context';
import { CarePlan, Patient, PatientIdentity } from './entities';
import { CarePlanPage, PatientPage } from './pages';

@Resolver(() => Patient)
export class PatientResolver {
  @Query(() => PatientPage)
  async patients(
    @Ctx() { manager }: Context,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<PatientPage> {
    const query = manager
      .getRepository(Patient)
      .createQueryBuilder('p')
      .orderBy('p.updatedAt', 'DESC')
      .addOrderBy('p.id', 'DESC')
      .take(first + 1);
    if (after) {
      const [updatedAt, id] = after.split('|');
      query.where('(p.updatedAt, p.id) < (:updatedAt, :id)', { updatedAt, id });
    }
    const rows = await query.getMany();
    const nodes = rows.slice(0, first);
    const last = nodes.at(-1);
    const endCursor = last ? `${last.updatedAt.toISOString()}|${last.id}` : null;
    return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor } };
  }

  @FieldResolver(() => String, { nullable: true })
  async status(@Root() patient: Patient, @Ctx() { loaders }: Context): Promise<string | null> {
    return (await loaders.standing.load(patient.id))?.status ?? null;
  }

  @FieldResolver(() => PatientIdentity, { nullable: true })
  identity(@Root() patient: Patient, @Ctx() { loaders }: Context): Promise<PatientIdentity | null> {
    return loaders.identity.load(patient.id);
  }

  @FieldResolver(() => CarePlanPage)
  async carePlans(
    @Root() patient: Patient,
    @Ctx() { loaders }: Context,
    @Arg('first', () => Int) first: number,
  ): Promise<CarePlanPage> {
    const plans = await loaders.plansOfPatient.load(patient.id);
    return { nodes: plans.slice(0, first) };
  }

  @FieldResolver(() => CarePlan, { nullable: true })
  async activeCarePlan(@Root() patient: Patient, @Ctx() { loaders }: Context): Promise<CarePlan | null> {
    const plans = await loaders.plansOfPatient.load(patient.id);
    return plans.find(({ status }) => status === 'ACTIVE') ?? null;
  }
}
