import { type ASTNode, type DocumentNode, Kind, parse, print, type SelectionSetNode, visit } from 'graphql';
import type { Operation } from '../operation';

type Removable = ASTNode & { readonly loc?: { readonly start: number } };

/** Operations like this one with one thing less: a selection, an argument, a directive, a key, a fragment's braces. */
export function* smallerOperations(operation: Operation): Generator<Operation> {
  const document = parse(operation.document);
  for (const node of removables(document)) {
    const tidy = tidied(without(document, node));
    if (tidy) yield pruned(operation, tidy);
  }
}

/** Outermost first, so that much falls away at once. */
function removables(document: DocumentNode): Removable[] {
  const found: { node: Removable; depth: number }[] = [];
  let depth = 0;
  visit(document, {
    enter(node) {
      depth += 1;
      if (CAN_GO.includes(node.kind)) found.push({ node, depth });
    },
    leave() {
      depth -= 1;
    },
  });
  return found.sort((a, b) => a.depth - b.depth).map(({ node }) => node);
}

const CAN_GO: readonly string[] = [
  Kind.FIELD,
  Kind.FRAGMENT_SPREAD,
  Kind.INLINE_FRAGMENT,
  Kind.ARGUMENT,
  Kind.DIRECTIVE,
  Kind.OBJECT_FIELD,
];

function without(document: DocumentNode, gone: Removable): DocumentNode {
  return visit(document, { enter: (node) => (node === gone ? null : undefined) });
}

/** Without fragments and variables that nothing uses; undefined when a selection was left empty. */
function tidied(document: DocumentNode): DocumentNode | undefined {
  const spreads = new Set<string>();
  const variables = new Set<string>();
  let isEmpty = false;
  visit(document, {
    SelectionSet({ selections }: SelectionSetNode) {
      if (selections.length === 0) isEmpty = true;
    },
    FragmentSpread: ({ name }) => void spreads.add(name.value),
    Variable({ name }, key) {
      if (key !== 'variable') variables.add(name.value);
    },
  });
  if (isEmpty) return undefined;
  const kept = visit(document, {
    FragmentDefinition: ({ name }) => (spreads.has(name.value) ? undefined : null),
    VariableDefinition: ({ variable }) => (variables.has(variable.name.value) ? undefined : null),
  });
  const isStable = print(kept) === print(document);
  return isStable ? kept : tidied(kept);
}

function pruned(operation: Operation, document: DocumentNode): Operation {
  const text = print(document);
  const isUsed = ([name]: [string, unknown]): boolean => new RegExp(`\\$${name}\\b`).test(text);
  return {
    ...operation,
    document: text,
    variables: Object.fromEntries(Object.entries(operation.variables).filter(isUsed)),
    cursors: Object.fromEntries(Object.entries(operation.cursors ?? {}).filter(isUsed)),
  };
}
