import { Int } from 'type-graphql';
import { extend } from '../../../platform/graphql/reads';
import { Patient } from '../../patients';
import { Fellowship, MeetingType, meetingTypesOf } from '../../peers';
import { FellowshipPreferences, SupportPreferences } from './support-preferences.entity';

export const PatientSupportPreferences = extend(
  () => Patient,
  (patient) => ({
    supportPreferences: patient
      .one(() => SupportPreferences, 'id')
      .nullable()
      .describe('What peer support they would like; null when nobody has said so yet, or you may not know.'),
  }),
);

export const SupportPreferencesFields = extend(
  () => SupportPreferences,
  (own) => {
    const named = own.one(() => FellowshipPreferences, 'id');
    return {
      version: own
        .derived(
          () => Int,
          { ownVersion: true, named: own.one(() => FellowshipPreferences, 'id').pick('ownVersion') },
          (row) => shownVersion(row, row.named),
        )
        .describe('Grows by one with each change of what you may see; send it back as expectedVersion.'),
      fellowships: own
        .derived(
          () => [Fellowship],
          { named },
          (row) => row.named?.fellowships ?? [],
        )
        .describe('The communities they would like to meet, as far as you may know.'),
      avoid: own
        .derived(
          () => [Fellowship],
          { named },
          (row) => row.named?.avoid ?? [],
        )
        .describe(
          'The communities they would rather not meet, as far as you may know. None of their groups is suggested.',
        ),
      meetingTypes: own
        .derived(
          () => [MeetingType],
          { named },
          (row) => meetingTypesOf(row.named?.meetingTypes ?? []),
        )
        .describe('What meetings should be like, as far as you may know.'),
    };
  },
);

interface Versioned {
  readonly ownVersion: number;
}

/** The version of what is seen: both rows' together, so that it moves with either, and with no row that is hidden. */
export function shownVersion(preferences: Versioned, named: Versioned | null): number {
  return preferences.ownVersion + (named?.ownVersion ?? 0);
}
