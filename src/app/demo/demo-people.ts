import type { Persona } from '../personas';
import { personas } from '../personas';

/** Names of the demo clinic are plainly invented: nobody is called Example, Sample or Placeholder. */
export const ORGANIZATIONS = [
  { name: 'Harbor Example Recovery Program', timeZone: 'America/Los_Angeles' },
  { name: 'Meadow Sample Treatment Center', timeZone: 'America/Chicago' },
] as const;

/** The first one is the demo clinician, who needs a license for every kind of activity. */
export const CLINICIANS = [
  { displayName: 'Casey Placeholder, LADC', role: 'COUNSELOR', qualifications: ['LADC'] },
  { displayName: 'Dr. Imani Sample', role: 'PHYSICIAN', qualifications: ['MD'] },
  { displayName: 'Noor Example, NP', role: 'NURSE_PRACTITIONER', qualifications: ['NP'] },
  { displayName: 'Lupe Placeholder, RN', role: 'NURSE', qualifications: ['RN'] },
  { displayName: 'Sacha Sample, LMFT', role: 'THERAPIST', qualifications: ['LMFT'] },
  { displayName: 'Tavi Example', role: 'CASE_MANAGER', qualifications: [] },
  { displayName: 'Wren Placeholder', role: 'PEER_SUPERVISOR', qualifications: ['CPRS'] },
] as const;

const GIVEN_NAMES = [
  'Avery',
  'Bailey',
  'Cameron',
  'Dana',
  'Emerson',
  'Finley',
  'Gray',
  'Harper',
  'Indigo',
  'Jules',
  'Kai',
  'Lennon',
  'Morgan',
  'Nico',
  'Oakley',
  'Parker',
  'Quinn',
  'River',
  'Shiloh',
  'Tatum',
] as const;

/** Forty patients, the demo patient first by name. */
export const PATIENTS = Array.from({ length: 40 }, (_, index) => ({
  givenName: GIVEN_NAMES[index % GIVEN_NAMES.length] ?? 'Avery',
  familyName: index < GIVEN_NAMES.length ? 'Example' : 'Sample',
  preferredName: index % 3 === 0 ? GIVEN_NAMES[index % GIVEN_NAMES.length] : null,
  birthDate: `${1955 + ((index * 7) % 45)}-0${1 + (index % 9)}-1${index % 10}`,
  languages: index % 4 === 0 ? ['en', 'es'] : ['en'],
  identifier: { system: 'urn:example:mrn', value: `DEMO-${String(index + 1).padStart(3, '0')}` },
  contactPoints: [
    { channel: 'SMS', value: '+1 555 0100', mayLeaveMessage: false, sayWhoWeAre: false, safeHours: 'weekday mornings' },
  ],
}));

/** The persona of this name. */
export function personaOf(name: string): Persona {
  const persona = personas.find((candidate) => candidate.name === name);
  if (!persona) throw new Error(`There is no persona ${name}.`);
  return persona;
}
