import { Instrument, ScoreBand } from '../assessment-words';
import { type InstrumentData, points } from './instrument-data';

/** Item 9, on being better off dead or hurting oneself. */
export const PHQ_9_ITEM_9 = '44260-8';

/** PHQ-9. Codes as US Core has them, in the order of the items; the question on daily life that follows has no points and is left out. */
export const PHQ_9: InstrumentData = {
  instrument: Instrument.PHQ_9,
  panelLoinc: '44249-1',
  totalLoinc: '44261-6',
  items: ['44250-9', '44255-8', '44259-0', '44254-1', '44251-7', '44258-2', '44252-5', '44253-3', PHQ_9_ITEM_9].map(
    (linkId) => ({ linkId, answers: points(0, 3) }),
  ),
  cuts: [
    { from: 0, band: ScoreBand.MINIMAL },
    { from: 5, band: ScoreBand.MILD },
    { from: 10, band: ScoreBand.MODERATE },
    { from: 15, band: ScoreBand.MODERATELY_SEVERE },
    { from: 20, band: ScoreBand.SEVERE },
  ],
  bandSource:
    'Kroenke K, Spitzer RL, Williams JB. The PHQ-9: validity of a brief depression severity measure. J Gen Intern Med 2001;16(9):606-13.',
};
