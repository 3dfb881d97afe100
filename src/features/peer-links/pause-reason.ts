import { registerEnumType } from 'type-graphql';

/** Why a link rests. */
export enum PauseReason {
  PATIENT_CHOICE = 'PATIENT_CHOICE',
  MENTOR_CHOICE = 'MENTOR_CHOICE',
  CONSENT_REVOKED = 'CONSENT_REVOKED',
  CREDENTIAL_LAPSED = 'CREDENTIAL_LAPSED',
  CARE_TEAM = 'CARE_TEAM',
}

registerEnumType(PauseReason, {
  name: 'PauseReason',
  description: 'Why a link rests. For the patient and the care team only.',
  valuesConfig: {
    PATIENT_CHOICE: { description: 'The patient wished it.' },
    MENTOR_CHOICE: { description: 'The mentor wished it.' },
    CONSENT_REVOKED: { description: 'The consent it stood on was revoked.' },
    CREDENTIAL_LAPSED: { description: "The mentor's credential lapsed." },
    CARE_TEAM: { description: 'The care team decided it with the patient.' },
  },
});
