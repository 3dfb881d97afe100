import { Ctx, Field, FieldResolver, ObjectType, Query, Resolver } from 'type-graphql';
import { Allow } from '../../access/authorize';
import type { Context } from '../../access/context';
import { Role } from '../../access/role';
import { entityById, extend } from '../../platform/graphql/reads';
import { accountHolders, holderOf } from './account-holders';
import { Clinician } from './clinician.entity';
import { Organization } from './organization.entity';
import { PartnerApp } from './partner-app.entity';

/** Who is asking. The features that own them add the mentor and the patient. */
@ObjectType('Viewer', { description: 'Who is asking.', simpleResolvers: true })
export class ViewerProfile {
  @Field(() => Role, { description: 'The role of the login.' })
  role!: Role;

  @Field(() => [String], { description: 'The SMART scopes in force.' })
  scopes!: string[];

  organizationId!: string;
  clinicianId!: string | null;
  peerMentorId!: string | null;
  patientId!: string | null;
}

/** What the viewer's token leads to. */
export const ViewerFields = extend(
  () => ViewerProfile,
  (viewer) => ({
    organization: viewer.one(() => Organization, 'organizationId').describe('The program this login belongs to.'),
    clinician: viewer
      .one(() => Clinician, 'clinicianId')
      .nullable()
      .describe('The clinician behind the login, if it is one.'),
  }),
);

/** The one root field that every role may ask. */
@Resolver(() => ViewerProfile)
export class ViewerResolver {
  @Query(() => ViewerProfile, { description: 'Who is asking.' })
  @Allow(Object.values(Role))
  viewer(@Ctx() { viewer }: Context): ViewerProfile {
    const profile = new ViewerProfile();
    for (const { column } of accountHolders().values()) profile[column] = null;
    const holder = holderOf(viewer);
    if (holder && viewer.holder) profile[holder.column] = viewer.holder.id;
    return Object.assign(profile, {
      role: viewer.role,
      scopes: [...viewer.scopes],
      organizationId: viewer.organizationId,
    });
  }

  @FieldResolver(() => String, { description: 'What to call the viewer: a name where there is one, else the role.' })
  async displayName(@Ctx() ctx: Context): Promise<string> {
    const { holder, role } = ctx.viewer;
    const label = role.toLowerCase().replaceAll('_', ' ');
    if (!holder) return label;
    const kind = holderOf(ctx.viewer);
    const record = await ctx.load(entityById(kind?.entity ?? PartnerApp), holder.id);
    if (!record) return label;
    return (kind ? kind.nameOf(record) : (record as PartnerApp).name) ?? label;
  }
}
