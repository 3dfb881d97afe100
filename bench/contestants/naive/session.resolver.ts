import { randomUUID } from 'node:crypto';
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import type { Context } from './context';
import { AuditEvent, CareActivity, Clinician, Session } from './entities';

@InputType()
export class RecordSessionInput {
  @Field(() => ID)
  activityId!: string;

  @Field(() => Date)
  occurredAt!: Date;

  @Field(() => Int)
  minutes!: number;

  @Field(() => String)
  attendance!: string;

  @Field(() => String, { nullable: true })
  summary?: string | null;
}

@ObjectType()
export class RecordSessionPayload {
  @Field(() => Session)
  session!: Session;

  @Field(() => Boolean)
  created!: boolean;
}

@Resolver(() => Session)
export class SessionResolver {
  @Mutation(() => RecordSessionPayload)
  async recordSession(
    @Ctx() { manager, loaders, persona }: Context,
    @Arg('input', () => RecordSessionInput) input: RecordSessionInput,
  ): Promise<RecordSessionPayload> {
    const activity = await loaders.activity.load(input.activityId);
    if (!activity) throw new Error('There is no such activity.');
    const { organizationId, patientId, kind } = activity;
    const session = await manager.getRepository(Session).save({
      ...input,
      organizationId,
      id: randomUUID(),
      version: 1,
      patientId,
      kind,
      clinicianId: persona.principal,
      enteredInErrorAt: null,
    });
    await manager.getRepository(AuditEvent).insert({
      organizationId,
      id: randomUUID(),
      at: new Date(),
      principalId: persona.principal,
      role: persona.role,
      kind: 'session.recorded',
      subjectType: 'session',
      subjectId: session.id,
      patientId,
      requestId: randomUUID(),
    });
    return { session: await manager.getRepository(Session).findOneByOrFail({ id: session.id }), created: true };
  }

  @FieldResolver(() => Clinician, { nullable: true })
  clinician(@Root() session: Session, @Ctx() { loaders }: Context): Promise<Clinician | null> | null {
    return session.clinicianId ? loaders.clinician.load(session.clinicianId) : null;
  }

  @FieldResolver(() => CareActivity)
  activity(@Root() session: Session, @Ctx() { loaders }: Context): Promise<CareActivity | null> {
    return loaders.activity.load(session.activityId);
  }
}
