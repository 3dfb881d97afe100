import type { DocumentNode } from 'graphql';
import type { PlanContext } from './context';
import { type Engine, fastEngine, plainEngine } from './engine';
import type { EntityTypes } from './entity-types';
import { kindOf } from './kind-of-caller';
import { compileOperation, type OperationPlan, type Roots, rootsOf } from './operation-plan';
import type { Args, Source } from './source';
import type { CompilerOptions } from './statement-compiler';

const NO_FAULTS: ReadonlyMap<string, unknown> = new Map();
const NO_ROOTS: Roots = { planned: [], hasOthers: true };

/** An operation as one kind of caller asks it, with one shape of variables. */
export class Prepared {
  readonly roots: Roots;
  /** Undefined where there is nothing to read in advance. */
  readonly plan: OperationPlan | undefined;
  #uses = 0;
  #fast: Engine | undefined;

  constructor(
    private readonly document: DocumentNode,
    private readonly isDecided: boolean,
    readonly source: Source,
    types: EntityTypes,
    variables: Args,
    ctx: PlanContext,
  ) {
    const query = source.operation.operation === 'query' ? source.schema.getQueryType() : undefined;
    this.roots = query ? rootsOf(source, query, ctx.roleName) : NO_ROOTS;
    this.plan =
      this.roots.planned.length > 0 ? compile(source, types, this.roots, variables, NO_FAULTS, ctx) : undefined;
  }

  /** Whether this is not the first time. What is asked once is not worth compiling to JavaScript. */
  get isRepeated(): boolean {
    return this.#uses > 1;
  }

  /** What answers the document, this time. */
  engine(): Engine {
    this.#uses += 1;
    const { schema, operation } = this.source;
    const isWhole = this.plan?.isWhole && !this.roots.hasOthers;
    if (!this.isRepeated || !this.isDecided || !isWhole)
      return plainEngine(schema, this.document, operation.name?.value);
    this.#fast ??= fastEngine(schema, this.document, this.source);
    return this.#fast;
  }

  /** The plan without the places that are at fault in one request. */
  planWithout(
    faults: ReadonlyMap<string, unknown>,
    types: EntityTypes,
    variables: Args,
    ctx: PlanContext,
  ): OperationPlan {
    return compile(this.source, types, this.roots, variables, faults, ctx);
  }
}

function compile(
  source: Source,
  types: EntityTypes,
  { planned }: Roots,
  variables: Args,
  faults: ReadonlyMap<string, unknown>,
  ctx: PlanContext,
): OperationPlan {
  const query = source.schema.getQueryType();
  if (!query) throw new Error('The schema has no queries.');
  const options: CompilerOptions = { source, types, ...kindOf(ctx), variables, faults };
  return compileOperation(options, query, planned);
}
