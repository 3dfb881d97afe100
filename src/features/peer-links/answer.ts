import { registerEnumType } from 'type-graphql';

/** Yes or no. */
export enum Answer {
  ACCEPT = 'ACCEPT',
  DECLINE = 'DECLINE',
}

registerEnumType(Answer, {
  name: 'Answer',
  description: 'Yes or no.',
  valuesConfig: {
    ACCEPT: { description: 'Yes.' },
    DECLINE: { description: 'No, which is always fine.' },
  },
});
