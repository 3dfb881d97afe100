import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { PlanContext } from './context';
import { EntityTypes } from './entity-types';
import { Library } from './library';
import { bind } from './plan';
import type { Prepared } from './prepared';
import type { Args } from './source';

/** One operation to answer. */
export interface OperationRequest {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As the caller sent them. */
  readonly variables: Args;
  readonly ctx: PlanContext;
  /** Of a subscription: what its field makes an answer of. */
  readonly root?: object;
}

/** Answers operations: what declared reads can tell comes from one statement, all else from resolvers. */
export type Executor = (request: OperationRequest) => Promise<ExecutionResult>;

/** The executor of a schema that `installPlan` has prepared. */
export function createExecutor(schema: GraphQLSchema): Executor {
  const types = new EntityTypes(schema);
  const library = new Library(schema, types);
  return async ({ document, operation, variables: sent, ctx, root: given = {} }) => {
    const { errors, coerced: variables } = getVariableValues(schema, operation.variableDefinitions ?? [], sent);
    if (errors) return { errors };
    ctx.operation = titleOf(operation);
    await ctx.meet();
    const prepared = library.prepare(document, operation, variables, ctx);
    const engine = prepared.engine();
    const root = operation.operation === 'query' ? await readRoots(prepared, variables, ctx, types) : given;
    return engine(root, ctx, sent);
  };
}

/** The operation's name, else the root fields it asks for. */
function titleOf({ name, selectionSet }: OperationDefinitionNode): string {
  if (name) return name.value;
  return selectionSet.selections.flatMap((node) => (node.kind === Kind.FIELD ? [node.name.value] : [])).join(' ');
}

/** The root value: what the plan read, by slot, or why it could not. A resolver passes either on. */
async function readRoots(prepared: Prepared, variables: Args, ctx: PlanContext, types: EntityTypes): Promise<object> {
  const { plan, roots } = prepared;
  try {
    if (!plan) {
      await ctx.enter();
      return {};
    }
    let [current, bound] = [plan, bind(plan, variables, ctx)];
    if (bound.faults) {
      current = prepared.planWithout(bound.faults, types, variables, ctx);
      bound = bind(current, variables, ctx);
    }
    if (bound.faults) throw new Error('A place that was left out is still at fault.');
    const [row = {}] = await ctx.read({
      text: current.text,
      values: bound.values,
      isLast: current.isWhole && !roots.hasOthers,
    });
    current.hydrate(row, bound.run);
    return row;
  } catch (error) {
    return Object.fromEntries(roots.planned.map((slot) => [slot, error]));
  }
}
