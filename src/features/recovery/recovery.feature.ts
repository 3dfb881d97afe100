import { defineFeature } from '../../access/feature';
import { FollowUpFields, FollowUpQueries, PatientFollowUps } from './follow-ups/follow-up.edges';
import { FollowUp } from './follow-ups/follow-up.entity';
import { FollowUpResolver } from './follow-ups/follow-up.resolver';
import { PatientReturnsToUse, ReturnToUseFields } from './returns-to-use/return-to-use.edges';
import { ReturnToUse } from './returns-to-use/return-to-use.entity';
import { ReturnToUseResolver } from './returns-to-use/return-to-use.resolver';
import './returns-to-use/retract-return-to-use';

/** What becomes of recovery, day by day, and who is to do something about it: rank 7. */
export const recovery = defineFeature({
  name: 'recovery',
  folder: __dirname,
  rows: ['follow-ups/follow-ups', 'returns-to-use/returns-to-use'],
  entities: [FollowUp, ReturnToUse],
  resolvers: [
    FollowUpFields,
    PatientFollowUps,
    FollowUpQueries,
    FollowUpResolver,
    ReturnToUseFields,
    PatientReturnsToUse,
    ReturnToUseResolver,
  ],
});
