import { authorize } from '../../../access/authorize';
import { TransitionNotAllowed } from '../../../platform/graphql/refusals';
import { defineRetractable, markRow } from '../../patients';
import { mayTellOfRecovery } from '../recovery.policy';
import { DAY_KINDS, Milestone } from './milestone.entity';

defineRetractable({
  entity: Milestone,
  retract: async (ctx, milestone, reason) => {
    authorize(await mayTellOfRecovery(ctx, milestone.patientId));
    if (DAY_KINDS.includes(milestone.kind)) return followsFromPeriods();
    return ctx.transaction((tx) => markRow(tx, milestone, reason, 'milestone.entered-in-error'));
  },
});

function followsFromPeriods(): TransitionNotAllowed {
  const message = 'This milestone follows from the periods of recovery. Correct the period, and it follows.';
  return new TransitionNotAllowed('REACHED', 'ENTERED_IN_ERROR', [], message);
}
