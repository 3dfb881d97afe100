import { registerEnumType } from 'type-graphql';

/** A kind of data with its own rule of access. What belongs to each is said in docs/confidentiality.md. */
export enum DataCategory {
  IDENTITY = 'IDENTITY',
  CONTACT = 'CONTACT',
  CARE_PLAN = 'CARE_PLAN',
  MEDICATION = 'MEDICATION',
  ASSESSMENT = 'ASSESSMENT',
  RECOVERY = 'RECOVERY',
  RETURN_TO_USE = 'RETURN_TO_USE',
  PEER_SUPPORT = 'PEER_SUPPORT',
  GROUP_PARTICIPATION = 'GROUP_PARTICIPATION',
  COUNSELING_NOTE = 'COUNSELING_NOTE',
}

registerEnumType(DataCategory, {
  name: 'DataCategory',
  description: 'A kind of data with its own rule of access.',
  valuesConfig: {
    IDENTITY: { description: 'Who the patient is: name, birth date, address, identifiers.' },
    CONTACT: { description: 'How to reach the patient.' },
    CARE_PLAN: { description: 'Status, care team, plans, goals, CBT and counseling with their sessions.' },
    MEDICATION: { description: 'Medication for addiction treatment with its sessions, doses and safety facts.' },
    ASSESSMENT: { description: 'Screening instruments and their scores.' },
    RECOVERY: { description: 'Milestones, cumulative days, check-ins, encouragements.' },
    RETURN_TO_USE: { description: 'Returns to use, and whatever tells of one.' },
    PEER_SUPPORT: { description: 'Preferences, links to mentors, contacts with them.' },
    GROUP_PARTICIPATION: { description: 'Links to groups and attendance, which name a fellowship.' },
    COUNSELING_NOTE: {
      description: 'Counseling notes, kept apart from the record. They need a consent of their own (42 CFR 2.31(b)).',
    },
  },
});

const CATEGORIES = Object.values(DataCategory);

/** The bit of `app.bit` in access.rows.sql for this category. */
export function bitOf(category: DataCategory): number {
  return 1 << CATEGORIES.indexOf(category);
}

/** The categories among bits, in their order. */
export function categoriesIn(bits: number): DataCategory[] {
  return CATEGORIES.filter((category) => (bits & bitOf(category)) !== 0);
}
