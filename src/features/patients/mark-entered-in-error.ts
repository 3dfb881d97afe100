import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { notFound } from '../../platform/graphql/errors';
import { IdField, TextField } from '../../platform/graphql/inputs';
import { type EntityClass, idPrefixOf, Node } from '../../platform/graphql/nodes';
import { entityById } from '../../platform/graphql/reads';
import { Payload, type Refusal, resultOf } from '../../platform/graphql/refusals';

/** A kind of record that can be retracted. Each feature adds its own, with its own authorization. */
export interface Retractable<T extends object = object> {
  readonly entity: EntityClass<T>;
  /** Marks the record with the reason, in a transaction of its own, and answers with it as it is now. */
  readonly retract: (ctx: Context, record: T, reason: string) => Promise<MarkEnteredInErrorPayload | Refusal>;
}

const retractables = new Map<string, Retractable>();

/** Lets records of this entity be marked as entered in error. */
export function defineRetractable<T extends object>(retractable: Retractable<T>): void {
  retractables.set(idPrefixOf(retractable.entity), retractable as unknown as Retractable);
}

@InputType({ description: 'A record that was made by mistake.' })
export class MarkEnteredInErrorInput {
  @IdField('The record.', () => [...retractables.values()].map(({ entity }) => entity))
  id!: string;

  @TextField('Why, for those who read the record later.', { max: 500 })
  reason!: string;
}

@Payload('The record, marked.')
export class MarkEnteredInErrorPayload {
  @Field(() => Node, { description: 'The record, marked.' })
  node: Node;

  constructor(node: Node) {
    this.node = node;
  }
}

export const MarkEnteredInErrorResult = resultOf(MarkEnteredInErrorPayload);

/** Retracts a record made by mistake: it stays, marked, with the reason. */
export async function markEnteredInError(
  ctx: Context,
  input: MarkEnteredInErrorInput,
): Promise<MarkEnteredInErrorPayload | Refusal> {
  for (const { entity, retract } of retractables.values()) {
    const record = await ctx.load(entityById(entity), input.id);
    if (record) return retract(ctx, record, input.reason);
  }
  throw notFound('Record');
}
