import { authorize } from '../../../access/authorize';
import { defineRetractable, markRow } from '../../patients';
import { mayTellOfRecovery } from '../recovery.policy';
import { CheckIn } from './check-in.entity';

defineRetractable({
  entity: CheckIn,
  retract: async (ctx, said, reason) => {
    authorize(await mayTellOfRecovery(ctx, said.patientId));
    return ctx.transaction((tx) => markRow(tx, said, reason, 'check-in.entered-in-error'));
  },
});
