import { PATIENTS } from './patients';
import { instant, nth, type TableRow, upTo, uuidFor, when } from './rows';

const KINDS: readonly TableRow[] = [
  {
    instrument: 'AUDIT',
    total: 9,
    computed_total: null,
    band: 'HAZARDOUS',
    band_source: 'Babor 2001',
    flags: [],
    items: [],
  },
  {
    instrument: 'AUDIT_C',
    total: 3,
    computed_total: 3,
    band: null,
    band_source: 'Bradley 2007',
    flags: ['CUT_DEPENDS_ON_SEX'],
    items: ['68518-0', '68519-8', '68520-6'].map((linkId) => ({ linkId, answer: 1 })),
  },
  {
    instrument: 'PHQ_9',
    total: null,
    computed_total: null,
    band: null,
    band_source: null,
    flags: ['ITEM_9_UNKNOWN'],
    items: [{ linkId: '44250-9', answer: 2 }],
  },
  {
    instrument: 'GAD_7',
    total: 7,
    computed_total: null,
    band: 'MILD',
    band_source: 'Spitzer 2006',
    flags: ['TOTALS_DISAGREE'],
    items: [],
  },
  { instrument: 'BARC_10', total: 50, computed_total: null, band: null, band_source: null, flags: [], items: [] },
];

/** The assessments of patients, some of each kind at one instant, some entered in error. A trigger bands what depends on sex. */
export function assessmentRows(organization: string): TableRow[] {
  return upTo(PATIENTS).flatMap((patient) =>
    upTo(patient % 6).map((n) => ({
      organization_id: organization,
      id: uuidFor('assessment', patient, n),
      version: 1,
      patient_id: uuidFor('patient', patient),
      ...nth(KINDS, patient + n),
      taken_at: instant(40 - 3 * Math.min(n, 2), n),
      entered_in_error_at: when(n % 3 === 1, '2026-01-03T04:05:06.789Z'),
      entered_in_error_reason: when(n % 3 === 1, 'Wrong record.'),
    })),
  );
}

/** What another system calls them. */
export function assessmentIdentifierRows(organization: string): TableRow[] {
  return upTo(PATIENTS)
    .filter((patient) => patient % 6 > 0)
    .map((patient) => ({
      organization_id: organization,
      id: uuidFor('assessment identifier', patient),
      patient_id: uuidFor('patient', patient),
      assessment_id: uuidFor('assessment', patient, 0),
      system: 'urn:example:observation',
      value: `O-${patient}`,
    }));
}
