import { defineFeature } from '../../access/feature';
import { Role } from '../../access/role';
import { defineAccountHolder } from '../identity';
import { CareTeamMember } from './care-team-member.entity';
import { PatientContact } from './contact-point.entity';
import { FindPatientsResolver } from './find-patients.resolver';
import {
  CareTeamMemberFields,
  ClinicianCaseload,
  PatientFields,
  PatientIdentityFields,
  PatientQueries,
  ViewerPatient,
} from './patient.edges';
import { CareEpisode, Patient, PatientStanding } from './patient.entity';
import { PatientIdentifier, PatientIdentity } from './patient-identity.entity';
import { PatientSight } from './patient-sight.entity';
import { PatientsResolver } from './patients.resolver';

defineAccountHolder({
  entity: Patient,
  column: 'patientId',
  role: Role.PATIENT,
  // The administrator sees no patient; the front desk does.
  boundBy: [Role.INTAKE],
  nameOf: (patient) => patient.preferredName,
});

/** Patients, who they are, how to reach them, and their care teams: rank 3. */
export const patients = defineFeature({
  name: 'patients',
  folder: __dirname,
  entities: [
    Patient,
    PatientIdentity,
    PatientIdentifier,
    PatientContact,
    PatientStanding,
    CareEpisode,
    CareTeamMember,
    PatientSight,
  ],
  resolvers: [
    PatientFields,
    PatientIdentityFields,
    CareTeamMemberFields,
    ClinicianCaseload,
    ViewerPatient,
    PatientQueries,
    FindPatientsResolver,
    PatientsResolver,
  ],
});
