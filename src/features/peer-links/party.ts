import { registerEnumType } from 'type-graphql';

/** Who has a part in a peer link. */
export enum Party {
  PATIENT = 'PATIENT',
  MENTOR = 'MENTOR',
  CARE_TEAM = 'CARE_TEAM',
}

registerEnumType(Party, {
  name: 'Party',
  description: 'Who has a part in a peer link.',
  valuesConfig: {
    PATIENT: { description: 'The patient.' },
    MENTOR: { description: 'The peer mentor.' },
    CARE_TEAM: { description: 'The professional care team.' },
  },
});
