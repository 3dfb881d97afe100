import type { EntityManager } from 'typeorm';
import { newId } from '../../platform/graphql/ids';
import { Organization, OrganizationSettings } from './organization.entity';

/** Hours until each kind of follow-up is due, until the program decides otherwise. Urgent safety is a same-day matter. */
const FOLLOW_UP_HOURS = {
  URGENT_SAFETY_CALL: 1,
  MEDICAL_REVIEW: 24,
  PEER_OUTREACH: 24,
  CLINICAL_REVIEW: 72,
  PLAN_REVIEW: 168,
  RE_ENGAGEMENT: 72,
  CHECK_IN_CALL: 72,
  CONCERN: 24,
  COVER_REVIEW: 72,
};

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
      followUpHours: FOLLOW_UP_HOURS,
    } as never);
  });
  return id;
}
