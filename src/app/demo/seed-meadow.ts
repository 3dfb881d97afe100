import type { As } from './act-as';

/** The second organization: a few people, so that whoever looks can see that neither sees the other. */
export async function seedMeadow(as: As): Promise<void> {
  await as('administrator')(
    'mutation ($input: RegisterClinicianInput!) { registerClinician(input: $input) { clinician { id } } }',
    {
      input: { displayName: 'Ripley Sample, LCSW', role: 'THERAPIST', qualifications: ['LCSW'] },
    },
  );
  for (const givenName of ['Uma', 'Vesper', 'Xen']) {
    await as('intake')(
      'mutation ($input: RegisterPatientInput!) { registerPatient(input: $input) { patient { id } } }',
      {
        input: { givenName, familyName: 'Placeholder', birthDate: '1990-06-15' },
      },
    );
  }
}
