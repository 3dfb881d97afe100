import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import type { Transaction } from '../../access/transaction';
import { notFound } from '../../platform/graphql/errors';
import { IdField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload } from '../../platform/graphql/refusals';
import { AccessRestriction } from './access-restriction.entity';
import { PatientPermission } from './patient-permission.entity';
import { mayKeepPermissions, mayLift } from './restriction.policy';

@InputType({ description: 'A restriction that ends.' })
export class LiftRestrictionInput {
  @IdField('The restriction.', () => [AccessRestriction])
  restrictionId!: string;
}

@Payload('The restriction with its end.')
export class LiftRestrictionPayload {
  @Field(() => AccessRestriction, { description: 'The restriction with its end.' })
  accessRestriction: AccessRestriction;

  constructor(accessRestriction: AccessRestriction) {
    this.accessRestriction = accessRestriction;
  }
}

/**
 * Ends a restriction now; it stays, with its end, as a record of what the patient asked for. One that has ended is answered with
 * as it is. Whom it keeps out does not see it, and so cannot lift it.
 */
export async function liftRestriction(ctx: Context, input: LiftRestrictionInput): Promise<LiftRestrictionPayload> {
  const known = await ctx.load(entityById(AccessRestriction), input.restrictionId);
  if (!known) throw notFound('Restriction');
  authorize(mayKeepPermissions(await ctx.load(entityById(PatientPermission), known.patientId)));
  authorize(mayLift(ctx.viewer, known));

  return ctx.transaction(async (tx) => {
    const [restriction, { hasEnded, until }] = await Promise.all([
      tx.hold(AccessRestriction, known.id),
      endOf(tx, known.id),
    ]);
    if (!restriction) throw notFound('Restriction');
    if (hasEnded) return new LiftRestrictionPayload(restriction);
    tx.update(AccessRestriction, { id: restriction.id }, { until });
    const lifted = Object.assign(new AccessRestriction(), restriction, { until });
    tx.emit({ kind: 'access.restriction-lifted', subject: lifted, patientId: lifted.patientId });
    return new LiftRestrictionPayload(lifted);
  });
}

/**
 * Whether it has ended, by the database's clock as it runs: of two who lift at once, the later to write may be the earlier by its own.
 * And the end that it has when it is lifted now: by the earlier of the two clocks, and not before it began.
 */
async function endOf(tx: Transaction, restrictionId: string): Promise<{ hasEnded: boolean; until: Date }> {
  const [row] = await tx.query(
    `select ends_at is not null and ends_at <= greatest(starts_at, clock_timestamp()) as ended,
       greatest(starts_at, least(now(), $2::timestamptz)) as until from access_restriction where id = $1::uuid`,
    [restrictionId, tx.now],
  );
  return { hasEnded: row?.ended === true, until: row?.until as Date };
}
