import type { GraphQLError, GraphQLSchema } from 'graphql';
import { badInput, PublicError, tooCostly } from './errors';
import { isLiteral, literalProblem } from './mask-literals';

const NAME = '[_A-Za-z]\\w*';
const TYPE = '[\\[\\]!\\w]+';

/**
 * What graphql-js may say of a document: sentences that quote names of the schema, of fields, arguments, variables and
 * fragments, and nothing else. What follows in a message, such as a guess at what was meant, is dropped.
 */
const SENTENCES = [
  `Cannot query field "${NAME}" on type "${NAME}"\\.`,
  `Unknown argument "${NAME}" on field "${NAME}\\.${NAME}"\\.`,
  `Unknown argument "${NAME}" on directive "@${NAME}"\\.`,
  `Unknown (?:type|fragment) "${NAME}"\\.`,
  `Unknown directive "@${NAME}"\\.`,
  `Directive "@${NAME}" may not be used on [A-Z_]+\\.`,
  `The directive "@${NAME}" can only be used once at this location\\.`,
  `Directive "@${NAME}" argument "${NAME}" of type "${TYPE}" is required, but it was not provided\\.`,
  `The (?:schema|"${NAME}") definition is not executable\\.`,
  'This anonymous operation must be the only defined operation\\.',
  `Fragment(?: "${NAME}")? cannot condition on non composite type "${TYPE}"\\.`,
  `Fragment(?: "${NAME}")? cannot be spread here as objects of type "${NAME}" can never be of type "${NAME}"\\.`,
  `Cannot spread fragment "${NAME}" within itself`,
  `Fragment "${NAME}" is never used\\.`,
  `Fields "${NAME}" conflict`,
  `Field "${NAME}" argument "${NAME}" of type "${TYPE}" is required, but it was not provided\\.`,
  `Field "${NAME}" must not have a selection since type "${TYPE}" has no subfields\\.`,
  `Field "${NAME}" of type "${TYPE}" must have (?:a selection of subfields|at least one field selected)\\.`,
  `Field "${NAME}\\.${NAME}" of required type "${TYPE}" was not provided\\.`,
  `Field "${NAME}" is not defined by type "${NAME}"\\.`,
  `Field "${NAME}\\.${NAME}" must be non-null\\.`,
  `OneOf Input Object "${NAME}" must specify exactly one key\\.`,
  `There can be only one (?:argument|fragment|operation|variable|input field) named "\\$?${NAME}"\\.`,
  `Variable "\\$${NAME}" is not defined(?: by operation "${NAME}")?\\.`,
  `Variable "\\$${NAME}" is never used(?: in operation "${NAME}")?\\.`,
  `Variable "\\$${NAME}" cannot be non-input type "${TYPE}"\\.`,
  `Variable "\\$${NAME}" of type "${TYPE}" used in position expecting type "${TYPE}"\\.`,
  `Variable "\\$${NAME}" is of type "${TYPE}" but must be non-nullable to be used for OneOf Input Object "${NAME}"\\.`,
  `(?:Subscription "${NAME}"|Anonymous Subscription) must (?:select only one|not select an introspection) top level field\\.`,
  'Maximum introspection depth exceeded',
  'Too many validation errors, error limit reached\\.',
].map((pattern) => new RegExp(`^${pattern}`));

/** Sentences about a literal's own shape; any other message about a literal could quote it. */
const OBJECT_SENTENCES = SENTENCES.filter(({ source }) =>
  /of required type|not defined by|OneOf|non-null/.test(source),
);

/** What a caller is told of an error that graphql-js or Apollo found before execution; undefined when it is none. */
export function maskDocumentError(error: GraphQLError, schema: GraphQLSchema): PublicError | undefined {
  // An error with a place in the answer comes from execution, whatever code it carries.
  switch (error.path ? undefined : error.extensions.code) {
    case 'GRAPHQL_PARSE_FAILED':
      return syntaxError(error);
    case 'GRAPHQL_VALIDATION_FAILED':
      return validationError(error, schema);
    case 'OPERATION_RESOLUTION_FAILURE':
      return plain('Send the "operationName" of one operation in the document.');
    case 'PERSISTED_QUERY_NOT_FOUND':
    case 'PERSISTED_QUERY_NOT_SUPPORTED':
      return plain('Persisted queries are not supported. Send the document in "query".');
    case 'BAD_REQUEST':
      return plain('Send a JSON object with the GraphQL document in "query".');
    default:
      return coercionError(error);
  }
}

function syntaxError(error: GraphQLError): PublicError {
  if (/^Syntax Error: Document contains more/.test(error.message)) return tooCostly('The document is too long.');
  return plain(`The document is not valid GraphQL${placeOf(error)}.`);
}

function validationError(error: GraphQLError, schema: GraphQLSchema): PublicError {
  // graphql-js gives up on documents whose fields overlap too often.
  if (error.message === 'Validation aborted.') return tooCostly('The document repeats fields too often.');
  if (error.extensions.validationErrorCode === 'INTROSPECTION_DISABLED') {
    return plain('Introspection is off on this server.');
  }
  const aboutLiteral = error.nodes?.some(isLiteral) ?? false;
  const sentence = error.nodes && firstMatch(aboutLiteral ? OBJECT_SENTENCES : SENTENCES, error.message);
  if (sentence !== undefined) return plain(/[.]$/.test(sentence) ? sentence : `${sentence}.`);
  const problem = literalProblem(error, schema);
  if (problem) return badInput(problem);
  return plain(`The document does not fit the schema${placeOf(error)}.`);
}

/** Variables and arguments that execution cannot use. Limits find nearly all of them first, and say more. */
function coercionError(error: GraphQLError): PublicError | undefined {
  const [node] = error.nodes ?? [];
  if (node?.kind === 'VariableDefinition' && !error.path && /^Variable "/.test(error.message)) {
    const path = node.variable.name.value;
    return badInput({ path, message: `"${path}" does not have the type that the document gives it.` });
  }
  const path = new RegExp(`^Argument "(${NAME})" (?:of (?:required|non-null) type|has invalid value) `).exec(
    error.message,
  )?.[1];
  return path === undefined
    ? undefined
    : badInput({ path, message: `"${path}" does not have the type of its argument.` });
}

function placeOf({ locations }: GraphQLError): string {
  const place = locations?.[0];
  return place ? ` at line ${place.line}, column ${place.column}` : '';
}

function firstMatch(patterns: readonly RegExp[], message: string): string | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(message)?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

function plain(message: string): PublicError {
  return new PublicError('BAD_USER_INPUT', message);
}
