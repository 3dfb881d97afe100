import {
  type ASTNode,
  type DocumentNode,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  Kind,
  parse,
  type Source,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { FieldProblem } from './errors';
import { wordsFor } from './limits';

const documents = new WeakMap<Source, DocumentNode>();

/**
 * Where in its document an error's literal stands and what belongs there, without the literal.
 * Undefined when the error does not say where it is.
 */
export function literalProblem(error: GraphQLError, schema: GraphQLSchema): FieldProblem | undefined {
  const start = error.nodes?.[0]?.loc?.start;
  if (error.source === undefined || start === undefined) return undefined;
  // Apollo keeps the parsed document to itself; several errors of one document share this one.
  const document = documents.get(error.source) ?? parse(error.source);
  documents.set(error.source, document);

  const types = new TypeInfo(schema);
  let problem: FieldProblem | undefined;
  const enter = (
    node: ASTNode,
    _key: unknown,
    parent: unknown,
    _path: unknown,
    ancestors: readonly unknown[],
  ): void => {
    if (problem || node.loc?.start !== start || !isLiteral(node)) return;
    const type = types.getInputType();
    if (type) problem = describe([...ancestors, parent], type);
  };
  visit(document, visitWithTypeInfo(types, { enter }));
  return problem;
}

/** Whether the node is a value written into the document. */
export function isLiteral(node: ASTNode): boolean {
  return node.kind !== Kind.VARIABLE && node.kind.endsWith('Value');
}

function describe(ancestors: readonly unknown[], type: GraphQLInputType): FieldProblem | undefined {
  const nodes = ancestors.filter(
    (node): node is ASTNode => typeof node === 'object' && node !== null && 'kind' in node,
  );
  const names = nodes.flatMap((node) => {
    if (node.kind === Kind.VARIABLE_DEFINITION) return [node.variable.name.value];
    return node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD ? [node.name.value] : [];
  });
  if (names.length === 0) return undefined;
  const owner = nodes.findLast((node) => node.kind === Kind.FIELD);
  const of = owner ? ` of "${owner.name.value}"` : '';
  const path = names.join('.');
  return { path, message: `"${path}"${of} must be ${wordsFor(type)}` };
}
