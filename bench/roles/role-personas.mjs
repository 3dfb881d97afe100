// Those who ask as a role and not in the standard questions: staff by a login that nobody has to bind, clients and patients by what
// insert-clients.mjs made.
import { FEW, MANY, patientNames } from './roles.mjs';

/** What the clients were registered for: everything that the operations show. */
export const SCOPES = [
  'system/Patient.rs',
  'system/CarePlan.rs',
  'system/MedicationRequest.rs',
  'system/PeerSupport.rs',
  'system/GroupParticipation.rs',
];

/** The clients that see patients by their consent. */
export const CLIENTS = [
  { name: 'app-many', kind: 'PARTNER_APP', consents: MANY },
  { name: 'app-few', kind: 'PARTNER_APP', consents: FEW },
  { name: 'ehr-many', kind: 'EHR_SYSTEM', consents: MANY },
];

/** The subject of a persona's tokens; of a client its client id. */
export const subjectOf = (name) => `bench-${name}`;

const STAFF = { director: 'PROGRAM_DIRECTOR', intake: 'INTAKE', privacy: 'PRIVACY_OFFICER' };

/** Whose tokens are signed. */
export function rolePersonaOrders() {
  const orders = [
    ...Object.entries(STAFF).map(([name, role]) => ({ name, role, scopes: [] })),
    ...patientNames().map((name) => ({ name, role: 'PATIENT', scopes: [] })),
    ...CLIENTS.map(({ name, kind }) => ({ name, role: kind, scopes: SCOPES })),
  ];
  return orders.map((order) => ({ ...order, subject: subjectOf(order.name) }));
}
