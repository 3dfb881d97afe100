import { registerEnumType } from 'type-graphql';

/** What somebody says to something that was proposed to them. */
export enum Answer {
  ACCEPT = 'ACCEPT',
  DECLINE = 'DECLINE',
}

registerEnumType(Answer, {
  name: 'Answer',
  description: 'What somebody says to something that was proposed to them.',
  valuesConfig: {
    ACCEPT: { description: 'Yes.' },
    DECLINE: { description: 'No, which is always fine and needs no reason.' },
  },
});
