import { extend, many, on, page } from '../../../platform/graphql/reads';
import { Identifier, Patient } from '../../patients';
import { Assessment, AssessmentIdentifier, AssessmentSexBand } from './assessment.entity';
import { AssessmentFlag, Instrument, ScoreBand } from './assessment-words';
import { INSTRUMENTS } from './instruments';

export const AssessmentFields = extend(
  () => Assessment,
  (own) => {
    const bySex = own.one(() => AssessmentSexBand, 'id').pick('band');
    return {
      patient: own.one(() => Patient, 'patientId').describe('Who filled it in.'),
      band: own
        .derived(
          () => ScoreBand,
          { band: true, bySex },
          (row) => row.band ?? row.bySex?.band ?? null,
        )
        .nullable()
        .describe(
          'What the total is called by the published cuts. Null where there is no total or no such cut, and where the cut depends on sex and that is not on record or not for you to see.',
        ),
      bandSource: own
        .derived(
          () => String,
          { band: true, bandSource: true, bySex },
          ({ band, bandSource, bySex: other }) => ((band ?? other) ? bandSource : null),
        )
        .nullable()
        .describe('The published cut that was used.'),
      flags: own
        .derived(
          () => [AssessmentFlag],
          { flags: true, bySex },
          ({ flags, bySex: other }) =>
            other ? flags.filter((flag) => flag !== AssessmentFlag.CUT_DEPENDS_ON_SEX) : flags,
        )
        .describe('What whoever reads the score has to know.'),
      panelLoinc: own
        .derived(
          () => String,
          { instrument: true },
          ({ instrument }) => INSTRUMENTS[instrument].panelLoinc,
        )
        .nullable()
        .describe('The LOINC code of the whole questionnaire; null where none was verified.'),
      totalLoinc: own
        .derived(
          () => String,
          { instrument: true },
          ({ instrument }) => INSTRUMENTS[instrument].totalLoinc,
        )
        .nullable()
        .describe('The LOINC code of the total; null where none was verified.'),
      identifiers: own
        .derived(
          () => [Identifier],
          {
            identifiers: many(() => AssessmentIdentifier)
              .by('assessmentId')
              .orderBy('system', 'value')
              .pick('system', 'value'),
          },
          ({ identifiers }) => identifiers,
        )
        .describe('What other systems call the assessment.'),
    };
  },
);

export const PatientAssessments = extend(
  () => Patient,
  () => ({
    assessments: page(() => Assessment)
      .by('patientId')
      .where(on<Assessment>().is('enteredInErrorAt', null))
      .arg('instrument', () => Instrument, 'Only this questionnaire.', on<Assessment>().equals('instrument'))
      .orderByDescending('takenAt')
      .describe('Questionnaires that were filled in, the latest first, without those entered in error.'),
  }),
);
