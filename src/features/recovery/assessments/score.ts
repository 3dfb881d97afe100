import { AssessmentFlag, Instrument, type ScoreBand } from './assessment-words';
import { type InstrumentData, PHQ_9_ITEM_9 } from './instruments';

/** An answer as points. */
export interface Answered {
  readonly linkId: string;
  readonly answer: number;
}

/** What was filled in makes this of it. */
export interface Score {
  readonly total: number | null;
  readonly computedTotal: number | null;
  readonly band: ScoreBand | null;
  /** Whose cuts were used, also where the band follows from the sex on record. */
  readonly bandSource: string | null;
  readonly flags: AssessmentFlag[];
}

/** The least and the most that a total can be, given these answers: what is missing can still be anything. */
export function totalRange(data: InstrumentData, answered: readonly Answered[]): { least: number; most: number } {
  const given = new Map(answered.map(({ linkId, answer }) => [linkId, answer]));
  const sum = (ofMissing: (answers: readonly number[]) => number): number =>
    data.items.reduce((total, { linkId, answers }) => total + (given.get(linkId) ?? ofMissing(answers)), 0);
  return { least: sum((answers) => Math.min(...answers)), most: sum((answers) => Math.max(...answers)) };
}

/**
 * Scores what was filled in. The total is computed when every item is there, and is the total unless another was given: that one is kept
 * then, and flagged. Nothing is made of a missing item.
 */
export function scoreOf(data: InstrumentData, answered: readonly Answered[], given: number | null): Score {
  const { least, most } = totalRange(data, answered);
  const computedTotal = answered.length === data.items.length ? least : null;
  const total = given ?? computedTotal;
  const cut = total === null ? undefined : data.cuts.findLast(({ from }) => total >= from);
  const dependsOnSex = cut?.band === 'DEPENDS_ON_SEX';
  const flags = [
    ...safetyFlags(data, answered, given),
    ...(given !== null && (given < least || given > most) ? [AssessmentFlag.TOTALS_DISAGREE] : []),
    ...(dependsOnSex ? [AssessmentFlag.CUT_DEPENDS_ON_SEX] : []),
  ];
  const band = cut && cut.band !== 'DEPENDS_ON_SEX' ? cut.band : null;
  return { total, computedTotal, band, bandSource: cut ? data.bandSource : null, flags };
}

/** A total that cannot be without item 9 tells that it is above zero, answered or not. */
function safetyFlags(data: InstrumentData, answered: readonly Answered[], given: number | null): AssessmentFlag[] {
  if (data.instrument !== Instrument.PHQ_9) return [];
  const item9 = answered.find(({ linkId }) => linkId === PHQ_9_ITEM_9);
  if (item9) return item9.answer > 0 ? [AssessmentFlag.SELF_HARM_ITEM] : [];
  const { most } = totalRange(data, [...answered, { linkId: PHQ_9_ITEM_9, answer: 0 }]);
  const isAboveZero = given !== null && given > most;
  return [...(isAboveZero ? [AssessmentFlag.SELF_HARM_ITEM] : []), AssessmentFlag.ITEM_9_UNKNOWN];
}
