import { Int } from 'type-graphql';
import { badInput } from '../../../platform/graphql/errors';
import { extend, many, type SetRead } from '../../../platform/graphql/reads';
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

interface MatchArguments {
  readonly first?: number | null;
  readonly kinds?: readonly PeerKind[] | null;
}

const matches = (): SetRead<PeerMatch> =>
  many(() => PeerMatch)
    .by('patientId')
    .orderBy('place');

const DESCRIPTION =
  'Peers that fit, the best first, with reasons. For the patient, those who treat them and the director; empty for others. Of a kind whose category you may not see, none.';

export const PatientSuggestedPeers = extend(
  () => Patient,
  (patient) => ({
    suggestedPeers: patient
      .derived(
        () => [PeerMatch],
        { matches: matches() },
        (row, args: MatchArguments) => bestOf(row.matches, args),
      )
      .takes('first', () => Int, `How many at most, 1 to ${MOST_MATCHES}.`, DEFAULT_MATCHES)
      .takes('kinds', () => [PeerKind], 'Only peers of these kinds.')
      .describe(DESCRIPTION),
  }),
);

export const CarePlanSuggestedPeers = extend(
  () => CarePlan,
  (plan) => ({
    suggestedPeers: plan
      .derived(
        () => [PeerMatch],
        { matches: matches().of('patientId') },
        (row, args: MatchArguments) => bestOf(row.matches, args),
      )
      .takes('first', () => Int, `How many at most, 1 to ${MOST_MATCHES}.`, DEFAULT_MATCHES)
      .takes('kinds', () => [PeerKind], 'Only peers of these kinds.')
      .describe(DESCRIPTION),
  }),
);

/** @throws BAD_USER_INPUT naming first */
function bestOf(found: readonly PeerMatch[], { first, kinds }: MatchArguments): PeerMatch[] {
  const size = first ?? DEFAULT_MATCHES;
  if (size < 1 || size > MOST_MATCHES)
    throw badInput({ path: 'first', message: `"first" must be between 1 and ${MOST_MATCHES}.` });
  return found.filter(({ kind }) => kinds?.includes(kind) ?? true).slice(0, size);
}

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
