import { Role } from '../../src/access/role';
import type { TestApp, TestOrganization } from './app';

let made = 0;

/** A number that no other factory call of this process has had. */
export function serial(): number {
  made += 1;
  return made;
}

interface InOrganization {
  readonly organization?: TestOrganization;
}

/** Registers a clinician; answers with the id. */
export async function aClinician(
  app: TestApp,
  { organization = app.harbor, ...input }: InOrganization & Record<string, unknown> = {},
): Promise<string> {
  const data = await app
    .as(Role.ADMINISTRATOR, { organization })
    .data('mutation ($input: RegisterClinicianInput!) { registerClinician(input: $input) { clinician { id } } }', {
      input: { displayName: `Clinician ${serial()}`, role: 'COUNSELOR', ...input },
    });
  return data.registerClinician.clinician.id;
}

/** Registers a patient and seats these clinicians on the care team; answers with the id. */
export async function aPatient(
  app: TestApp,
  {
    organization = app.harbor,
    careTeam = [],
    ...input
  }: InOrganization & { readonly careTeam?: readonly string[] } & Record<string, unknown> = {},
): Promise<string> {
  const data = await app
    .as(Role.INTAKE, { organization })
    .data('mutation ($input: RegisterPatientInput!) { registerPatient(input: $input) { patient { id } } }', {
      input: { givenName: 'Robin', familyName: `Example ${serial()}`, birthDate: '1985-05-05', ...input },
    });
  const patientId: string = data.registerPatient.patient.id;
  for (const clinicianId of careTeam) await aSeat(app, { organization, patientId, clinicianId });
  return patientId;
}

/** Seats a clinician on a care team; answers with the id of the seat. */
export async function aSeat(
  app: TestApp,
  {
    organization = app.harbor,
    ...input
  }: InOrganization & { readonly patientId: string; readonly clinicianId: string } & Record<string, unknown>,
): Promise<string> {
  const data = await app
    .as(Role.PROGRAM_DIRECTOR, { organization })
    .data(
      'mutation ($input: JoinCareTeamInput!) { joinCareTeam(input: $input) { ... on JoinCareTeamPayload { careTeamMember { id } } } }',
      { input: { duty: 'counselor', ...input } },
    );
  return data.joinCareTeam.careTeamMember.id;
}
