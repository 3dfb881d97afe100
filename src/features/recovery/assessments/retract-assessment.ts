import { authorize } from '../../../access/authorize';
import { defineRetractable, markRow, mayActForCareTeam } from '../../patients';
import { Assessment } from './assessment.entity';

// A follow-up that it opened stays until somebody has closed it: whether a call is needed is not for a correction to decide.
defineRetractable({
  entity: Assessment,
  retract: async (ctx, assessment, reason) => {
    authorize(await mayActForCareTeam(ctx, assessment.patientId));
    return ctx.transaction((tx) => markRow(tx, assessment, reason, 'assessment.entered-in-error'));
  },
});
