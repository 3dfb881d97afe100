import { registerEnumType } from 'type-graphql';

/** What somebody is to the program. One login has one role; a person with two roles has two logins. */
export enum Role {
  ADMINISTRATOR = 'ADMINISTRATOR',
  INTAKE = 'INTAKE',
  CLINICIAN = 'CLINICIAN',
  PROGRAM_DIRECTOR = 'PROGRAM_DIRECTOR',
  PRIVACY_OFFICER = 'PRIVACY_OFFICER',
  PEER_MENTOR = 'PEER_MENTOR',
  PATIENT = 'PATIENT',
  PARTNER_APP = 'PARTNER_APP',
  EHR_SYSTEM = 'EHR_SYSTEM',
}

registerEnumType(Role, {
  name: 'Role',
  description: 'What somebody is to the program. Each role sees only what its work needs.',
  valuesConfig: {
    ADMINISTRATOR: {
      description: 'Runs the organization: staff, mentors, groups and client systems. Sees no patient.',
    },
    INTAKE: { description: 'The front desk: registers patients, and sees who they are and whether they are in care.' },
    CLINICIAN: { description: 'Treats the patients on whose care team they stand now, and sees only those.' },
    PROGRAM_DIRECTOR: {
      description: 'Answers for the program and sees its patients, without counseling notes; every look is audited.',
    },
    PRIVACY_OFFICER: { description: 'Looks after consents, disclosures and restrictions.' },
    PEER_MENTOR: { description: 'Walks alongside patients who agreed to it.' },
    PATIENT: { description: 'Sees their own record.' },
    PARTNER_APP: { description: 'An app of another organization; sees what patients consented to share with it.' },
    EHR_SYSTEM: { description: 'A clinical record system that registers patients and syncs their care.' },
  },
});
