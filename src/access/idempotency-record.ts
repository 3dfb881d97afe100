import { badInput, notFound } from '../platform/graphql/errors';
import { idPrefixOf, nodeTypeOf } from '../platform/graphql/nodes';
import { entityById, loadOne, type ReadContext } from '../platform/graphql/reads';
import { payloadClass } from '../platform/graphql/refusals';
import type { Transaction } from './transaction';

/** One mutation field under one idempotency key. */
export interface KeyedMutation {
  readonly key: string;
  /** The field's name in the answer: an alias tells two fields of one document apart. */
  readonly field: string;
  readonly bodyDigest: string;
}

/** A mutation field under an idempotency key, while it runs. */
export interface RunningMutation extends KeyedMutation {
  /** Whether it has written something that lasts, its outcome included. */
  isDone: boolean;
}

/**
 * A payload as it is remembered: records by id, so that a replay shows them under the caller's present permissions. Values as they were: a
 * support message was true of that moment. None holds what somebody wrote about a patient.
 */
interface Outcome {
  readonly payload: string;
  readonly records: Record<string, { readonly type: string; readonly id: string }>;
  readonly values: Record<string, unknown>;
}

/** Remembers what a mutation did, in its own transaction: both last, or neither. */
export function rememberOutcome(tx: Transaction, mutation: KeyedMutation, result: unknown): void {
  const name = (result as object | null)?.constructor.name;
  if (name === undefined || !payloadClass(name)) return;
  tx.write(
    `insert into idempotency_key (organization_id, principal_id, key, field, body_digest, outcome, at)
     values (current_setting('app.organization')::uuid, current_setting('app.principal')::uuid, $1, $2, $3, $4, $5)`,
    [mutation.key, mutation.field, mutation.bodyDigest, outcomeOf(name, result as object), tx.now],
  );
}

/**
 * What the mutation answered when it was done before; undefined when it was not.
 * @throws BAD_USER_INPUT when the key came with another body then; NOT_FOUND when a record is out of the caller's sight now
 */
export async function recallOutcome(ctx: ReadContext, mutation: KeyedMutation): Promise<object | undefined> {
  const rows = await ctx.query('select field, body_digest, outcome from idempotency_key where key = $1', [
    mutation.key,
  ]);
  if (rows.some((row) => row.body_digest !== mutation.bodyDigest)) {
    throw badInput({
      path: 'Idempotency-Key',
      message: 'This Idempotency-Key was used with another request. Use a new key for a new request.',
    });
  }
  const row = rows.find(({ field }) => field === mutation.field);
  return row && revive(ctx, row.outcome as Outcome);
}

function outcomeOf(payload: string, result: object): Outcome {
  const outcome: Outcome = { payload, records: {}, values: {} };
  for (const [name, value] of Object.entries(result)) {
    if (isRecord(value)) outcome.records[name] = { type: idPrefixOf(value.constructor as never), id: value.id };
    else outcome.values[name] = value;
  }
  return outcome;
}

function isRecord(value: unknown): value is { id: string; constructor: unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    !Array.isArray(value) &&
    value.constructor !== Object
  );
}

async function revive(ctx: ReadContext, outcome: Outcome): Promise<object> {
  const payload = payloadClass(outcome.payload);
  if (!payload) throw new Error('A remembered payload has no class.');
  const result: Record<string, unknown> = Object.create(payload.prototype);
  Object.assign(result, outcome.values);
  for (const [name, { type, id }] of Object.entries(outcome.records)) {
    const entity = nodeTypeOf(type);
    const record = entity && (await loadOne(ctx, entityById(entity), id));
    if (!record) throw notFound('Record');
    result[name] = record;
  }
  return result;
}
