export { defineIdentifierSubject } from './attach-identifier';
export { DischargePatientPayload } from './discharge-patient';
export { IdentifierInput } from './identity-inputs';
export { defineRetractable, MarkEnteredInErrorPayload } from './mark-entered-in-error';
export { CaseloadFilter, WHO_MAY_SEE_PATIENTS } from './patient.edges';
export { Patient } from './patient.entity';
export { Identifier } from './patient-identity.entity';
export { patients } from './patients.feature';
export { admitPatient } from './readmit-patient';
