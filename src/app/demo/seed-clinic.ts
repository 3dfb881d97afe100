import type { Actor, As } from './act-as';
import { CLINICIANS, PATIENTS, personaOf } from './demo-people';
import { seedCare } from './seed-care';
import { seedPeers } from './seed-peers';
import { seedPreferences } from './seed-preferences';

/** How many of the patients the demo clinician treats. */
const CASELOAD = 10;

/** The first organization: staff, clients, peers, patients and their care. */
export async function seedClinic(as: As, issuer: string): Promise<void> {
  const clinicians = await registerClinicians(as('administrator'));
  const [peers, patients] = await Promise.all([
    seedPeers(as('administrator'), clinicians.at(-1) ?? first(clinicians)),
    registerPatients(as('intake')),
    registerClients(as('administrator')),
    connect(as('administrator'), issuer, 'clinician', first(clinicians)),
  ]);
  await Promise.all([
    connect(as('administrator'), issuer, 'mentor', first(peers.mentors)),
    connect(as('intake'), issuer, 'patient', first(patients)),
    seatClinicians(as('director'), patients, clinicians),
    makeAlumnus(as, issuer, patients.at(-1) ?? first(patients)),
  ]);
  await seedPreferences(as('patient'), first(patients));
  await seedCare(as, patients.slice(0, CASELOAD), peers, clinicians);
}

async function registerClinicians(administrator: Actor): Promise<string[]> {
  const document =
    'mutation ($input: RegisterClinicianInput!) { registerClinician(input: $input) { clinician { id } } }';
  const register = async (input: object): Promise<string> => {
    const data = await administrator<{ registerClinician: { clinician: { id: string } } }>(document, { input });
    return data.registerClinician.clinician.id;
  };
  return Promise.all(CLINICIANS.map(register));
}

async function connect(binder: Actor, issuer: string, persona: string, holderId: string): Promise<void> {
  const input = { issuer, subject: personaOf(persona).subject, holderId };
  await binder('mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }', {
    input,
  });
}

async function registerClients(administrator: Actor): Promise<void> {
  const document =
    'mutation ($input: RegisterPartnerAppInput!) { registerPartnerApp(input: $input) { partnerApp { id } } }';
  const partner = personaOf('partner');
  const ehr = personaOf('ehr');
  await administrator(document, {
    input: {
      name: 'Pocket Companions (example app)',
      clientId: partner.subject,
      kind: 'PARTNER_APP',
      legalBasis: 'PATIENT_CONSENT',
      scopes: partner.scopes,
    },
  });
  await administrator(document, {
    input: {
      name: 'Example Clinic Records',
      clientId: ehr.subject,
      kind: 'EHR_SYSTEM',
      legalBasis: 'PROGRAM_SYSTEM',
      scopes: ehr.scopes,
    },
  });
}

async function registerPatients(intake: Actor): Promise<string[]> {
  const document = 'mutation ($input: RegisterPatientInput!) { registerPatient(input: $input) { patient { id } } }';
  const register = async (input: object): Promise<string> => {
    const data = await intake<{ registerPatient: { patient: { id: string } } }>(document, { input });
    return data.registerPatient.patient.id;
  };
  return Promise.all(PATIENTS.map(register));
}

async function seatClinicians(
  director: Actor,
  patients: readonly string[],
  clinicians: readonly string[],
): Promise<void> {
  const document = 'mutation ($input: JoinCareTeamInput!) { joinCareTeam(input: $input) { __typename } }';
  const seat = (patientId: string, clinicianId: string, duty: string): Promise<unknown> =>
    director(document, { input: { patientId, clinicianId, duty } });
  const [counselor, physician, ...others] = clinicians;
  await Promise.all(
    patients.map(async (patientId, index) => {
      const primary = index < CASELOAD ? counselor : others[index % others.length];
      if (primary) await seat(patientId, primary, 'primary clinician');
      if (physician && index < CASELOAD && index % 2 === 0) await seat(patientId, physician, 'prescriber');
    }),
  );
}

/** Somebody who has finished the program, and could be asked to mentor others. */
async function makeAlumnus(as: As, issuer: string, patientId: string): Promise<void> {
  await connect(as('intake'), issuer, 'alumnus', patientId);
  await as('director')('mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { __typename } }', {
    input: { patientId, expectedVersion: 1, as: 'ALUMNUS' },
  });
}

function first(ids: readonly string[]): string {
  const [id] = ids;
  if (!id) throw new Error('The demo clinic needs at least one of each.');
  return id;
}
