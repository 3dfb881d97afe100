import {
  Approach,
  Fellowship,
  type MeetingOccurrence,
  Modality,
  meetingTypesOf,
  WEEKDAYS_FROM_MONDAY,
} from '../../peers';
import { PeerKind } from '../peer-link.entity';
import { minuteOfWeek } from './next-that-suits';
import { MatchFactor, type MatchFacts, type MatchReason, type PeerMatch } from './peer-match.entity';

type Match = Pick<PeerMatch, 'kind' | 'shares' | 'facts'>;

/**
 * Why a peer is suggested, the weightiest first, in sentences that speak to the patient: whoever else reads them can hand them on.
 * @param next when a group meets next while the patient has time
 */
export function matchReasons({ kind, shares, facts }: Match, next: MeetingOccurrence | null): MatchReason[] {
  const reasons = Object.values(MatchFactor).flatMap((factor) => {
    const weight = shares[factor];
    return weight === undefined ? [] : [{ factor, weight, sentence: SENTENCES[factor](facts, kind, next) }];
  });
  return reasons.sort((a, b) => b.weight - a.weight);
}

type Sentence = (facts: MatchFacts, kind: PeerKind, next: MeetingOccurrence | null) => string;

const SENTENCES: Readonly<Record<MatchFactor, Sentence>> = {
  APPROACH: ({ fellowship, approaches: [approach] }) => {
    if (fellowship) return `${FELLOWSHIPS[fellowship]}, which you asked for.`;
    return approach ? `${APPROACHES[approach]}, as you wish.` : 'Builds on what you asked for.';
  },
  MODALITY: ({ modalities }) => `${sentence(listOf(modalities.map((modality) => MODALITIES[modality])))}, as you wish.`,
  LANGUAGE: ({ languages: [language] }, kind) => {
    const name = language === undefined ? 'your language' : LANGUAGE_NAMES.of(language.split('-', 1)[0] ?? language);
    return kind === PeerKind.MENTOR ? `Speaks ${name}, as you do.` : `Meets in ${name}, which you speak.`;
  },
  SCHEDULE: (facts, kind, next) => scheduleSentence(facts, kind, next),
  DISTANCE: ({ isFromAfar, isClose }) => {
    if (isFromAfar) return 'Can be joined from home.';
    return isClose ? 'Meets close to your home.' : 'Meets within reach of your home.';
  },
  SPECIALTY: ({ traits = [] }) => `Knows this well: ${listOf(traits)}.`,
  CAPACITY: ({ openSlots }) => {
    if (typeof openSlots !== 'number') return 'Takes somebody on now.';
    return openSlots === 1 ? 'Has room for one more person.' : `Has room for ${openSlots} more people.`;
  },
  MEETING_TYPE: ({ meetingTypes = [] }) =>
    `Has what you like in a meeting: ${listOf(meetingTypesOf(meetingTypes).map(({ label }) => label))}.`,
};

function scheduleSentence(
  { isAlwaysThere, freeAt, timeZone }: MatchFacts,
  kind: PeerKind,
  next: MeetingOccurrence | null,
): string {
  if (kind === PeerKind.MENTOR) return `Has time ${weekly(freeAt ?? 0, 'from ')}, when you are free.`;
  if (next) return `Meets ${weekly(minuteOfWeek(next.startsAt, timeZone ?? 'utc'))}, when you are free.`;
  return isAlwaysThere ? 'Is there at any hour, so also when you are free.' : 'Meets when you are free.';
}

/** `Tuesdays 19:00`. @param minute since Monday @param word between the two */
function weekly(minute: number, word = ''): string {
  const day = WEEKDAYS_FROM_MONDAY[Math.floor(minute / 1440) % 7] ?? '';
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${sentence(day.toLowerCase())}s ${word}${two(Math.floor((minute % 1440) / 60))}:${two(minute % 60)}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** `one, two and three`. */
function listOf(parts: readonly string[]): string {
  return LISTS.format(parts);
}

const LISTS = new Intl.ListFormat('en-US', { type: 'conjunction' });
const LANGUAGE_NAMES = new Intl.DisplayNames('en', { type: 'language' });

const APPROACHES: Readonly<Record<Approach, string>> = {
  [Approach.TWELVE_STEP]: 'Builds on the Twelve Steps',
  [Approach.SECULAR]: 'Is secular',
  [Approach.FAITH_BASED]: 'Builds on faith',
  [Approach.MINDFULNESS_BASED]: 'Builds on mindfulness',
  [Approach.MEDICATION_SUPPORTIVE]: 'Welcomes medication as a part of recovery',
};

const MODALITIES: Readonly<Record<Modality, string>> = {
  [Modality.IN_PERSON]: 'in person',
  [Modality.VIRTUAL]: 'online',
  [Modality.HYBRID]: 'in person and online at once',
  [Modality.ONLINE_FORUM]: 'on a forum',
  [Modality.MOBILE_APP]: 'in an app',
  [Modality.PHONE]: 'by phone',
};

const FELLOWSHIPS: Readonly<Record<Fellowship, string>> = {
  [Fellowship.TWELVE_STEP_AA]: 'Is Alcoholics Anonymous',
  [Fellowship.TWELVE_STEP_NA]: 'Is Narcotics Anonymous',
  [Fellowship.TWELVE_STEP_OTHER]: 'Is a twelve-step fellowship',
  [Fellowship.AL_ANON]: 'Is Al-Anon',
  [Fellowship.SMART_RECOVERY]: 'Is SMART Recovery',
  [Fellowship.LIFERING]: 'Is LifeRing',
  [Fellowship.RECOVERY_DHARMA]: 'Is Recovery Dharma',
  [Fellowship.WOMEN_FOR_SOBRIETY]: 'Is Women for Sobriety',
  [Fellowship.CELEBRATE_RECOVERY]: 'Is Celebrate Recovery',
  [Fellowship.CLINIC_RUN]: 'Is run by the program',
  [Fellowship.ONLINE_COMMUNITY]: 'Is an online community',
  [Fellowship.OTHER]: 'Is a community of its own',
};
