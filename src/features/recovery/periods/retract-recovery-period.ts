import { authorize } from '../../../access/authorize';
import { defineRetractable, markRow } from '../../patients';
import { mayTellOfRecovery } from '../recovery.policy';
import { RecoveryPeriod } from './recovery-period.entity';

defineRetractable({
  entity: RecoveryPeriod,
  retract: async (ctx, period, reason) => {
    authorize(await mayTellOfRecovery(ctx, period.patientId));
    return ctx.transaction(async (tx) => {
      // Before the period itself: as whatever else counts days takes them.
      await tx.query('select app.hold_periods($1)', [period.patientId]);
      return markRow(tx, period, reason, 'recovery-period.entered-in-error');
    });
  },
});
