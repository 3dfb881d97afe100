import {
  type DocumentNode,
  type ExecutionArgs,
  GraphQLError,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { badInput, PublicError } from '../../graphql/errors';
import { LIMITS, limitsOf } from '../../graphql/limits';
import type { LiveOptions } from './live-options';

/** What a client asks for in a `subscribe` message, as far as it has been looked at. */
interface Asked {
  readonly query: string;
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

/** A subscription within the limits. */
export interface CheckedSubscription extends ExecutionArgs {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variableValues: Readonly<Record<string, unknown>>;
}

type Checked = CheckedSubscription | readonly GraphQLError[];

/** Looks at a subscription as a request is looked at: its text, the schema, the limits. @returns it, or what is wrong with it */
export function subscriptionCheck({
  schema,
  settings,
}: Pick<LiveOptions<never>, 'schema' | 'settings'>): (asked: Asked) => Checked {
  const refuse = limitsOf({ limits: LIMITS, maxPageSize: settings.maxPageSize });
  const rules =
    settings.environment === 'production' ? [...specifiedRules, NoSchemaIntrospectionCustomRule] : specifiedRules;
  return ({ query, operationName, variables }) => {
    try {
      const document = parsed(query);
      const errors = validate(schema, document, rules);
      if (errors.length > 0) return errors.map((error) => marked(error, 'GRAPHQL_VALIDATION_FAILED'));
      const operation = operationOf(document, operationName);
      const variableValues = variablesOf(variables);
      refuse({ schema, document, operation, variables: variableValues });
      return { schema, document, operation, variableValues, ...nameOf(operation) };
    } catch (error) {
      return [error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error })];
    }
  };
}

function parsed(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: LIMITS.tokens });
  } catch (error) {
    throw error instanceof GraphQLError ? marked(error, 'GRAPHQL_PARSE_FAILED') : error;
  }
}

/** As Apollo marks it, by which masking knows where an error is from. */
function marked(error: GraphQLError, code: string): GraphQLError {
  error.extensions.code = code;
  return error;
}

function operationOf(document: DocumentNode, name: unknown): OperationDefinitionNode {
  const operation = getOperationAST(document, typeof name === 'string' ? name : undefined);
  if (!operation) throw new PublicError('BAD_USER_INPUT', 'Send the "operationName" of one operation in the document.');
  if (operation.operation === 'subscription') return operation;
  throw new PublicError(
    'BAD_USER_INPUT',
    'Only subscriptions are answered here. Send queries and mutations with POST.',
  );
}

function nameOf({ name }: OperationDefinitionNode): { operationName?: string } {
  return name ? { operationName: name.value } : {};
}

function variablesOf(variables: unknown): Readonly<Record<string, unknown>> {
  if (variables === undefined || variables === null) return {};
  if (typeof variables === 'object' && !Array.isArray(variables)) return variables as Record<string, unknown>;
  throw badInput({ path: 'variables', message: '"variables" must be a JSON object.' });
}
