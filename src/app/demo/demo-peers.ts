/** Eight mentors, employed and volunteer. The first one is the demo mentor, a supervised volunteer. */
export const MENTORS = [
  mentor(
    'Alex Walker-Example',
    'SUPERVISED_VOLUNTEER',
    ['TWELVE_STEP', 'MEDICATION_SUPPORTIVE'],
    ['IN_PERSON', 'PHONE'],
    3,
  ),
  mentor('Bo Walker-Sample', 'EMPLOYED', ['SECULAR'], ['IN_PERSON', 'VIRTUAL'], 8),
  mentor('Charlie Example-Reed', 'EMPLOYED', ['TWELVE_STEP'], ['IN_PERSON'], 8),
  mentor('Drew Sample-Reed', 'EMPLOYED', ['SECULAR', 'MINDFULNESS_BASED'], ['VIRTUAL'], 6),
  mentor('Ellis Placeholder-Lane', 'SUPERVISED_VOLUNTEER', ['FAITH_BASED'], ['IN_PERSON', 'PHONE'], 2),
  mentor('Frankie Example-Lane', 'SUPERVISED_VOLUNTEER', ['SECULAR'], ['MOBILE_APP', 'ONLINE_FORUM'], 4),
  mentor('Glenn Sample-Hill', 'INDEPENDENT', ['TWELVE_STEP'], ['PHONE'], 2),
  mentor('Hollis Placeholder-Hill', 'INDEPENDENT', ['MINDFULNESS_BASED'], ['VIRTUAL'], 2),
] as const;

function mentor(displayName: string, engagement: string, approaches: string[], modalities: string[], capacity: number) {
  return {
    displayName,
    engagement,
    approaches,
    modalities,
    capacity,
    languages: ['en'],
    specialties: ['early recovery'],
    timeZone: 'America/Los_Angeles',
    bio: 'Has walked this road, and walks along.',
    availability: [{ weekday: 'TUESDAY', from: '17:00', to: '20:00' }],
  };
}

/** A group of the demo clinic and its meetings: each once a week, or by appointment. */
export interface DemoGroup {
  readonly displayName: string;
  readonly fellowship: string;
  readonly approaches: readonly string[];
  readonly modality: string;
  readonly meetings: readonly { readonly weekday?: string; readonly startTime?: string; readonly endTime?: string }[];
}

const EVENING = { startTime: '19:00', endTime: '20:00' };
const BY_APPOINTMENT = {};
const NOON = { startTime: '12:15', endTime: '13:15' };

/** Twenty groups of every fellowship and modality. */
export const GROUPS: readonly DemoGroup[] = [
  group('Harbor Steps', 'TWELVE_STEP_AA', ['TWELVE_STEP'], 'IN_PERSON', ['MONDAY', 'THURSDAY']),
  group('Sunrise Steps', 'TWELVE_STEP_AA', ['TWELVE_STEP'], 'HYBRID', ['SUNDAY']),
  group('Steps by Phone', 'TWELVE_STEP_AA', ['TWELVE_STEP'], 'PHONE', ['WEDNESDAY']),
  group('One Promise', 'TWELVE_STEP_NA', ['TWELVE_STEP'], 'IN_PERSON', ['FRIDAY']),
  group('One Promise Online', 'TWELVE_STEP_NA', ['TWELVE_STEP'], 'VIRTUAL', ['SATURDAY']),
  group('Twelve Lanterns', 'TWELVE_STEP_OTHER', ['TWELVE_STEP'], 'IN_PERSON', ['TUESDAY']),
  group('Family Table', 'AL_ANON', ['TWELVE_STEP'], 'IN_PERSON', ['MONDAY']),
  group('Family Table Online', 'AL_ANON', ['TWELVE_STEP'], 'VIRTUAL', ['THURSDAY']),
  group('Tools and Choices', 'SMART_RECOVERY', ['SECULAR'], 'VIRTUAL', ['TUESDAY', 'FRIDAY']),
  group('Tools at the Library', 'SMART_RECOVERY', ['SECULAR'], 'IN_PERSON', ['WEDNESDAY']),
  group('Ringside Talk', 'LIFERING', ['SECULAR'], 'HYBRID', ['THURSDAY']),
  group('Quiet Bench', 'RECOVERY_DHARMA', ['MINDFULNESS_BASED'], 'IN_PERSON', ['SUNDAY']),
  group('Quiet Bench Online', 'RECOVERY_DHARMA', ['MINDFULNESS_BASED'], 'VIRTUAL', ['MONDAY']),
  group('New Voices', 'WOMEN_FOR_SOBRIETY', ['SECULAR'], 'VIRTUAL', ['SATURDAY']),
  group('Open Hands', 'CELEBRATE_RECOVERY', ['FAITH_BASED'], 'IN_PERSON', ['FRIDAY']),
  group('Thursday Circle', 'CLINIC_RUN', ['SECULAR', 'MEDICATION_SUPPORTIVE'], 'IN_PERSON', ['THURSDAY']),
  group('Medication and Recovery', 'CLINIC_RUN', ['MEDICATION_SUPPORTIVE'], 'HYBRID', ['TUESDAY']),
  group('The Porch Forum', 'ONLINE_COMMUNITY', ['SECULAR'], 'ONLINE_FORUM', []),
  group('Pocket Companions', 'ONLINE_COMMUNITY', ['SECULAR'], 'MOBILE_APP', []),
  group('Walkers in the Park', 'OTHER', ['SECULAR'], 'IN_PERSON', ['SATURDAY']),
];

function group(
  displayName: string,
  fellowship: string,
  approaches: string[],
  modality: string,
  days: string[],
): DemoGroup {
  const weekly = days.map((weekday, index) => ({ weekday, ...(index === 0 ? EVENING : NOON) }));
  // A forum or an app keeps no hours.
  return { displayName, fellowship, approaches, modality, meetings: weekly.length > 0 ? weekly : [BY_APPOINTMENT] };
}
