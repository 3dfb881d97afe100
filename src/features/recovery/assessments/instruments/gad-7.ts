import { Instrument, ScoreBand } from '../assessment-words';
import { type InstrumentData, points } from './instrument-data';

/** GAD-7. The code of the total was verified, those of the panel and the items were not: the items have names of ours. */
export const GAD_7: InstrumentData = {
  instrument: Instrument.GAD_7,
  panelLoinc: null,
  totalLoinc: '70274-6',
  items: points(1, 7).map((number) => ({ linkId: `gad-7-${number}`, answers: points(0, 3) })),
  cuts: [
    { from: 0, band: ScoreBand.MINIMAL },
    { from: 5, band: ScoreBand.MILD },
    { from: 10, band: ScoreBand.MODERATE },
    { from: 15, band: ScoreBand.SEVERE },
  ],
  bandSource:
    'Spitzer RL, Kroenke K, Williams JB, Löwe B. A brief measure for assessing generalized anxiety disorder: the GAD-7. Arch Intern Med 2006;166(10):1092-7.',
};
