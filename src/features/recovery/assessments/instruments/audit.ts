import { Instrument, ScoreBand } from '../assessment-words';
import { type InstrumentData, points } from './instrument-data';

const SCALE = points(0, 4);
/** Items 9 and 10 have three answers. */
const NO_YES_RECENTLY = [0, 2, 4];

/**
 * AUDIT. The zones and their names were seen in a public reprint of the manual's table that names this edition, which has zones I to III;
 * zone IV begins where III ends. No LOINC code of its items, panel or total was verified: the items have names of ours.
 */
export const AUDIT: InstrumentData = {
  instrument: Instrument.AUDIT,
  panelLoinc: null,
  totalLoinc: null,
  items: points(1, 10).map((number) => ({
    linkId: `audit-${number}`,
    answers: number >= 9 ? NO_YES_RECENTLY : SCALE,
  })),
  cuts: [
    { from: 0, band: ScoreBand.LOW },
    { from: 8, band: ScoreBand.HAZARDOUS },
    { from: 16, band: ScoreBand.HARMFUL },
    { from: 20, band: ScoreBand.DEPENDENCE_LIKELY },
  ],
  bandSource:
    'Babor TF, Higgins-Biddle JC, Saunders JB, Monteiro MG. AUDIT: Guidelines for Use in Primary Care, second edition. World Health Organization, 2001 (WHO/MSD/MSB/01.6a).',
};
