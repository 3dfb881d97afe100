import type { Instrument, ScoreBand } from '../assessment-words';

/** An item that counts for the total. The questions themselves belong to their authors, and stand nowhere in here. */
interface ItemData {
  /** Its LOINC code, where that was verified; else a name of ours. */
  readonly linkId: string;
  /** The answers as points. */
  readonly answers: readonly number[];
}

/** The band from this total on, up to the next cut. */
interface Cut {
  readonly from: number;
  readonly band: ScoreBand | 'DEPENDS_ON_SEX';
}

/** An instrument as data: what it asks for, and what its authors say of a total. */
export interface InstrumentData {
  readonly instrument: Instrument;
  /** LOINC of the panel and of the total; null where none was verified. */
  readonly panelLoinc: string | null;
  readonly totalLoinc: string | null;
  readonly items: readonly ItemData[];
  /** The lowest first; none where no band of ours says what the authors say. */
  readonly cuts: readonly Cut[];
  /** Where the cuts were published; null where there are none. */
  readonly bandSource: string | null;
}

/** So many points from `least` to `most`. */
export function points(least: number, most: number): number[] {
  return Array.from({ length: most - least + 1 }, (_, index) => least + index);
}
