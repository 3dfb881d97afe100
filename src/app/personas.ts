import { Role } from '../access/role';

/** Somebody of the demo clinic whom a token can speak for. */
export interface Persona {
  readonly name: string;
  readonly role: Role;
  /** The subject of their tokens; for clients the client id. */
  readonly subject: string;
  readonly scopes: readonly string[];
}

/** Every scope there is, for the demo's systems. */
export const ALL_SCOPES: readonly string[] = [
  'system/Patient.cruds',
  'system/CarePlan.cruds',
  'system/MedicationRequest.cruds',
  'system/Observation.cruds',
  'system/PeerSupport.rs',
  'system/GroupParticipation.rs',
  'system/Recovery.rs',
  'system/ReturnToUse.rs',
];

const persona = (name: string, role: Role, scopes: readonly string[] = []): Persona => ({
  name,
  role,
  subject: `demo-${name}`,
  scopes,
});

/** One persona a role, and an alumnus, by the name that `npm run token` takes. */
export const personas: readonly Persona[] = [
  persona('administrator', Role.ADMINISTRATOR),
  persona('intake', Role.INTAKE),
  persona('clinician', Role.CLINICIAN),
  persona('director', Role.PROGRAM_DIRECTOR),
  persona('privacy', Role.PRIVACY_OFFICER),
  persona('mentor', Role.PEER_MENTOR),
  persona('patient', Role.PATIENT),
  persona('alumnus', Role.PATIENT),
  persona('partner', Role.PARTNER_APP, ALL_SCOPES),
  persona('ehr', Role.EHR_SYSTEM, ALL_SCOPES),
];
