import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type PublicError, tooCostly } from '../errors';
import type { Limits } from './limits';

/** The size of a document before anything is known of its data. */
export interface DocumentShape {
  readonly depth: number;
  readonly selections: number;
  readonly aliases: number;
  readonly duplicates: number;
}

interface Extent {
  readonly depth: number;
  readonly selections: number;
}

const NOTHING: Extent = { depth: 0, selections: 0 };
const INTROSPECTION = ['__schema', '__type'];

/** The first limit that the document's shape passes; undefined when it keeps them all. */
export function shapeProblem(document: DocumentNode, limits: Limits): PublicError | undefined {
  const shape = measureShape(document);
  if (shape.depth > limits.depth) return tooCostly(`The document is deeper than ${limits.depth} levels.`);
  if (shape.aliases > limits.aliases) return tooCostly(`The document has more than ${limits.aliases} aliases.`);
  if (shape.duplicates > limits.duplicates) {
    return tooCostly(`The document repeats fields more than ${limits.duplicates} times.`);
  }
  if (shape.selections > limits.selections) {
    return tooCostly(`The document selects more than ${limits.selections} fields.`);
  }
  return undefined;
}

/**
 * Measures a document in time linear to its length: a fragment is measured once, however often it is spread,
 * so a chain of fragments that each spread the next twice costs nothing to refuse.
 */
export function measureShape(document: DocumentNode): DocumentShape {
  const fragments = fragmentsOf(document);
  const shape = { ...NOTHING, aliases: 0, duplicates: 0 };
  const measured = new Map<string, Extent>();

  const extentOfFragment = (name: string): Extent => {
    const known = measured.get(name);
    if (known) return known;
    // Stands for the fragment while it is measured; a cycle is refused by validation.
    measured.set(name, NOTHING);
    const fragment = fragments.get(name);
    const extent = fragment ? extentOfSet(fragment.selectionSet) : NOTHING;
    measured.set(name, extent);
    return extent;
  };
  const extentOf = (node: SelectionNode): Extent => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return extentOfFragment(node.name.value);
    const inner = node.selectionSet ? extentOfSet(node.selectionSet) : NOTHING;
    return node.kind === Kind.FIELD ? { ...inner, depth: fieldDepth(node, inner.depth) } : inner;
  };
  const extentOfSet = ({ selections }: SelectionSetNode): Extent => {
    shape.aliases += selections.filter((node) => node.kind === Kind.FIELD && node.alias).length;
    shape.duplicates += countDuplicates(selections);
    const extents = selections.map(extentOf);
    return {
      depth: Math.max(0, ...extents.map(({ depth }) => depth)),
      selections: extents.reduce((sum, extent) => sum + 1 + extent.selections, 0),
    };
  };

  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) extentOfFragment(node.name.value);
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const extent = extentOfSet(node.selectionSet);
    shape.depth = Math.max(shape.depth, extent.depth);
    shape.selections += extent.selections;
  }
  return shape;
}

function fragmentsOf({ definitions }: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** Introspection has rules of its own for depth, and the standard query of every tool is 14 levels deep. */
function fieldDepth(node: FieldNode, innerDepth: number): number {
  return INTROSPECTION.includes(node.name.value) ? 1 : innerDepth + 1;
}

/** Two selections under the same name in the same place. Inline fragments on several types may share names. */
function countDuplicates(selections: readonly SelectionNode[]): number {
  const named = selections.flatMap((node) => {
    if (node.kind === Kind.INLINE_FRAGMENT) return [];
    return [node.kind === Kind.FIELD ? (node.alias ?? node.name).value : `...${node.name.value}`];
  });
  return named.length - new Set(named).size;
}
