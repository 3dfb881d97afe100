import { registerEnumType } from 'type-graphql';

/** How patients are listed. */
export enum PatientOrder {
  UPDATED_AT = 'UPDATED_AT',
  NAME = 'NAME',
}

registerEnumType(PatientOrder, {
  name: 'PatientOrder',
  description: 'How patients are listed.',
  valuesConfig: {
    UPDATED_AT: { description: 'Those changed last first.' },
    NAME: {
      description:
        'By family and given name. Only patients whose identity you may read are listed. Not open to callers outside the program.',
    },
  },
});
