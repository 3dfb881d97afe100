import type { TableRow } from '../../../corpus/data-set/rows';
import { idOf, P, RECENT } from './ids';

/** Two assessments, one whose cut depends on sex, and one that was entered in error. */
export function assessmentRows(organization: string): TableRow[] {
  const assessment = (name: string, rest: TableRow): TableRow => ({
    organization_id: organization,
    id: idOf('assessment', name),
    version: 1,
    patient_id: P,
    instrument: 'GAD_7',
    taken_at: RECENT,
    total: 12,
    computed_total: null,
    band: 'MODERATE',
    band_source: 'Spitzer 2006',
    flags: ['TOTALS_DISAGREE'],
    items: [{ linkId: '69725-0', answer: 2 }],
    entered_in_error_at: null,
    entered_in_error_reason: null,
    ...rest,
  });
  return [
    assessment('1', {}),
    assessment('by sex', {
      instrument: 'AUDIT_C',
      total: 3,
      computed_total: 3,
      band: null,
      band_source: 'Bradley 2007',
      flags: ['CUT_DEPENDS_ON_SEX'],
    }),
    assessment('wrong', { entered_in_error_at: RECENT, entered_in_error_reason: 'Wrong record.' }),
  ];
}

/** The band that follows from the sex on record. P's is neither, so no trigger wrote it. */
export function sexBandRows(organization: string): TableRow[] {
  return [{ organization_id: organization, id: idOf('assessment', 'by sex'), patient_id: P, band: 'POSITIVE' }];
}

/** What another system calls one. */
export function assessmentIdentifierRows(organization: string): TableRow[] {
  return [
    {
      organization_id: organization,
      id: idOf('assessment identifier', '1'),
      patient_id: P,
      assessment_id: idOf('assessment', '1'),
      system: 'urn:example:observation',
      value: 'O-1',
    },
  ];
}
