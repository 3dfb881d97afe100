import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { saveVersion } from '../../access/save-version';
import { notFound } from '../../platform/graphql/errors';
import { ExpectedVersionField, IdField, TextField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload, type Refusal, resultOf, TransitionNotAllowed } from '../../platform/graphql/refusals';
import { PartnerApp } from './partner-app.entity';

@InputType({ description: 'A client whose tokens are no longer to be accepted.' })
export class SuspendPartnerAppInput {
  @IdField('The client.', () => [PartnerApp])
  partnerAppId!: string;

  @ExpectedVersionField()
  expectedVersion!: number;

  @TextField('Why, for the audit log.', { max: 500, optional: true })
  reason?: string | null;
}

@Payload('The client, suspended.')
export class SuspendPartnerAppPayload {
  @Field(() => PartnerApp, { description: 'The client, suspended.' })
  partnerApp: PartnerApp;

  constructor(partnerApp: PartnerApp) {
    this.partnerApp = partnerApp;
  }
}

export const SuspendPartnerAppResult = resultOf(SuspendPartnerAppPayload);

/** Stops accepting a client's tokens, from its next request on. */
export async function suspendPartnerApp(
  ctx: Context,
  input: SuspendPartnerAppInput,
): Promise<SuspendPartnerAppPayload | Refusal> {
  const partnerApp = await ctx.load(entityById(PartnerApp), input.partnerAppId);
  if (!partnerApp) throw notFound('Partner app');
  if (!partnerApp.active) return new TransitionNotAllowed('SUSPENDED', 'SUSPENDED', []);

  return ctx.transaction(async (tx) => {
    const suspended = await saveVersion(tx, partnerApp, { active: false }, input.expectedVersion);
    tx.emit({ kind: 'partner-app.suspended', subject: suspended, reason: input.reason });
    return new SuspendPartnerAppPayload(suspended);
  });
}
