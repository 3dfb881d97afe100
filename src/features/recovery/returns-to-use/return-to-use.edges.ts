import { extend, many, on, page } from '../../../platform/graphql/reads';
import { OrganizationSettings } from '../../identity';
import { Patient } from '../../patients';
import { FollowUp, FollowUpKind } from '../follow-ups/follow-up.entity';
import { isTaken } from '../follow-ups/is-taken';
import { ReturnToUse } from './return-to-use.entity';
import { supportMessage } from './support-message';

export const ReturnToUseFields = extend(
  () => ReturnToUse,
  (shared) => ({
    patient: shared.one(() => Patient, 'patientId').describe('Whose it is.'),
    followUps: many(() => FollowUp)
      .by('sourceId')
      .orderBy('dueAt')
      .describe('What it called for, as far as you may see it, the first due first.'),
    supportMessage: shared
      .derived(
        () => String,
        {
          safetyNeeds: true,
          settings: shared.one(() => OrganizationSettings, 'organizationId').pick('emergencyText'),
          calls: many(() => FollowUp)
            .by('sourceId')
            .where(on<FollowUp>().is('kind', FollowUpKind.URGENT_SAFETY_CALL))
            .orderBy('id')
            .pick('assigneeClinicianId', 'acknowledgedAt', 'completedAt'),
        },
        ({ safetyNeeds, settings, calls }) =>
          supportMessage(safetyNeeds, settings?.emergencyText ?? '', isTaken(calls)),
      )
      .describe('Kind and plain words for the person, with a next step and whom to call at any hour.'),
  }),
);

export const PatientReturnsToUse = extend(
  () => Patient,
  () => ({
    returnsToUse: page(() => ReturnToUse)
      .by('patientId')
      .orderByDescending('occurredOn')
      .describe('Returns to use, the latest first. Those that were a mistake are among them, marked.'),
  }),
);
