import { Instrument, ScoreBand } from '../assessment-words';
import { type InstrumentData, points } from './instrument-data';

const SCALE = points(0, 4);

/** AUDIT-C: positive from 4 for men, from 3 for women (US Core, Observation 75626-2). Codes as US Core has them. */
export const AUDIT_C: InstrumentData = {
  instrument: Instrument.AUDIT_C,
  panelLoinc: '72109-2',
  totalLoinc: '75626-2',
  items: [
    // How often. US Core's questionnaire has 68517-2 in its place, which asks for a number of days and has no points.
    { linkId: '68518-0', answers: SCALE },
    // Drinks on a typical day; six or more.
    { linkId: '68519-8', answers: SCALE },
    { linkId: '68520-6', answers: SCALE },
  ],
  cuts: [
    { from: 0, band: ScoreBand.NEGATIVE },
    { from: 3, band: 'DEPENDS_ON_SEX' },
    { from: 4, band: ScoreBand.POSITIVE },
  ],
  bandSource:
    'Bradley KA, DeBenedetti AF, Volk RJ, Williams EC, Frank D, Kivlahan DR. AUDIT-C as a brief screen for alcohol misuse in primary care. Alcohol Clin Exp Res 2007;31(7):1208-17: from 4 for men, from 3 for women.',
};
