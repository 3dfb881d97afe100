import { Modality } from '../modality';
import { Fellowship } from '../peer-group.entity';
import { Approach } from '../peer-support';

/** What a group is known for, as far as its meetings tell. Each list is in a fixed order. */
export interface GroupFacts {
  readonly fellowship: Fellowship;
  readonly approaches: readonly Approach[];
  readonly modalities: readonly Modality[];
  /** BCP 47 tags. */
  readonly languages: readonly string[];
  /** Meeting Guide codes. */
  readonly meetingTypes: readonly string[];
}

/** What a meeting tells of its group. */
export interface GroupMeeting {
  readonly active: boolean;
  readonly modality: Modality;
  readonly types: readonly string[];
}

/** What each fellowship says of itself. Medication is nothing that a fellowship has a stand on: each group has its own. */
const APPROACHES: Readonly<Record<Fellowship, readonly Approach[]>> = {
  [Fellowship.TWELVE_STEP_AA]: [Approach.TWELVE_STEP],
  [Fellowship.TWELVE_STEP_NA]: [Approach.TWELVE_STEP],
  [Fellowship.TWELVE_STEP_OTHER]: [Approach.TWELVE_STEP],
  [Fellowship.AL_ANON]: [Approach.TWELVE_STEP],
  [Fellowship.SMART_RECOVERY]: [Approach.SECULAR],
  [Fellowship.LIFERING]: [Approach.SECULAR],
  [Fellowship.RECOVERY_DHARMA]: [Approach.MINDFULNESS_BASED],
  [Fellowship.WOMEN_FOR_SOBRIETY]: [Approach.SECULAR],
  [Fellowship.CELEBRATE_RECOVERY]: [Approach.TWELVE_STEP, Approach.FAITH_BASED],
  [Fellowship.CLINIC_RUN]: [],
  [Fellowship.ONLINE_COMMUNITY]: [],
  [Fellowship.OTHER]: [],
};

/** The type `A`, Secular. Meditation (`MED`, `11`) is a format here: the eleventh of the Twelve Steps. */
const SECULAR = 'A';

/** The types that name a language, as BCP 47 tags; sign languages have tags of their own in ISO 639-3. */
const LANGUAGES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    AF: 'af',
    AM: 'am',
    AR: 'ar',
    ASL: 'ase',
    BG: 'bg',
    DA: 'da',
    DE: 'de',
    EL: 'el',
    EN: 'en',
    FA: 'fa',
    FI: 'fi',
    FR: 'fr',
    HE: 'he',
    HI: 'hi',
    HR: 'hr',
    HU: 'hu',
    IS: 'is',
    ITA: 'it',
    JA: 'ja',
    KA: 'ka',
    KOR: 'ko',
    LT: 'lt',
    ML: 'ml',
    MT: 'mt',
    NE: 'ne',
    NL: 'nl',
    NO: 'no',
    POL: 'pl',
    POR: 'pt',
    PUN: 'pa',
    QSL: 'fcs',
    RSL: 'rsl',
    RUS: 'ru',
    S: 'es',
    SK: 'sk',
    SL: 'sl',
    SV: 'sv',
    TH: 'th',
    TL: 'tl',
    TUR: 'tr',
    UK: 'uk',
  }),
);

/**
 * Derives what a group is known for: approaches from its fellowship, and SECULAR from the type `A`; modalities and types
 * of all its meetings together; languages from the types that name one. Meetings that do not take place count only when
 * none does.
 */
export function groupFacts(fellowship: Fellowship, meetings: readonly GroupMeeting[]): GroupFacts {
  const active = meetings.filter((meeting) => meeting.active);
  const telling = active.length > 0 ? active : meetings;
  const types = new Set(telling.flatMap((meeting) => meeting.types));
  const approaches = new Set(APPROACHES[fellowship]);
  if (types.has(SECULAR)) approaches.add(Approach.SECULAR);
  const modalities = new Set(telling.map(({ modality }) => modality));
  return {
    fellowship,
    approaches: Object.values(Approach).filter((approach) => approaches.has(approach)),
    modalities: Object.values(Modality).filter((modality) => modalities.has(modality)),
    languages: [...types].flatMap((type) => LANGUAGES.get(type) ?? []).sort(),
    meetingTypes: [...types].sort(),
  };
}

/**
 * A group as it is to be stored, when its meetings told `before` and tell `after`. Only what they tell anew is taken over:
 * what staff changed about the group stays, until the feed says something else about the same. The fellowship is always
 * the import's.
 */
export function revisedFacts(stored: GroupFacts, before: GroupFacts, after: GroupFacts): GroupFacts {
  const choose = <T>(kept: readonly T[], old: readonly T[], fresh: readonly T[]): readonly T[] =>
    areEqual(old, fresh) ? kept : fresh;
  return {
    fellowship: after.fellowship,
    approaches: choose(stored.approaches, before.approaches, after.approaches),
    modalities: choose(stored.modalities, before.modalities, after.modalities),
    languages: choose(stored.languages, before.languages, after.languages),
    meetingTypes: choose(stored.meetingTypes, before.meetingTypes, after.meetingTypes),
  };
}

/** Whether two groups are known for the same. */
export function areSameFacts(a: GroupFacts, b: GroupFacts): boolean {
  return (
    a.fellowship === b.fellowship &&
    areEqual(a.approaches, b.approaches) &&
    areEqual(a.modalities, b.modalities) &&
    areEqual(a.languages, b.languages) &&
    areEqual(a.meetingTypes, b.meetingTypes)
  );
}

function areEqual(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
