import { extend } from '../../../platform/graphql/reads';
import { PeerConcern } from '../../peer-links';
import { FollowUp } from '../follow-ups/follow-up.entity';

export const FollowUpConcern = extend(
  () => FollowUp,
  (followUp) => ({
    concern: followUp
      .derived(
        () => String,
        { concern: followUp.one(() => PeerConcern, 'sourceId').pick('sentence') },
        ({ concern }) => concern?.sentence ?? null,
      )
      .nullable()
      .describe('What the peer said; for the staff only. Null for a follow-up of anything else.'),
  }),
);
