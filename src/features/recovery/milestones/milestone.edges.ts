import { extend, many, on, page } from '../../../platform/graphql/reads';
import { Patient } from '../../patients';
import { Encouragement } from './encouragement.entity';
import { Milestone } from './milestone.entity';

export const MilestoneFields = extend(
  () => Milestone,
  (milestone) => ({
    patient: milestone.one(() => Patient, 'patientId').describe('Who reached it.'),
    encouragements: many(() => Encouragement)
      .by('milestoneId')
      .orderBy('sentAt')
      .describe('The kind words it was met with, the first first.'),
  }),
);

export const PatientMilestones = extend(
  () => Patient,
  () => ({
    milestones: page(() => Milestone)
      .by('patientId')
      .where(on<Milestone>().is('enteredInErrorAt', null))
      .orderByDescending('reachedOn', 'recordedAt')
      .describe('What was reached on the way, the latest first, without what was entered in error.'),
    encouragements: page(() => Encouragement)
      .by('patientId')
      .where(on<Encouragement>().is('milestoneId', null))
      .orderByDescending('sentAt')
      .describe('Kind words that are about no milestone, the latest first.'),
  }),
);
