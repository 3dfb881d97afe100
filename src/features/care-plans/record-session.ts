import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import type { Transaction } from '../../access/transaction';
import { violates } from '../../platform/database/violations';
import { IdField, IntField, ObjectField, TextField, ValueField } from '../../platform/graphql/inputs';
import { Payload, type Refusal, Refused, resultOf, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { DateTime } from '../../platform/graphql/scalars';
import { IdentifierInput } from '../patients';
import { isOpenActivity, nextActivityStatuses } from './activity-status';
import { CareActivity } from './care-activity.entity';
import { attachToSession, nameIsTaken, recordsNamed } from './care-identifiers';
import { clinicianOf } from './care-plan.policy';
import { isOpenCarePlan, nextCarePlanStatuses } from './care-plan-status';
import { CbtActivity } from './cbt-activity.entity';
import { requirePastInstant } from './check-dates';
import { CounselingActivity } from './counseling-activity.entity';
import { holdActivityOfPlan } from './hold-care-plan';
import { MatActivity } from './mat-activity.entity';
import { Attendance, Session } from './session.entity';

const MINUTES_A_DAY = 1440;

@InputType({ description: 'A session that took place, or did not.' })
export class RecordSessionInput {
  @IdField('What it was a session of.', () => [CbtActivity, MatActivity, CounselingActivity])
  activityId!: string;

  @ValueField('When it began, or was to begin.', () => DateTime)
  occurredAt!: Date;

  @IntField('How long it took, in minutes.', { min: 0, max: MINUTES_A_DAY })
  minutes!: number;

  @ValueField('Whether it took place.', () => Attendance)
  attendance!: Attendance;

  @TextField('What it was about, for the care team. Not a counseling note.', { max: 4000, optional: true })
  summary?: string | null;

  @ObjectField(
    'What the calling system calls the session. With one that exists, the session is returned unchanged.',
    () => IdentifierInput,
    { optional: true },
  )
  identifier?: IdentifierInput | null;
}

@Payload('The session, and whether this call recorded it.')
export class RecordSessionPayload {
  @Field(() => Session, { description: 'The session.' })
  session: Session;

  @Field(() => Boolean, { description: 'False when the identifier was known, and nothing was changed.' })
  created: boolean;

  constructor(session: Session, created: boolean) {
    this.session = session;
    this.created = created;
  }
}

export const RecordSessionResult = resultOf(RecordSessionPayload);

/**
 * Records a session of an activity that still goes on, under a plan that is not closed. The clinician who records it held it.
 * Idempotent by identifier: one that names a session of this activity answers with that session as it stands.
 * @throws CONFLICT when the identifier names a session of another activity that the viewer sees
 */
export async function recordSession(ctx: Context, input: RecordSessionInput): Promise<RecordSessionPayload | Refusal> {
  const known = await sessionNamed(ctx, input);
  if (known) return new RecordSessionPayload(known, false);
  // What was called off may lie ahead; who came, or did not, is known afterwards.
  if (input.attendance === Attendance.ATTENDED || input.attendance === Attendance.NO_SHOW)
    requirePastInstant(input.occurredAt, ctx.now, 'input.occurredAt');

  try {
    return await ctx.transaction(async (tx) => {
      const activity = await holdGoingOn(tx, input.activityId);
      const session = await writeSession(tx, activity, input);
      tx.emit({ kind: 'session.recorded', subject: session, patientId: activity.patientId });
      return new RecordSessionPayload(session, true);
    });
  } catch (error) {
    if (!violates(error, 'care_identifier_of_session')) throw error;
    // Another call recorded a session of the same name at this moment; its session is the answer.
    const first = await sessionNamed(ctx, input);
    if (!first) throw error;
    return new RecordSessionPayload(first, false);
  }
}

async function sessionNamed(ctx: Context, { identifier, activityId }: RecordSessionInput): Promise<Session | null> {
  if (!identifier) return null;
  const sessions = await recordsNamed(ctx, Session, 'sessionId', identifier);
  const own = sessions.find((session) => session.activityId === activityId);
  if (!own && sessions.length > 0) throw nameIsTaken();
  return own ?? null;
}

async function holdGoingOn(tx: Transaction, activityId: string): Promise<CareActivity> {
  const { activity, plan } = await holdActivityOfPlan(tx, activityId);
  if (plan !== undefined && !isOpenCarePlan(plan)) {
    const message = 'The plan is closed, so no session can be added.';
    throw new Refused(new TransitionNotAllowed(plan, plan, nextCarePlanStatuses(plan), message));
  }
  const { status } = activity;
  if (isOpenActivity(status)) return activity;
  const message = 'The activity is closed, so no session can be added.';
  throw new Refused(new TransitionNotAllowed(status, status, nextActivityStatuses(status), message));
}

async function writeSession(tx: Transaction, activity: CareActivity, input: RecordSessionInput): Promise<Session> {
  const session = tx.insert(Session, {
    version: 1,
    patientId: activity.patientId,
    activityId: activity.id,
    kind: activity.kind,
    clinicianId: clinicianOf(tx.viewer),
    occurredAt: input.occurredAt,
    minutes: input.minutes,
    attendance: input.attendance,
    summary: input.summary ?? null,
    enteredInErrorAt: null,
    enteredInErrorReason: null,
  });
  if (input.identifier) await attachToSession(tx, session, input.identifier);
  return session;
}
