import { Instrument, ScoreBand } from '../assessment-words';
import { type InstrumentData, points } from './instrument-data';

const SCALE = points(0, 4);
/** The last two items have three answers. */
const NO_YES_RECENTLY = [0, 2, 4];

/**
 * AUDIT. Codes as LOINC has them on its page of the panel, in the order of the items; the first three are those of the AUDIT-C. The zones
 * and their names were seen in a public reprint of the manual's table that names this edition, which has zones I to III; zone IV begins
 * where III ends.
 */
export const AUDIT: InstrumentData = {
  instrument: Instrument.AUDIT,
  panelLoinc: '72110-0',
  totalLoinc: '75624-7',
  items: [
    ...['68518-0', '68519-8', '68520-6', '97734-8', '97735-5', '97736-3', '97737-1', '97738-9'].map((linkId) => ({
      linkId,
      answers: SCALE,
    })),
    ...['97739-7', '97740-5'].map((linkId) => ({ linkId, answers: NO_YES_RECENTLY })),
  ],
  cuts: [
    { from: 0, band: ScoreBand.LOW },
    { from: 8, band: ScoreBand.HAZARDOUS },
    { from: 16, band: ScoreBand.HARMFUL },
    { from: 20, band: ScoreBand.DEPENDENCE_LIKELY },
  ],
  bandSource:
    'Babor TF, Higgins-Biddle JC, Saunders JB, Monteiro MG. AUDIT: Guidelines for Use in Primary Care, second edition. World Health Organization, 2001 (WHO/MSD/MSB/01.6a).',
};
