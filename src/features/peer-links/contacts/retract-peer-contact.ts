import { authorize } from '../../../access/authorize';
import { saveVersion } from '../../../access/save-version';
import { alreadyMarked, defineRetractable, MarkEnteredInErrorPayload, sitsOnCareTeam } from '../../patients';
import { PeerContact } from './peer-contact.entity';
import { mayRetractContact } from './peer-contact.policy';

defineRetractable({
  entity: PeerContact,
  retract: async (ctx, contact, reason) => {
    authorize(mayRetractContact(ctx.viewer, contact, await sitsOnCareTeam(ctx, contact.patientId)));
    if (contact.enteredInErrorAt) return alreadyMarked();

    return ctx.transaction(async (tx) => {
      const mark = { enteredInErrorAt: tx.now, enteredInErrorReason: reason };
      const marked = await saveVersion(tx, contact, mark, contact.version);
      tx.emit({ kind: 'peer-contact.entered-in-error', subject: marked, patientId: marked.patientId });
      return new MarkEnteredInErrorPayload(marked);
    });
  },
});
