import { Instrument, ScoreBand } from '../assessment-words';
import { type InstrumentData, points } from './instrument-data';

/**
 * GAD-7. The items and the total have the codes that LOINC has for them in the panel PHQ-SADS (69729-2), the panel the one of HL7's guide
 * Personal Health Record Format, which has the items under the same codes.
 */
export const GAD_7: InstrumentData = {
  instrument: Instrument.GAD_7,
  panelLoinc: '69737-5',
  totalLoinc: '70274-6',
  items: ['69725-0', '68509-9', '69733-4', '69734-2', '69735-9', '69689-8', '69736-7'].map((linkId) => ({
    linkId,
    answers: points(0, 3),
  })),
  cuts: [
    { from: 0, band: ScoreBand.MINIMAL },
    { from: 5, band: ScoreBand.MILD },
    { from: 10, band: ScoreBand.MODERATE },
    { from: 15, band: ScoreBand.SEVERE },
  ],
  bandSource:
    'Spitzer RL, Kroenke K, Williams JB, Löwe B. A brief measure for assessing generalized anxiety disorder: the GAD-7. Arch Intern Med 2006;166(10):1092-7.',
};
