/**
 * The meeting types of the Meeting Guide specification, codes with English labels: github.com/code4recovery/spec, version
 * 1.1.9, commit 404117a of 2026-03-06, src/types.ts (MIT).
 */
const PUBLISHED: ReadonlyArray<readonly [code: string, label: string]> = [
  ['11', '11th Step Meditation'],
  ['12x12', '12 Steps & 12 Traditions'],
  ['A', 'Secular'],
  ['ABSI', 'As Bill Sees It'],
  ['AF', 'Afrikaans'],
  ['AL', 'Concurrent with Alateen'],
  ['AL-AN', 'Concurrent with Al-Anon'],
  ['AM', 'Amharic'],
  ['AR', 'Arabic'],
  ['ASL', 'American Sign Language'],
  ['B', 'Big Book'],
  ['BA', 'Babysitting Available'],
  ['BE', 'Newcomer'],
  ['BG', 'Bulgarian'],
  ['BI', 'Bisexual'],
  ['BRK', 'Breakfast'],
  ['C', 'Closed'],
  ['CAN', 'Candlelight'],
  ['CF', 'Child-Friendly'],
  ['D', 'Discussion'],
  ['DA', 'Danish'],
  ['DB', 'Digital Basket'],
  ['DD', 'Dual Diagnosis'],
  ['DE', 'German'],
  ['DR', 'Daily Reflections'],
  ['EL', 'Greek'],
  ['EN', 'English'],
  ['FA', 'Persian'],
  ['FI', 'Finnish'],
  ['FF', 'Fragrance Free'],
  ['FR', 'French'],
  ['G', 'Gay'],
  ['GR', 'Grapevine'],
  ['H', 'Birthday'],
  ['HE', 'Hebrew'],
  ['HI', 'Hindi'],
  ['HR', 'Croatian'],
  ['HU', 'Hungarian'],
  ['IS', 'Icelandic'],
  ['ITA', 'Italian'],
  ['JA', 'Japanese'],
  ['KA', 'Georgian'],
  ['KOR', 'Korean'],
  ['L', 'Lesbian'],
  ['LGBTQ', 'LGBTQ'],
  ['LIT', 'Literature'],
  ['LS', 'Living Sober'],
  ['LT', 'Lithuanian'],
  ['M', 'Men'],
  ['MED', 'Meditation'],
  ['ML', 'Malayalam'],
  ['MT', 'Maltese'],
  ['N', 'Native American'],
  ['NB', 'Non-Binary'],
  ['NDG', 'Indigenous'],
  ['NE', 'Nepali'],
  ['NL', 'Dutch'],
  ['NO', 'Norwegian'],
  ['O', 'Open'],
  ['OUT', 'Outdoor'],
  ['P', 'Professionals'],
  ['POA', 'Proof of Attendance'],
  ['POC', 'People of Color'],
  ['POL', 'Polish'],
  ['POR', 'Portuguese'],
  ['PUN', 'Punjabi'],
  ['RUS', 'Russian'],
  ['S', 'Spanish'],
  ['SEN', 'Seniors'],
  ['SK', 'Slovak'],
  ['SL', 'Slovenian'],
  ['SM', 'Smoking Permitted'],
  ['SP', 'Speaker'],
  ['ST', 'Step Study'],
  ['SV', 'Swedish'],
  ['T', 'Transgender'],
  ['TC', 'Location Temporarily Closed'],
  ['TH', 'Thai'],
  ['TL', 'Tagalog'],
  ['TR', 'Tradition Study'],
  ['TUR', 'Turkish'],
  ['UK', 'Ukrainian'],
  ['W', 'Women'],
  ['X', 'Wheelchair Access'],
  ['XB', 'Wheelchair-Accessible Bathroom'],
  ['XT', 'Cross Talk Permitted'],
  ['Y', 'Young People'],
];

/** The codes that the same commit proposes (data/proposed-new.json); the specification reserves them already. */
const PROPOSED: ReadonlyArray<readonly [code: string, label: string]> = [
  ['BV-I', 'Blind / Visually Impaired'],
  ['D-HOH', 'Deaf / Hard of Hearing'],
  ['LO-I', 'Loners / Isolationists'],
  ['QSL', 'Quebec Sign Language'],
  ['RSL', 'Russian Sign Language'],
];

/** Not in the specification, and in most feeds: list plugins mark with it what can be attended online. */
const CUSTOMARY: ReadonlyArray<readonly [code: string, label: string]> = [['ONL', 'Online']];

/** What a meeting type code stands for. */
export interface MeetingTypeDescription {
  readonly code: string;
  /** In English; the code itself when nobody published a label. */
  readonly label: string;
  readonly known: boolean;
}

/** Every code with a published, proposed or customary label. */
export const MEETING_TYPES: ReadonlyMap<string, string> = new Map([...PUBLISHED, ...PROPOSED, ...CUSTOMARY]);

/** The type that says that the place cannot be used for now. */
export const LOCATION_TEMPORARILY_CLOSED = 'TC';

/** Describes a meeting type; a code that nobody published is its own label and not known. */
export function describeMeetingType(code: string): MeetingTypeDescription {
  const label = MEETING_TYPES.get(code);
  return { code, label: label ?? code, known: label !== undefined };
}
