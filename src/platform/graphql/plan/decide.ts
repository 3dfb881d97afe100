import { type DirectiveNode, type DocumentNode, Kind, type SelectionNode, visit } from 'graphql';
import type { Args } from './source';

/** The variables that decide what of a document is there at all; undefined when nothing does. */
export function decidingVariables(document: DocumentNode): readonly string[] | undefined {
  const names = new Set<string>();
  let isConditional = false;
  visit(document, {
    Directive(node) {
      if (!isCondition(node)) return;
      isConditional = true;
      const value = node.arguments?.[0]?.value;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return isConditional ? [...names] : undefined;
}

/**
 * The document without what `@skip` and `@include` leave out, and without the two. graphql-jit gets them wrong on fragments
 * that are spread twice and on fields that are merged.
 */
export function decide(document: DocumentNode, variables: Args): DocumentNode {
  const isThere = (directive: DirectiveNode): boolean => {
    const value = directive.arguments?.[0]?.value;
    const holds =
      value?.kind === Kind.VARIABLE
        ? variables[value.name.value] === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return (directive.name.value === 'skip') !== holds;
  };
  const enter = <N extends SelectionNode>(node: N): N | null | undefined => {
    const conditions = node.directives?.filter(isCondition) ?? [];
    if (conditions.length === 0) return undefined;
    if (!conditions.every(isThere)) return null;
    return { ...node, directives: node.directives?.filter((directive) => !isCondition(directive)) };
  };
  return visit(document, { Field: { enter }, InlineFragment: { enter }, FragmentSpread: { enter } });
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}
