import 'reflect-metadata';
import { graphql, isUnionType } from 'graphql';
import { buildSchema, Field, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import {
  Payload,
  payloadClass,
  Refusal,
  Refused,
  resultOf,
  TransitionNotAllowed,
  unionOf,
  VersionConflict,
} from '../../../src/platform/graphql/refusals';

@ObjectType({ implements: Refusal, description: 'A refusal of the tests.' })
class TooWet extends Refusal {
  override message = 'The soil is too wet.';
}

@Payload('What was planted.')
class PlantBeanPayload {
  @Field(() => String, { description: 'Its name.' })
  name = 'bean';
}

@Payload('What was watered.')
class WaterBeanPayload {
  @Field(() => String, { description: 'Its name.' })
  name = 'bean';
}

const PlantBeanResult = resultOf(PlantBeanPayload, TooWet as never);
const WaterBeanResult = unionOf(WaterBeanPayload, [TooWet as never]);

let outcome: unknown;

@Resolver()
class Beans {
  @Query(() => String, { description: 'Something to ask.' })
  bean(): string {
    return 'bean';
  }

  @Mutation(() => PlantBeanResult, { description: 'Plants a bean.' })
  plantBean(): unknown {
    return outcome;
  }

  @Mutation(() => WaterBeanResult, { description: 'Waters a bean.' })
  waterBean(): unknown {
    return outcome;
  }
}

const schema = buildSchema({ resolvers: [Beans], validate: false });
const ASK = `mutation { plantBean { __typename ... on PlantBeanPayload { name } ... on Refusal { message }
  ... on VersionConflict { currentVersion } ... on TransitionNotAllowed { from to allowed } } }`;

async function told(answer: unknown): Promise<unknown> {
  outcome = answer;
  const { data, errors } = await graphql({ schema: await schema, source: ASK });
  expect(errors).toBeUndefined();
  return data?.plantBean;
}

it('tells what was done, or which refusal it was, by type and with a sentence', async () => {
  expect(await told(new PlantBeanPayload())).toEqual({ __typename: 'PlantBeanPayload', name: 'bean' });
  expect(await told(new TooWet())).toEqual({ __typename: 'TooWet', message: 'The soil is too wet.' });
  expect(await told(new VersionConflict(7))).toEqual({
    __typename: 'VersionConflict',
    message: 'This record was changed in the meantime. Please read it again.',
    currentVersion: 7,
  });
  expect(await told(new TransitionNotAllowed('DRY', 'WET', ['DAMP']))).toEqual({
    __typename: 'TransitionNotAllowed',
    message: 'That step is not possible from here.',
    from: 'DRY',
    to: 'WET',
    allowed: ['DAMP'],
  });
});

it('names a result after its payload, and has the refusals it was given beside the two that any version and state bring', async () => {
  const members = async (name: string) => {
    const union = (await schema).getType(name);
    return isUnionType(union) ? union.getTypes().map((type) => type.name) : [];
  };
  expect(await members('PlantBeanResult')).toEqual([
    'PlantBeanPayload',
    'VersionConflict',
    'TransitionNotAllowed',
    'TooWet',
  ]);
  expect(await members('WaterBeanResult')).toEqual(['WaterBeanPayload', 'TooWet']);
});

it('finds a payload again by its name, for what an idempotency key remembers', () => {
  expect(payloadClass('PlantBeanPayload')).toBe(PlantBeanPayload);
  expect(payloadClass('TooWet')).toBeUndefined();
});

it('carries a refusal out of a transaction that it undoes', () => {
  const refusal = new VersionConflict(2);
  const thrown = new Refused(refusal);
  expect(thrown.refusal).toBe(refusal);
  expect(thrown.message).toBe(refusal.message);
});
