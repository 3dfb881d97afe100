import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { requireScope } from '../../access/scopes';
import type { Transaction } from '../../access/transaction';
import { violates } from '../../platform/database/violations';
import { conflict, notFound } from '../../platform/graphql/errors';
import { IdField, ObjectField } from '../../platform/graphql/inputs';
import { type EntityClass, idPrefixOf, Node } from '../../platform/graphql/nodes';
import { entityById } from '../../platform/graphql/reads';
import { Payload } from '../../platform/graphql/refusals';
import { IdentifierInput } from './identity-inputs';
import { Patient } from './patient.entity';
import { mayRegisterPatients } from './patient.policy';
import { PatientIdentifier } from './patient-identity.entity';

/** A kind of record that other systems have names for. Each feature adds its own. */
export interface IdentifierSubject<T extends object = object> {
  readonly entity: EntityClass<T>;
  /** The unique constraint that keeps one name from meaning two records. */
  readonly constraint: string;
  /** What a system needs to write here, beside Patient.u: `CarePlan.u`. */
  readonly scope?: (subject: T) => string;
  readonly attach: (tx: Transaction, subject: T, identifier: { system: string; value: string }) => Promise<unknown>;
}

const subjects = new Map<string, IdentifierSubject>();

/** Lets identifiers be attached to records of this entity. */
export function defineIdentifierSubject<T extends object>(subject: IdentifierSubject<T>): void {
  subjects.set(idPrefixOf(subject.entity), subject as unknown as IdentifierSubject);
}

defineIdentifierSubject({
  entity: Patient,
  constraint: 'patient_identifier_system_value',
  attach: async (tx, patient, { system, value }) => {
    // To a system that sees only some patients, a name that is taken would tell of a stranger.
    authorize(mayRegisterPatients(tx.viewer));
    return tx.insert(PatientIdentifier, { patientId: patient.id, system, value });
  },
});

@InputType({ description: 'What another system calls a record.' })
export class AttachIdentifierInput {
  @IdField('The record: a patient, care plan, activity, session or assessment.', () =>
    [...subjects.values()].map(({ entity }) => entity),
  )
  subjectId!: string;

  @ObjectField('What the other system calls it.', () => IdentifierInput)
  identifier!: IdentifierInput;
}

@Payload('The record with its new identifier.')
export class AttachIdentifierPayload {
  @Field(() => Node, { description: 'The record.' })
  subject: Node;

  constructor(subject: Node) {
    this.subject = subject;
  }
}

/** Attaches what another system calls a record. @throws CONFLICT when that name already means a record */
export async function attachIdentifier(ctx: Context, input: AttachIdentifierInput): Promise<AttachIdentifierPayload> {
  for (const { entity, attach, constraint, scope } of subjects.values()) {
    const subject = await ctx.load(entityById(entity), input.subjectId);
    if (!subject) continue;
    if (scope) requireScope(ctx.viewer, scope(subject));
    return attachTo(ctx, subject as Node, constraint, (tx) => attach(tx, subject, input.identifier));
  }
  throw notFound('Record');
}

async function attachTo(
  ctx: Context,
  subject: Node,
  constraint: string,
  attach: (tx: Transaction) => Promise<unknown>,
): Promise<AttachIdentifierPayload> {
  try {
    return await ctx.transaction(async (tx) => {
      await attach(tx);
      tx.emit({ kind: 'identifier.attached', subject, ...patientOf(subject) });
      return new AttachIdentifierPayload(subject);
    });
  } catch (error) {
    if (violates(error, constraint)) throw conflict('That identifier already names a record.');
    throw error;
  }
}

/** Whose record it is, for the audit log: every clinical row says so, and a patient is their own. */
function patientOf(subject: Node): { patientId?: string } {
  if (subject instanceof Patient) return { patientId: subject.id };
  return 'patientId' in subject ? { patientId: String(subject.patientId) } : {};
}
