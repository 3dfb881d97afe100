import { defineFeature } from '../../access/feature';
import { FollowUpConcern } from './concerns/follow-up-concern.edges';
import { FollowUpFields } from './follow-ups/follow-up.edges';
import { FollowUp } from './follow-ups/follow-up.entity';

/** What becomes of recovery, day by day, and who is to do something about it: rank 7. */
export const recovery = defineFeature({
  name: 'recovery',
  folder: __dirname,
  rows: ['follow-ups/follow-ups', 'concerns/concerns'],
  entities: [FollowUp],
  resolvers: [FollowUpFields, FollowUpConcern],
});
