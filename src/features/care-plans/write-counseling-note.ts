import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import type { Transaction } from '../../access/transaction';
import { forbidden, notFound } from '../../platform/graphql/errors';
import { ExpectedVersionField, IdField, TextField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import {
  Payload,
  type Refusal,
  Refused,
  resultOf,
  TransitionNotAllowed,
  VersionConflict,
} from '../../platform/graphql/refusals';
import { Clinician } from '../identity';
import { clinicianOf } from './care-plan.policy';
import { CounselingNote } from './counseling-note.entity';
import { mayWriteCounselingNote } from './counseling-note.policy';
import { Attendance, Session } from './session.entity';

@InputType({ description: 'The counseling note of a session. It takes the place of the one that was there.' })
export class WriteCounselingNoteInput {
  @IdField('The session.', () => [Session])
  sessionId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @TextField('The note, kept apart from the record.', { max: 20_000 })
  note!: string;
}

@Payload('The session with its counseling note.')
export class WriteCounselingNotePayload {
  @Field(() => Session, { description: 'The session with its counseling note.' })
  session: Session;

  constructor(session: Session) {
    this.session = session;
  }
}

export const WriteCounselingNoteResult = resultOf(WriteCounselingNotePayload);

/**
 * Writes the counseling note of a session, or writes it anew. The session's row does not change: its version moves, as who may read
 * the note sees it, and for nobody else.
 * @throws FORBIDDEN to whoever did not hold the session, or is kept from counseling notes of this patient
 */
export async function writeCounselingNote(
  ctx: Context,
  input: WriteCounselingNoteInput,
): Promise<WriteCounselingNotePayload | Refusal> {
  const session = await ctx.load(entityById(Session), input.sessionId);
  if (!session) throw notFound('Session');
  const clinicianId = clinicianOf(ctx.viewer);
  const clinician = clinicianId && (await ctx.load(entityById(Clinician), clinicianId));
  authorize(mayWriteCounselingNote(ctx.viewer, session, clinician || null));

  return ctx.transaction(async (tx) => {
    // Two who write at once wait for each other here; so does a retraction of the session.
    const held = await tx.hold(Session, session.id);
    if (!held) throw notFound('Session');
    await requireNoDenial(tx, held);
    const before = await tx.load(entityById(CounselingNote), held.id);
    requireWritable(held, before, input.expectedVersion);
    writeNote(tx, held, before, input.note);
    tx.emit({ kind: 'counseling-note.written', subject: held, patientId: held.patientId });
    return new WriteCounselingNotePayload(held);
  });
}

/** A restriction may keep the author from notes that they wrote: they see none then, and write none over it (42 CFR 2.26). */
async function requireNoDenial(tx: Transaction, { patientId }: Session): Promise<void> {
  const denials = await tx.query(
    "select from app.denied where patient_id = $1::uuid and categories & app.bit('COUNSELING_NOTE') <> 0",
    [patientId],
  );
  if (denials.length > 0) throw forbidden('The counseling notes of this patient are not open to you.');
}

function requireWritable(session: Session, note: CounselingNote | null, expectedVersion: number): void {
  const version = session.version + (note?.version ?? 0);
  if (version !== expectedVersion) throw new Refused(new VersionConflict(version));
  const refuse = (status: string, message: string): never => {
    throw new Refused(new TransitionNotAllowed(status, status, [], message));
  };
  if (session.enteredInErrorAt !== null) refuse('ENTERED_IN_ERROR', 'This session was entered in error.');
  if (session.attendance !== Attendance.ATTENDED)
    refuse(session.attendance, 'Only a session that took place has a counseling note.');
}

function writeNote(tx: Transaction, session: Session, before: CounselingNote | null, note: string): void {
  if (before) {
    tx.update(CounselingNote, { id: before.id }, { note, version: before.version + 1, writtenAt: tx.now });
    return;
  }
  tx.insertAs(session.id, CounselingNote, {
    version: 1,
    patientId: session.patientId,
    kind: session.kind,
    authorId: tx.viewer.principalId,
    note,
    writtenAt: tx.now,
  });
}
