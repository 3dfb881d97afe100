import type { GraphQLSchema } from 'graphql';
import { INPUTS } from '../matrix/mutations/inputs';
import type { Question } from './everything-that-leaves';

/**
 * Every mutation with its input of the matrix; and again for each word in it with a canary in its place: an id, an enum, a date or
 * free words. Once with all of them, and once with the canary as the name of a field.
 */
export function writings(schema: GraphQLSchema, actor: string, canaries: readonly string[]): Question[] {
  return Object.entries(INPUTS).flatMap(([title, given], index) => {
    const name = title.split(' ', 1)[0] ?? '';
    const type = schema.getMutationType()?.getFields()[name]?.args[0]?.type;
    const query = `mutation ($input: ${String(type)}!) { ${name}(input: $input) { __typename } }`.replace('!!', '!');
    const input = typeof given === 'function' ? given(actor) : given;
    const canary = canaries[index % canaries.length] ?? '';
    const inputs = [...variantsOf(input, canary), { ...input, [canary]: canary }, input];
    return inputs.map((value) => ({ query, variables: { input: value } }));
  });
}

/** The value with a canary instead of one word, for each of its words; and instead of a number. */
function variantsOf(value: unknown, canary: string): unknown[] {
  if (typeof value === 'string') return [canary, value.replace(/_[0-9a-f]{32}$/, `_${canary}`)];
  if (typeof value === 'number') return [canary];
  if (Array.isArray(value))
    return value.flatMap((element, place) => variantsOf(element, canary).map((other) => value.with(place, other)));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    variantsOf(inner, canary).map((other) => ({ ...value, [key]: other })),
  );
}
