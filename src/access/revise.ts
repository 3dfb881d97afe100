import { badInput, type FieldProblem } from '../platform/graphql/errors';

/**
 * The columns that a revising input changes: an omitted field stays, null clears, a list replaces.
 * @param required fields that cannot be cleared
 * @param clearable fields that null clears
 * @throws BAD_USER_INPUT naming each required field that was given as null
 */
export function revision<I extends object, R extends keyof I & string, C extends keyof I & string>(
  input: I,
  required: readonly R[],
  clearable: readonly C[],
): { [K in R]?: NonNullable<I[K]> } & { [K in C]?: Exclude<I[K], undefined> } {
  const problems = required
    .filter((name) => input[name] === null)
    .map(
      (name): FieldProblem => ({
        path: `input.${name}`,
        message: `"input.${name}" cannot be cleared; leave it out to keep it.`,
      }),
    );
  const [first, ...others] = problems;
  if (first) throw badInput(first, ...others);
  const given = [...required, ...clearable].filter((name) => input[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, input[name]])) as never;
}
