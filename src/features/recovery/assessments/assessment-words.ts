import { registerEnumType } from 'type-graphql';

/** The questionnaires that are scored here. */
export enum Instrument {
  AUDIT = 'AUDIT',
  AUDIT_C = 'AUDIT_C',
  PHQ_9 = 'PHQ_9',
  GAD_7 = 'GAD_7',
  BARC_10 = 'BARC_10',
}

registerEnumType(Instrument, {
  name: 'Instrument',
  description:
    'A questionnaire. What its items are called, which answers they take, and whose cuts are used: docs/assessments.md.',
  valuesConfig: {
    AUDIT: { description: 'Alcohol Use Disorders Identification Test: ten items, 0 to 40.' },
    AUDIT_C: { description: 'Its three items on consumption: 0 to 12.' },
    PHQ_9: { description: 'Patient Health Questionnaire, depression: nine items, 0 to 27.' },
    GAD_7: { description: 'Generalized Anxiety Disorder scale: seven items, 0 to 21.' },
    BARC_10: { description: 'Brief Assessment of Recovery Capital: ten items, 10 to 60; more is better.' },
  },
});

/** What a total is called by the published cuts of its instrument. */
export enum ScoreBand {
  NEGATIVE = 'NEGATIVE',
  POSITIVE = 'POSITIVE',
  MINIMAL = 'MINIMAL',
  MILD = 'MILD',
  MODERATE = 'MODERATE',
  MODERATELY_SEVERE = 'MODERATELY_SEVERE',
  SEVERE = 'SEVERE',
  LOW = 'LOW',
  HAZARDOUS = 'HAZARDOUS',
  HARMFUL = 'HARMFUL',
  DEPENDENCE_LIKELY = 'DEPENDENCE_LIKELY',
}

registerEnumType(ScoreBand, {
  name: 'ScoreBand',
  description: 'What a total is called by the published cuts of its instrument. A screening result, never a diagnosis.',
  valuesConfig: {
    NEGATIVE: { description: 'AUDIT-C: below the cut.' },
    POSITIVE: { description: 'AUDIT-C: at the cut or above.' },
    MINIMAL: { description: 'PHQ-9 and GAD-7: 0 to 4.' },
    MILD: { description: 'PHQ-9 and GAD-7: 5 to 9.' },
    MODERATE: { description: 'PHQ-9 and GAD-7: 10 to 14.' },
    MODERATELY_SEVERE: { description: 'PHQ-9: 15 to 19.' },
    SEVERE: { description: 'PHQ-9: 20 to 27; GAD-7: 15 to 21.' },
    LOW: { description: 'AUDIT, zone I: 0 to 7.' },
    HAZARDOUS: { description: 'AUDIT, zone II: 8 to 15.' },
    HARMFUL: { description: 'AUDIT, zone III: 16 to 19.' },
    DEPENDENCE_LIKELY: { description: 'AUDIT, zone IV: 20 to 40.' },
  },
});

/** What whoever reads a score has to know. */
export enum AssessmentFlag {
  SELF_HARM_ITEM = 'SELF_HARM_ITEM',
  ITEM_9_UNKNOWN = 'ITEM_9_UNKNOWN',
  TOTALS_DISAGREE = 'TOTALS_DISAGREE',
  CUT_DEPENDS_ON_SEX = 'CUT_DEPENDS_ON_SEX',
}

registerEnumType(AssessmentFlag, {
  name: 'AssessmentFlag',
  description: 'What whoever reads a score has to know.',
  valuesConfig: {
    SELF_HARM_ITEM: {
      description:
        'Item 9 of the PHQ-9 was answered with more than zero, or the total cannot be without that: an urgent call is asked for at once.',
    },
    ITEM_9_UNKNOWN: { description: 'Item 9 of the PHQ-9 was not answered. That is unknown, and not zero.' },
    TOTALS_DISAGREE: { description: 'The total that was given cannot come of the answers that were given.' },
    CUT_DEPENDS_ON_SEX: {
      description:
        'There is no band here: the published cut depends on sex, which is not on record or not for you to see.',
    },
  },
});
