import { Field, InputType } from 'type-graphql';
import { authorize, type Ruling } from '../../access/authorize';
import type { Context } from '../../access/context';
import type { Viewer } from '../../access/viewer';
import { violates } from '../../platform/database/violations';
import { conflict, notFound } from '../../platform/graphql/errors';
import { IdField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload } from '../../platform/graphql/refusals';
import { Url } from '../../platform/graphql/scalars';
import { Account } from './account.entity';
import { type AccountHolder, accountHolders } from './account-holders';

@InputType({ description: 'A login, and whose it is.' })
export class ConnectAccountInput {
  @ValueField('Who issues its tokens.', () => Url)
  issuer!: string;

  @TextField('The subject of its tokens.', { max: 255 })
  subject!: string;

  @IdField('The clinician, mentor or patient who uses it.', () =>
    [...accountHolders().values()].map(({ entity }) => entity),
  )
  holderId!: string;
}

@Payload('The login, bound.')
export class ConnectAccountPayload {
  @Field(() => Account, { description: 'The login, bound.' })
  account: Account;

  constructor(account: Account) {
    this.account = account;
  }
}

/**
 * Binds a login (issuer, subject) to the person who uses it. A person may have several; a login is bound once to a patient and
 * once to somebody of the program, so that neither the front desk nor the administrator learns of the other's binding.
 */
export async function connectAccount(ctx: Context, input: ConnectAccountInput): Promise<ConnectAccountPayload> {
  const holder = await findHolder(ctx, input.holderId);
  if (!holder) throw notFound('Holder');
  authorize(mayConnect(await ctx.enter(), holder));
  const bound = { clinicianId: null, peerMentorId: null, patientId: null, [holder.column]: input.holderId };

  try {
    return await ctx.transaction(async (tx) => {
      const account = tx.insert(Account, {
        issuer: input.issuer,
        subject: input.subject,
        ...bound,
        connectedAt: tx.now,
      });
      tx.emit({
        kind: 'account.connected',
        subject: account,
        ...(account.patientId ? { patientId: account.patientId } : {}),
      });
      return new ConnectAccountPayload(account);
    });
  } catch (error) {
    if (violates(error, 'account_login')) throw conflict('This login is already bound.');
    throw error;
  }
}

function mayConnect(viewer: Viewer, holder: AccountHolder): Ruling {
  return holder.boundBy.includes(viewer.role) || 'Your role may not bind logins to this person.';
}

async function findHolder(ctx: Context, id: string): Promise<AccountHolder | undefined> {
  for (const holder of accountHolders().values()) {
    if (await ctx.load(entityById(holder.entity), id)) return holder;
  }
  return undefined;
}
