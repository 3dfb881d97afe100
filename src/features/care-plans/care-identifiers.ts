import type { Transaction } from '../../access/transaction';
import { conflict } from '../../platform/graphql/errors';
import type { EntityClass } from '../../platform/graphql/nodes';
import { entityById, findRows, loadOne, type ReadContext } from '../../platform/graphql/reads';
import { defineIdentifierSubject, type IdentifierInput } from '../patients';
import type { CareActivity } from './care-activity.entity';
import { CareIdentifier } from './care-identifier.entity';
import { CarePlan } from './care-plan.entity';
import { CbtActivity } from './cbt-activity.entity';
import { CounselingActivity } from './counseling-activity.entity';
import { MatActivity } from './mat-activity.entity';
import { Session } from './session.entity';

type SubjectColumn = 'carePlanId' | 'activityId' | 'sessionId';
type Name = Pick<IdentifierInput, 'system' | 'value'>;

/** The visible records that this column of the identifier's rows names. More than one only where rows out of sight share a name. */
export async function recordsNamed<T extends object>(
  ctx: ReadContext,
  entity: EntityClass<T>,
  column: SubjectColumn,
  { system, value }: Name,
): Promise<T[]> {
  const rows = await findRows(ctx, CareIdentifier, { system, value });
  const ids = rows.flatMap((row) => row[column] ?? []);
  const records = await Promise.all(ids.map((id) => loadOne(ctx, entityById(entity), id)));
  return records.filter((record) => record !== null);
}

/** The answer when a name already means another record. */
export function nameIsTaken(): Error {
  return conflict('That identifier already names a record.');
}

/** Attaches a name to a plan. @throws CONFLICT when it means another plan that the viewer may see */
export function attachToCarePlan(tx: Transaction, plan: CarePlan, name: Name): Promise<CareIdentifier> {
  return attach(tx, 'carePlanId', { patientId: plan.patientId, kind: null, carePlanId: plan.id }, name);
}

/** Attaches a name to a session. @throws CONFLICT when it means another session that the viewer may see */
export function attachToSession(tx: Transaction, session: Session, name: Name): Promise<CareIdentifier> {
  const { patientId, kind, id } = session;
  return attach(tx, 'sessionId', { patientId, kind, sessionId: id }, name);
}

function attachToActivity(tx: Transaction, activity: CareActivity, name: Name): Promise<CareIdentifier> {
  const { patientId, kind, id } = activity;
  return attach(tx, 'activityId', { patientId, kind, activityId: id }, name);
}

/**
 * The database keeps names unique within a patient and kind only, so that a name in use never tells of a record out of sight.
 * Among what the viewer sees, a name means one record.
 */
async function attach(
  tx: Transaction,
  column: SubjectColumn,
  subject: Partial<CareIdentifier>,
  { system, value }: Name,
): Promise<CareIdentifier> {
  const rows = await findRows(tx, CareIdentifier, { system, value });
  const isElsewhere = (row: CareIdentifier) => row.patientId !== subject.patientId || row.kind !== subject.kind;
  if (rows.some((row) => row[column] !== null && isElsewhere(row))) throw nameIsTaken();
  const none = { carePlanId: null, activityId: null, sessionId: null };
  return tx.insert(CareIdentifier, { ...none, ...subject, system, value });
}

/** What a record system needs to name what belongs to a plan: medication has a scope of its own. */
const scopeOf = (isMedication: boolean): string => (isMedication ? 'MedicationRequest.u' : 'CarePlan.u');

defineIdentifierSubject({
  entity: CarePlan,
  scope: () => scopeOf(false),
  constraint: 'care_identifier_of_care_plan',
  attach: attachToCarePlan,
});
defineIdentifierSubject({
  entity: Session,
  scope: (session) => scopeOf(session.kind === 'MAT'),
  constraint: 'care_identifier_of_session',
  attach: attachToSession,
});
for (const entity of [CbtActivity, MatActivity, CounselingActivity])
  defineIdentifierSubject<CareActivity>({
    entity,
    scope: (activity) => scopeOf(activity instanceof MatActivity),
    constraint: 'care_identifier_of_activity',
    attach: attachToActivity,
  });
