import { extend, many, on, type SetRead } from '../../../platform/graphql/reads';
import { CarePlan } from '../../care-plans';
import { Patient } from '../../patients';
import { groupSchedule, MeetingOccurrence, PeerGroup, PeerMentor, PeerSupport } from '../../peers';
import { PeerKind } from '../peer-link.entity';
import { matchReasons } from './match-reasons';
import { nextThatSuits } from './next-that-suits';
import { MatchReason, PeerMatch } from './peer-match.entity';

/** As many of each kind as the database answers with. */
const MOST_MATCHES = 20;
const DEFAULT_MATCHES = 5;

const suggestions = (): SetRead<PeerMatch> =>
  many(() => PeerMatch)
    .by('patientId')
    .arg('kinds', () => [PeerKind], 'Only peers of these kinds.', on<PeerMatch>().oneOf('kind'))
    .orderBy('place')
    .bounded(DEFAULT_MATCHES, MOST_MATCHES)
    .describe(
      'Peers that fit, the best first, with reasons. For the patient, those who treat them and the director; empty for others. Of a kind whose category you may not see, none.',
    );

export const PatientSuggestedPeers = extend(
  () => Patient,
  () => ({ suggestedPeers: suggestions() }),
);
export const CarePlanSuggestedPeers = extend(
  () => CarePlan,
  () => ({ suggestedPeers: suggestions().of('patientId') }),
);

export const PeerMatchFields = extend(
  () => PeerMatch,
  (match) => ({
    peer: match
      .oneOf(() => PeerSupport, { peerMentorId: () => PeerMentor, peerGroupId: () => PeerGroup })
      .always()
      .describe('The mentor or group.'),
    reasons: match
      .derived(
        () => [MatchReason],
        { kind: true, shares: true, facts: true, ...groupSchedule('peerGroupId') },
        (row, _args, now) => matchReasons(row, nextThatSuits(row.facts, row, now)),
      )
      .describe('What speaks for the peer, the weightiest first.'),
    nextMeeting: match
      .derived(
        () => MeetingOccurrence,
        { facts: true, ...groupSchedule('peerGroupId') },
        (row, _args, now) => nextThatSuits(row.facts, row, now),
      )
      .nullable()
      .describe(
        'When the group meets next while the patient has time, within 31 days and no farther than they would go; null for a mentor.',
      ),
  }),
);
