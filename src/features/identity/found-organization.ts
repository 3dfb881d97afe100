import type { EntityManager } from 'typeorm';
import { newId } from '../../platform/graphql/ids';
import { Organization, OrganizationSettings } from './organization.entity';

/**
 * Founds an organization. No request can do this: only an operator who acts as the owner of the tables.
 * @param owner an entity manager whose session acts as the owner role
 * @returns its id
 */
export async function foundOrganization(owner: EntityManager, name: string, timeZone: string): Promise<string> {
  const id = newId();
  await owner.transaction(async (manager) => {
    await manager.insert(Organization, { organizationId: id, id, version: 1, name, timeZone, isPart2Program: true });
    await manager.insert(OrganizationSettings, {
      organizationId: id,
      id,
      minimumMentorRecoveryMonths: null,
      acceptsMinors: false,
      emergencyText:
        'If you or somebody else is in danger, call 911. To talk to somebody at any hour, call or text 988.',
      onCallId: null,
      followUpHours: () => 'app.default_follow_up_hours()',
      attentionThresholds: () => 'app.default_attention_thresholds()',
    } as never);
  });
  return id;
}
