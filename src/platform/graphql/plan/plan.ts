import { getArgumentValues } from 'graphql';
import type { Call, Run } from './compiler';
import type { PlanContext } from './context';
import type { Args } from './source';
import type { PlacedCall, PlacedParameter } from './statement-compiler';

/** A compiled statement. Everything that differs from request to request is in its parameters. */
export interface Plan {
  readonly text: string;
  readonly calls: readonly PlacedCall[];
  readonly parameters: readonly PlacedParameter[];
  /** Whether the answer needs nothing besides. */
  readonly isWhole: boolean;
}

/** A plan with the values of one request; or the places whose arguments cannot be used, with why. */
export type Bound =
  | { readonly run: Run; readonly values: readonly unknown[]; readonly faults?: undefined }
  | { readonly faults: ReadonlyMap<string, unknown> };

/** Reads the arguments of one request into a plan. Each place is checked for itself: one that is bad spoils no other. */
export function bind(plan: Plan, variables: Args, ctx: PlanContext, input?: unknown): Bound {
  const faults = new Map<string, unknown>();
  const attempt = <T>(path: string, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      // Of several, the first is told.
      if (!faults.has(path)) faults.set(path, error);
      return undefined;
    }
  };
  const calls = plan.calls.map((call) => attempt(call.path, () => callOf(call, variables, ctx)) ?? NO_CALL);
  const run: Run = { ctx, calls, input, owner: undefined };
  const values = plan.parameters.map(({ path, value }) => attempt(path, () => value(run)));
  return faults.size > 0 ? { faults } : { run, values };
}

const NO_CALL: Call = { args: {}, page: undefined };

function callOf({ field, node, constant, check, page }: PlacedCall, variables: Args, ctx: PlanContext): Call {
  const args = constant ?? getArgumentValues(field, node, variables);
  check?.(args, ctx);
  return { args, page: page?.(args, ctx) };
}
