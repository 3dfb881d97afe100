import { type ClassType, createUnionType, Field, Int, InterfaceType, ObjectType } from 'type-graphql';

/** An outcome that a screen must show: the action was understood and not done. Nothing was changed. */
@InterfaceType({ description: 'The action was understood, and not done. Nothing was changed.' })
export abstract class Refusal {
  @Field(() => String, { description: 'A sentence fit to show to a person.' })
  message!: string;
}

/** The record has moved on since the caller read it. */
@ObjectType({ implements: Refusal, description: 'Somebody else changed the record first. Read it again, then decide.' })
export class VersionConflict extends Refusal {
  @Field(() => Int, { description: 'The version the record has now.' })
  currentVersion: number;

  constructor(currentVersion: number) {
    super();
    this.message = 'This record was changed in the meantime. Please read it again.';
    this.currentVersion = currentVersion;
  }
}

/** The state machine has no such step from the present state. */
@ObjectType({ implements: Refusal, description: 'The record cannot go from its present status to that one.' })
export class TransitionNotAllowed extends Refusal {
  @Field(() => String, { description: 'The present status.' })
  from: string;

  @Field(() => String, { description: 'The status that was asked for.' })
  to: string;

  @Field(() => [String], { description: 'The statuses it may go to from here.' })
  allowed: string[];

  constructor(from: string, to: string, allowed: readonly string[], message = 'That step is not possible from here.') {
    super();
    this.message = message;
    this.from = from;
    this.to = to;
    this.allowed = [...allowed];
  }
}

const payloads = new Map<string, ClassType>();

/** What a mutation answers with when it was done: a GraphQL type whose properties are records and plain values. */
export function Payload(description: string): ClassDecorator {
  return (target) => {
    ObjectType({ description, simpleResolvers: true })(target);
    payloads.set(target.name, target as unknown as ClassType);
  };
}

/** The payload class of this GraphQL name. */
export function payloadClass(name: string): ClassType | undefined {
  return payloads.get(name);
}

/** Thrown inside a transaction to undo it and answer with a refusal. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
    this.name = 'Refused';
  }
}

/**
 * The result union of a mutation that a version or a state can refuse.
 * @param payload the class that holds the changed object; `MoveCarePlanPayload` makes `MoveCarePlanResult`
 * @param others refusals beside VersionConflict and TransitionNotAllowed
 */
export function resultOf<P extends object>(payload: ClassType<P>, ...others: ClassType<Refusal>[]): P | Refusal {
  return unionOf(payload, [
    VersionConflict as unknown as ClassType<Refusal>,
    TransitionNotAllowed as unknown as ClassType<Refusal>,
    ...others,
  ]);
}

/** The result union of a mutation with exactly these refusals. */
export function unionOf<P extends object>(payload: ClassType<P>, refusals: ClassType<Refusal>[]): P | Refusal {
  return createUnionType({
    name: payload.name.replace(/Payload$/, 'Result'),
    description: 'What was done, or why it was not.',
    types: () => [payload, ...refusals] as const,
  });
}
