import { Ctx, FieldResolver, Resolver } from 'type-graphql';
import type { Context } from '../../access/context';
import { Role } from '../../access/role';
import { extend, many, type OneRead, type ParentReads, queries } from '../../platform/graphql/reads';
import { accountHolders } from './account-holders';
import { Clinician } from './clinician.entity';
import { Organization } from './organization.entity';
import { PartnerApp } from './partner-app.entity';
import { ViewerProfile } from './viewer.entity';

/** What the viewer's token leads to. The features that own them add the mentor and the patient. */
export const ViewerFields = extend(
  () => ViewerProfile,
  (viewer) => ({
    displayName: viewer
      .derived(
        () => String,
        () => ({ role: true as const, ...holderReads(viewer.one) }),
        (row) => nameIn(row as unknown as HolderRows) ?? String(row.role).toLowerCase().replaceAll('_', ' '),
      )
      .describe('What to call the viewer: a name where there is one, else the role.'),
    organization: viewer.one(() => Organization, 'organizationId').describe('The program this login belongs to.'),
    clinician: viewer
      .one(() => Clinician, 'clinicianId')
      .nullable()
      .describe('The clinician behind the login, if it is one.'),
  }),
);

/** The records that a login can be bound to, by the column that points at them; null in all but one. */
type HolderRows = Readonly<Record<string, object | null>>;

function holderReads(one: ParentReads<ViewerProfile>['one']): Record<string, OneRead<object>> {
  const reads = [...accountHolders().values()].map(
    ({ column, entity }) => [column, one(() => entity, column)] as const,
  );
  return { ...Object.fromEntries(reads), partnerAppId: one(() => PartnerApp, 'partnerAppId') };
}

function nameIn(rows: HolderRows): string | null {
  const client = rows.partnerAppId as PartnerApp | null;
  if (client) return client.name;
  for (const { column, nameOf } of accountHolders().values()) {
    const holder = rows[column];
    if (holder) return nameOf(holder);
  }
  return null;
}

/** The one root field that every role may ask. */
export const ViewerQueries = queries({
  viewer: many(() => ViewerProfile)
    .only()
    .allow(Object.values(Role))
    .describe('Who is asking.'),
});

/** What is known of the viewer without asking the database again. */
@Resolver(() => ViewerProfile)
export class ViewerResolver {
  @FieldResolver(() => [String], { description: 'The SMART scopes in force.' })
  scopes(@Ctx() { viewer }: Context): string[] {
    return [...viewer.scopes];
  }
}
