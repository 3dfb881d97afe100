import { InputType } from 'type-graphql';
import { LanguagesField, ListField, TextField, ValueField } from '../../platform/graphql/inputs';
import { defineFilter, on } from '../../platform/graphql/reads';
import { PeerMentorOpening } from './mentor-standing.entity';
import { Modality } from './modality';
import { Fellowship, PeerGroup } from './peer-group.entity';
import { PeerMentor } from './peer-mentor.entity';
import { Approach } from './peer-support';

@InputType({ description: 'Which mentors or groups. In each list, any one is enough.' })
export class PeerFilter {
  @TextField('A part of the name, whatever its case.', { max: 200, optional: true })
  search?: string | null;

  @ListField(
    'The communities they belong to. Mentors belong to none, so that asking for one finds no mentor.',
    () => Fellowship,
    {
      optional: true,
    },
  )
  fellowships?: Fellowship[] | null;

  @ListField('What the support builds on.', () => Approach, { optional: true })
  approaches?: Approach[] | null;

  @ListField('How people take part.', () => Modality, { optional: true })
  modalities?: Modality[] | null;

  @LanguagesField('The languages spoken, as BCP 47 tags.', { optional: true })
  languages?: string[] | null;

  @ValueField(
    'Mentors who take somebody on now, or only those who do not. A group takes on no mentees: true finds none, false finds all.',
    () => Boolean,
    { optional: true },
  )
  acceptingMentees?: boolean | null;

  @ValueField('Only those that are there now, or only those that are not.', () => Boolean, { optional: true })
  active?: boolean | null;
}

const mentor = on<PeerMentor>();
const group = on<PeerGroup>();

defineFilter(
  PeerFilter,
  {
    search: mentor.includesText(['displayName']),
    fellowships: mentor.never(),
    approaches: mentor.overlaps('approaches'),
    modalities: mentor.overlaps('modalities'),
    languages: mentor.overlaps('languages'),
    acceptingMentees: mentor.existsOrNot(
      () => PeerMentorOpening,
      'id',
      on<PeerMentorOpening>().current('validFrom', 'validUntil'),
    ),
    active: mentor.equals('active'),
  },
  PeerMentor,
);
defineFilter(
  PeerFilter,
  {
    search: group.includesText(['displayName']),
    fellowships: group.oneOf('fellowship'),
    approaches: group.overlaps('approaches'),
    modalities: group.overlaps('modalities'),
    languages: group.overlaps('languages'),
    acceptingMentees: group.never(),
    active: group.equals('active'),
  },
  PeerGroup,
);
