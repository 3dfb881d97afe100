import { Instrument } from '../assessment-words';
import { type InstrumentData, points } from './instrument-data';

/**
 * BARC-10 (Vilsaint and others, Drug Alcohol Depend 2017;177:71-76): six answers from 1 to 6 an item. A total from 47 on is associated
 * with sustained remission; no band says so, and a band of the other instruments would say something else. No code of LOINC was found.
 */
export const BARC_10: InstrumentData = {
  instrument: Instrument.BARC_10,
  panelLoinc: null,
  totalLoinc: null,
  items: points(1, 10).map((number) => ({ linkId: `barc-10-${number}`, answers: points(1, 6) })),
  cuts: [],
  bandSource: null,
};
