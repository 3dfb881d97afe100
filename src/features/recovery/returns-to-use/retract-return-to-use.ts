import { authorize } from '../../../access/authorize';
import { Role } from '../../../access/role';
import { saveVersion } from '../../../access/save-version';
import { alreadyMarked, defineRetractable, MarkEnteredInErrorPayload, mayActForCareTeam } from '../../patients';
import { Party } from '../../peer-links';
import { ReturnToUse } from './return-to-use.entity';
import { ReturnToUseStatus } from './return-to-use-status';

const { ENTERED_IN_ERROR } = ReturnToUseStatus;

// What it called for ends with it, by the database, but what is urgent; the period that it ended goes on. The care team may say so, and the
// person of what they shared themselves.
defineRetractable({
  entity: ReturnToUse,
  retract: async (ctx, shared, reason) => {
    const isTheirWord = ctx.viewer.role === Role.PATIENT && shared.sharedBy === Party.PATIENT;
    authorize(isTheirWord || (await mayActForCareTeam(ctx, shared.patientId)));
    if (shared.status === ENTERED_IN_ERROR) return alreadyMarked();
    return ctx.transaction(async (tx) => {
      const marked = await saveVersion(tx, shared, { status: ENTERED_IN_ERROR, note: reason }, shared.version);
      tx.emit({ kind: 'return-to-use.entered-in-error', subject: marked, patientId: marked.patientId });
      return new MarkEnteredInErrorPayload(marked);
    });
  },
});
