import { registerEnumType } from 'type-graphql';

/** How people take part in peer support. */
export enum Modality {
  IN_PERSON = 'IN_PERSON',
  VIRTUAL = 'VIRTUAL',
  HYBRID = 'HYBRID',
  ONLINE_FORUM = 'ONLINE_FORUM',
  MOBILE_APP = 'MOBILE_APP',
  PHONE = 'PHONE',
}

registerEnumType(Modality, {
  name: 'Modality',
  description: 'How people take part in peer support.',
  valuesConfig: {
    IN_PERSON: { description: 'People meet at a place.' },
    VIRTUAL: { description: 'People meet live through a join link.' },
    HYBRID: { description: 'People meet at a place, and others join them live from afar.' },
    ONLINE_FORUM: { description: 'People write to each other on a forum, each in their own time.' },
    MOBILE_APP: { description: 'People meet in the community of a mobile app.' },
    PHONE: { description: 'People dial in by phone.' },
  },
});
