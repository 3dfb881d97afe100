import type { Actor } from './act-as';

/** What peer support the demo patient would like. They say so themselves. */
export async function seedPreferences(patient: Actor, patientId: string): Promise<void> {
  const { setSupportPreferences } = await patient<{ setSupportPreferences: { supportPreferences?: object } }>(
    `mutation ($input: SetSupportPreferencesInput!) { setSupportPreferences(input: $input) {
      ... on SetSupportPreferencesPayload { supportPreferences { version } } } }`,
    { input: { patientId, ...PREFERENCES } },
  );
  if (!setSupportPreferences.supportPreferences)
    throw new Error('The demo could not be seeded: preferences were refused.');
}

const PREFERENCES = {
  approaches: ['SECULAR', 'MEDICATION_SUPPORTIVE'],
  modalities: ['IN_PERSON', 'VIRTUAL'],
  fellowships: ['SMART_RECOVERY'],
  avoid: ['CELEBRATE_RECOVERY'],
  languages: ['en'],
  availability: [
    { weekday: 'TUESDAY', from: '17:00', to: '21:00' },
    { weekday: 'THURSDAY', from: '17:00', to: '21:00' },
    { weekday: 'SATURDAY', from: '09:00', to: '18:00' },
  ],
  maxDistanceKm: 15,
  meetingTypes: ['O', 'D'],
  mentorNotes: 'Somebody who also works nights would understand.',
};
