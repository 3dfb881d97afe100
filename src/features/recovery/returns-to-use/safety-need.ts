import { registerEnumType } from 'type-graphql';

/** What makes a return to use a matter of the same day. */
export enum SafetyNeed {
  MEDICAL_EMERGENCY = 'MEDICAL_EMERGENCY',
  WITHDRAWAL_RISK = 'WITHDRAWAL_RISK',
  SELF_HARM_RISK = 'SELF_HARM_RISK',
  HARM_TO_OTHERS = 'HARM_TO_OTHERS',
  OVERDOSE_RISK = 'OVERDOSE_RISK',
  VIOLENCE_AT_HOME = 'VIOLENCE_AT_HOME',
  DEPENDENT_AT_RISK = 'DEPENDENT_AT_RISK',
  PREGNANCY = 'PREGNANCY',
  UNSAFE_HOUSING = 'UNSAFE_HOUSING',
}

registerEnumType(SafetyNeed, {
  name: 'SafetyNeed',
  description: 'What makes a return to use a matter of the same day.',
  valuesConfig: {
    MEDICAL_EMERGENCY: { description: 'A medical emergency.' },
    WITHDRAWAL_RISK: {
      description: 'Withdrawal that could become dangerous: it begins 6 to 24 hours after the last use.',
    },
    SELF_HARM_RISK: { description: 'Thoughts of suicide or of hurting oneself.' },
    HARM_TO_OTHERS: { description: 'Somebody else might be hurt.' },
    OVERDOSE_RISK: { description: 'A risk of overdose.' },
    VIOLENCE_AT_HOME: { description: 'Violence at home.' },
    DEPENDENT_AT_RISK: { description: 'A child, or somebody else who depends on the person, may be without care.' },
    PREGNANCY: { description: 'A pregnancy.' },
    UNSAFE_HOUSING: { description: 'No safe place to stay.' },
  },
});
