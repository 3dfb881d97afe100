import { createUnionType } from 'type-graphql';
import { extend, on, page } from '../../../platform/graphql/reads';
import { CarePlan, CbtActivity, CounselingActivity, MatActivity, Session } from '../../care-plans';
import { Consent } from '../../consents';
import { Patient } from '../../patients';
import { PeerContact, PeerLink } from '../../peer-links';
import { Assessment, CheckIn, Milestone, ReturnToUse } from '../../recovery';
import { TimelineEntry, TimelineKind } from './timeline-entry.entity';
import { timelineTitle } from './timeline-titles';

/** By the column of an entry that points at it. */
const SUBJECTS = {
  carePlanId: () => CarePlan,
  cbtActivityId: () => CbtActivity,
  matActivityId: () => MatActivity,
  counselingActivityId: () => CounselingActivity,
  sessionId: () => Session,
  peerLinkId: () => PeerLink,
  peerContactId: () => PeerContact,
  milestoneId: () => Milestone,
  checkInId: () => CheckIn,
  returnToUseId: () => ReturnToUse,
  assessmentId: () => Assessment,
  consentId: () => Consent,
} as const;

const TimelineSubject = createUnionType({
  name: 'TimelineSubject',
  description: 'What an entry of the timeline is about.',
  types: () => Object.values(SUBJECTS).map((entity) => entity()) as never,
});

export const PatientTimeline = extend(
  () => Patient,
  () => ({
    timeline: page(() => TimelineEntry)
      .by('patientId')
      .arg('kinds', () => [TimelineKind], 'Only entries about these.', on<TimelineEntry>().oneOf('kind'))
      .orderByDescending('at')
      .describe(
        'Everything that happened, as far as you may see it, the latest first. Of what you may not see there is no entry.',
      ),
  }),
);

export const TimelineEntryFields = extend(
  () => TimelineEntry,
  (entry) => ({
    title: entry
      .derived(
        () => String,
        { kind: true, event: true, carePlanId: true },
        (entry) => timelineTitle(entry),
      )
      .describe('What happened, in a few words.'),
    subject: entry
      .oneOf(() => TimelineSubject, SUBJECTS)
      .always()
      .describe('What it is about, as it is now.'),
  }),
);
