import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { In, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import type { Context } from './context';
import { CareTeamMember, Clinician, Patient, PatientIdentity } from './entities';
import { PatientPage } from './pages';

@ObjectType()
export class Viewer {
  @Field(() => Clinician, { nullable: true })
  clinician!: Clinician | null;
}

@Resolver(() => Clinician)
export class ViewerResolver {
  @Query(() => Viewer)
  async viewer(@Ctx() { loaders, persona }: Context): Promise<Viewer> {
    return { clinician: await loaders.clinician.load(persona.principal) };
  }

  @FieldResolver(() => PatientPage)
  async caseload(
    @Root() clinician: Clinician,
    @Ctx() { manager }: Context,
    @Arg('first', () => Int) first: number,
  ): Promise<PatientPage> {
    const now = new Date();
    const seats = await manager.getRepository(CareTeamMember).find({
      where: [
        { clinicianId: clinician.id, startsAt: LessThanOrEqual(now), endsAt: IsNull() },
        { clinicianId: clinician.id, startsAt: LessThanOrEqual(now), endsAt: MoreThan(now) },
      ],
    });
    const identities = await manager.getRepository(PatientIdentity).find({
      where: { id: In(seats.map(({ patientId }) => patientId)) },
      order: { nameKey: 'ASC', id: 'ASC' },
      take: first + 1,
    });
    const found = await manager.getRepository(Patient).findBy({ id: In(identities.map(({ id }) => id)) });
    const rows = identities.flatMap(({ id }) => found.filter((patient) => patient.id === id));
    const nodes = rows.slice(0, first);
    return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor: nodes.at(-1)?.id ?? null } };
  }
}
