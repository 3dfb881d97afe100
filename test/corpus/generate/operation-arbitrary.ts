import * as fc from 'fast-check';
import { type DocumentNode, type GraphQLSchema, parse, validate } from 'graphql';
import { shapeProblem } from '../../../src/platform/graphql/limits/document-shape';
import { LIMITS } from '../../../src/platform/graphql/limits/limits';
import { priceOf } from '../../../src/platform/graphql/limits/price';
import { ACTORS, type Actor } from '../actors';
import type { Facts } from '../facts';
import type { Operation } from '../operation';
import { type Aim, ANYWHERE } from './aim';
import { Choice } from './choice';
import { Draft } from './draft';
import { smallerOperations } from './smaller-operations';
import { writeOperation } from './write-operation';

/** What an operation of the corpus may cost: the product allows more, and the corpus is to be done in two minutes. */
const MOST_RECORDS = 8_000;
const MOST_ATTEMPTS = 200;

/**
 * Operations that are valid, within the product's limits, and mostly find something. They shrink by what can be left out.
 * @param aims each is to touch one of these places, where there are any
 */
export function operationArbitrary(
  schema: GraphQLSchema,
  facts: Facts,
  actors: readonly Actor[] = ACTORS,
  aims: readonly Aim[] = [],
): fc.Arbitrary<Operation> {
  return new OperationArbitrary(schema, facts, actors, aims);
}

class OperationArbitrary extends fc.Arbitrary<Operation> {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly facts: Facts,
    private readonly actors: readonly Actor[],
    private readonly aims: readonly Aim[],
  ) {
    super();
  }

  generate(random: fc.Random): fc.Value<Operation> {
    const choice = new Choice(random);
    const aim = this.aims.length > 0 ? choice.pick(this.aims) : ANYWHERE;
    const actor = choice.weighted(this.actors, ({ role, weight }) => (aim.isOpenTo(role) ? weight : 0));
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const operation = writeOperation(new Draft(this.schema, this.facts, actor, choice, aim));
      if (isWellFormed(this.schema, operation)) return new fc.Value(operation, undefined);
    }
    throw new Error(`No valid operation came of ${MOST_ATTEMPTS} attempts.`);
  }

  canShrinkWithoutContext(_value: unknown): _value is Operation {
    return false;
  }

  shrink(operation: Operation): fc.Stream<fc.Value<Operation>> {
    return fc.stream(this.#smaller(operation));
  }

  /** One by one: most are never looked at. */
  *#smaller(operation: Operation): Generator<fc.Value<Operation>> {
    for (const one of smallerOperations(operation)) {
      if (isWellFormed(this.schema, one)) yield new fc.Value(one, undefined);
    }
  }
}

/** Whether graphql-js and the product's limits would let the operation pass. */
export function isWellFormed(schema: GraphQLSchema, { document: text, variables }: Operation): boolean {
  const document = parse(text);
  if (validate(schema, document).length > 0 || shapeProblem(document, LIMITS)) return false;
  return isCheap(schema, document, variables);
}

function isCheap(schema: GraphQLSchema, document: DocumentNode, variables: Operation['variables']): boolean {
  const { records, pageProblems } = priceOf({
    schema,
    document,
    operationName: undefined,
    variables,
    maxPageSize: 100,
  });
  return pageProblems.length === 0 && records <= MOST_RECORDS;
}
