import { Int } from 'type-graphql';
import { ValueField } from '../../platform/graphql/inputs';
import { byId, defineFilter, extend, on, page, queries, type SetRead } from '../../platform/graphql/reads';
import { CarePlan, CarePlanFilter } from '../care-plans';
import { Consent } from '../consents';
import { Patient, WHO_MAY_SEE_PATIENTS } from '../patients';
import {
  groupSchedule,
  MeetingOccurrence,
  type NextMeetingsArguments,
  nextMeetings,
  PeerGroup,
  PeerMentor,
  PeerSupport,
} from '../peers';
import { Party } from './party';
import { PatientPeerSupport } from './patient-peer-support.entity';
import { PauseReason } from './pause-reason';
import { PeerKind, PeerLink, PeerLinkReason, PeerLinkRecurrence, PeerPurpose } from './peer-link.entity';
import { PeerLinkStatus } from './peer-link-status';

ValueField(
  'True: plans of patients with no open link to any peer; false: with at least one. Only patients whose links to mentors and to groups you may read are considered. Not open to callers outside the program.',
  () => Boolean,
  { optional: true },
)(CarePlanFilter.prototype, 'withoutPeerSupport');

defineFilter(CarePlanFilter, {
  withoutPeerSupport: on<CarePlan>().neighbor(
    'patientId',
    () => PatientPeerSupport,
    'id',
    on<PatientPeerSupport>().equals('isWithout'),
  ),
});

/** A page of links, the latest proposed first, narrowed by status. */
function links(): SetRead<PeerLink> {
  return page(() => PeerLink)
    .arg('status', () => [PeerLinkStatus], 'Only links that stand so.', on<PeerLink>().oneOf('status'))
    .orderByDescending('createdAt');
}

export const PeerLinkFields = extend(
  () => PeerLink,
  (link) => ({
    patient: link.one(() => Patient, 'patientId').describe('The patient.'),
    carePlan: link
      .one(() => CarePlan, 'carePlanId')
      .nullable()
      .describe('The care plan that the link is part of, if you may see it.'),
    peer: link
      .oneOf(() => PeerSupport, { peerMentorId: () => PeerMentor, peerGroupId: () => PeerGroup })
      .describe('The mentor or group; null when you may not see it.'),
    peerKind: link
      .derived(
        () => PeerKind,
        { peerMentorId: true },
        ({ peerMentorId }) => (peerMentorId === null ? PeerKind.GROUP : PeerKind.MENTOR),
      )
      .describe('Whether the peer is a mentor or a group.'),
    purposes: link
      .derived(
        () => [PeerPurpose],
        { purposes: true, recurrence: link.one(() => PeerLinkRecurrence, 'id').pick('id') },
        ({ purposes, recurrence }) => (recurrence ? [...purposes, PeerPurpose.RETURN_FROM_RECURRENCE] : purposes),
      )
      .describe('What the link is for, as far as you may know.'),
    pausedReason: link
      .derived(
        () => PauseReason,
        { reason: link.one(() => PeerLinkReason, 'id').pick('pausedReason') },
        ({ reason }) => reason?.pausedReason ?? null,
      )
      .nullable()
      .describe('Why the link rests; null unless it does, and for the peer.'),
    endReason: link
      .derived(
        () => String,
        { reason: link.one(() => PeerLinkReason, 'id').pick('endReason') },
        ({ reason }) => reason?.endReason ?? null,
      )
      .nullable()
      .describe('Why it ended, in plain words; null for the peer.'),
    consent: link
      .one(() => Consent, 'consentId')
      .nullable()
      .describe('What lets the peer know of this patient; null for a community group, which never learns who comes.'),
    awaiting: link
      .derived(
        () => [Party],
        { status: true, peerMentorId: true, patientAgreedAt: true },
        ({ status, peerMentorId, patientAgreedAt }) => {
          if (status !== PeerLinkStatus.PROPOSED) return [];
          const parties = peerMentorId === null ? [Party.PATIENT] : [Party.PATIENT, Party.MENTOR];
          return patientAgreedAt === null ? parties : parties.slice(1);
        },
      )
      .describe('Whose answer is still missing. A group is never asked: it does not learn who comes.'),
    nextMeetings: link
      .derived(
        () => [MeetingOccurrence],
        groupSchedule('peerGroupId'),
        (schedule, args: NextMeetingsArguments, now) => nextMeetings(schedule, args, now),
      )
      .takes('days', () => Int, 'How many days ahead, 1 to 31.', 7)
      .takes('first', () => Int, 'How many at most.', 3)
      .describe('When the group meets next, the soonest first; empty for a mentor.'),
  }),
);

export const PatientPeerLinks = extend(
  () => Patient,
  () => ({ peerLinks: links().by('patientId').describe('Peers who walk alongside, the latest proposed first.') }),
);
export const CarePlanPeerLinks = extend(
  () => CarePlan,
  () => ({
    peerLinks: links().by('carePlanId').describe('The community half of the plan, the latest proposed first.'),
  }),
);
export const PeerMentorLinks = extend(
  () => PeerMentor,
  () => ({ links: links().by('peerMentorId').describe('Whom this mentor walks alongside, as far as you may see it.') }),
);

export const PeerLinkQueries = queries({
  peerLink: byId(() => PeerLink)
    .allow(WHO_MAY_SEE_PATIENTS)
    .describe('A peer link by id.'),
  peerLinks: links()
    .allow(WHO_MAY_SEE_PATIENTS)
    .describe(
      'The peer links you may see, the latest proposed first; for a partner app, those it was given consent to see, and nothing else.',
    ),
});
