import { Field, InputType } from 'type-graphql';
import { authorize, type Ruling } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import { bitOf, DataCategory } from '../../../access/data-category';
import { Role } from '../../../access/role';
import type { Transaction } from '../../../access/transaction';
import { notFound } from '../../../platform/graphql/errors';
import { newId } from '../../../platform/graphql/ids';
import { IdField, TextField } from '../../../platform/graphql/inputs';
import { entityById } from '../../../platform/graphql/reads';
import { Payload } from '../../../platform/graphql/refusals';
import { Patient, sightOf, sitsOnCareTeam } from '../../patients';
import { Encouragement } from './encouragement.entity';
import { Milestone } from './milestone.entity';

/** Who walks alongside: the care team, and mentors as far as the patient lets them know. */
export const WHO_ENCOURAGES: readonly Role[] = [Role.CLINICIAN, Role.PEER_MENTOR];

@InputType({ description: 'Kind words to a patient.' })
export class EncourageInput {
  @IdField('To whom.', () => [Patient])
  patientId!: string;

  @IdField('The milestone that they are about.', () => [Milestone], { optional: true })
  milestoneId?: string | null;

  @TextField('The words.', { max: 1000 })
  message!: string;
}

@Payload('What was sent.')
export class EncouragePayload {
  @Field(() => Encouragement, { description: 'What was sent.' })
  encouragement: Encouragement;

  constructor(encouragement: Encouragement) {
    this.encouragement = encouragement;
  }
}

/**
 * Sends kind words. Whoever may know of the milestone, or without one of recovery, may say so; a mentor writes nothing else of a patient,
 * so the database writes it for them.
 */
export async function encourage(ctx: Context, input: EncourageInput): Promise<EncouragePayload> {
  const patient = await ctx.load(entityById(Patient), input.patientId);
  if (!patient) throw notFound('Patient');
  authorize(await mayEncourage(ctx, patient.id));
  const milestone = input.milestoneId ? await ctx.load(entityById(Milestone), input.milestoneId) : null;
  if (input.milestoneId && milestone?.patientId !== patient.id) throw notFound('Milestone');

  return ctx.transaction(async (tx) => {
    const id = newId();
    const values = [id, patient.id, milestone?.id ?? null, input.message, tx.now];
    const [row] = await tx.query('select * from app.encourage($1, $2, $3, $4, $5)', values);
    if (typeof row?.author !== 'string') {
      if (!milestone) authorize(await mayKnowOfRecovery(tx, patient.id));
      throw notFound(milestone ? 'Milestone' : 'Patient');
    }
    const encouragement = Object.assign(new Encouragement(), {
      organizationId: tx.organizationId,
      id,
      patientId: patient.id,
      milestoneId: milestone?.id ?? null,
      category: row.category,
      from: row.author,
      message: input.message,
      sentAt: tx.now,
    });
    tx.emit({ kind: 'encouragement.sent', subject: encouragement, patientId: patient.id });
    return new EncouragePayload(encouragement);
  });
}

/** Who looks past the care team in an emergency does not walk alongside. What a mentor may know of, row security says. */
async function mayEncourage(ctx: Context, patientId: string): Promise<Ruling> {
  const isAlongside = ctx.viewer.role === Role.PEER_MENTOR || (await sitsOnCareTeam(ctx, patientId));
  return isAlongside || 'Only the care team and mentors of the patient may send this.';
}

async function mayKnowOfRecovery(tx: Transaction, patientId: string): Promise<Ruling> {
  const isOpen = ((await sightOf(tx, patientId)) & bitOf(DataCategory.RECOVERY)) !== 0;
  return isOpen || 'This part of the record is not open to you.';
}
