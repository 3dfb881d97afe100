import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { PlanContext } from './context';
import { decide, decidingVariables } from './decide';
import type { EntityTypes } from './entity-types';
import { kindKey } from './kind-of-caller';
import { Prepared } from './prepared';
import { shapeOf, type TypedVariable, variablesOf } from './shape';
import { type Args, SeveralArguments, type Source } from './source';

/** Plans that are kept, of whatever documents: a caller who varies one without end pushes out others, and takes no more room. */
const MOST_PLANS = 500;

/** What is known of one operation of a document, whoever asks it. */
interface Known {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: readonly TypedVariable[];
  readonly deciding: readonly string[] | undefined;
  /** Tells its plans from those of others. */
  readonly number: number;
}

/** Keeps what was worked out for documents that are asked again, and forgets those that are not. */
export class Library {
  readonly #known = new WeakMap<OperationDefinitionNode, Known>();
  readonly #prepared = new LRUCache<string, Prepared>({ max: MOST_PLANS });
  #operations = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly types: EntityTypes,
  ) {}

  /**
   * An operation, ready to be answered for this caller and this shape of variables.
   * @param variables coerced
   */
  prepare(document: DocumentNode, operation: OperationDefinitionNode, variables: Args, ctx: PlanContext): Prepared {
    const known = this.#know(document, operation);
    const key = `${known.number} ${ctx.roleName} ${kindKey(ctx)} ${shapeOf(known.variables, variables)}`;
    const prepared = this.#prepared.get(key) ?? this.#prepare(known, variables, ctx);
    this.#prepared.set(key, prepared);
    return prepared;
  }

  #know(document: DocumentNode, operation: OperationDefinitionNode): Known {
    const known = this.#known.get(operation) ?? {
      document,
      operation,
      variables: variablesOf(this.schema, operation),
      deciding: decidingVariables(document),
      number: ++this.#operations,
    };
    this.#known.set(operation, known);
    return known;
  }

  #prepare({ document, operation, deciding }: Known, variables: Args, ctx: PlanContext): Prepared {
    // A condition without a value is an error that GraphQL's executor finds in its place; until then everything is read.
    const isDecidable = deciding?.every((name) => typeof variables[name] === 'boolean') ?? true;
    const decided = deciding && isDecidable ? decide(document, variables) : document;
    const definitions = decided.definitions;
    const own = definitions.find(
      (node): node is OperationDefinitionNode =>
        node.kind === Kind.OPERATION_DEFINITION && node.name?.value === operation.name?.value,
    );
    if (!own) throw new Error('The document has lost its operation.');
    const fragments = new Map(
      definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])),
    );
    const prepare = (isPlain: boolean): Prepared => {
      const source: Source = { schema: this.schema, operation: own, fragments, isPlain };
      return new Prepared(decided, isDecidable, source, this.types, variables, ctx);
    };
    try {
      return prepare(true);
    } catch (error) {
      if (error instanceof SeveralArguments) return prepare(false);
      throw error;
    }
  }
}
