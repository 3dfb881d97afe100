import { createHash } from 'node:crypto';
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionSetNode,
} from 'graphql';

/** An operation with the fragments it spreads. `@skip` and `@include` are decided already. */
export interface Source {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** A field of one object type, under all the aliases that ask it with the same arguments. */
export interface Picked {
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: FieldNode[];
}

/** The operation with its fragments. */
export function sourceOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Iterable<FragmentDefinitionNode>,
): Source {
  return { schema, operation, fragments: new Map([...fragments].map((fragment) => [fragment.name.value, fragment])) };
}

const slotOfNode = new WeakMap<FieldNode, string>();

/** The property under which a row holds the value of this field, asked with the arguments of this node. */
export function slotOf(name: string, node: FieldNode | undefined): string {
  return (node && slotOfNode.get(node)) ?? name;
}

/** The fields that the selections ask of an object of this type, by slot, in the order they are met. */
export function pickFields(
  source: Source,
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
): Map<string, Picked> {
  const picked = new Map<string, Picked>();
  const spread = new Set<string>();
  const visit = (set: SelectionSetNode): void => {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        addField(type, node, picked);
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : source.fragments.get(node.name.value);
      // A fragment that is spread again adds nothing.
      if (!fragment || (node.kind === Kind.FRAGMENT_SPREAD && spread.has(node.name.value))) continue;
      if (node.kind === Kind.FRAGMENT_SPREAD) spread.add(node.name.value);
      if (applies(source.schema, fragment.typeCondition?.name.value, type)) visit(fragment.selectionSet);
    }
  };
  for (const set of selections) visit(set);
  return picked;
}

/** What is selected beneath these nodes. */
export function selectionsOf(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
}

function addField(type: GraphQLObjectType, node: FieldNode, picked: Map<string, Picked>): void {
  const field = type.getFields()[node.name.value];
  if (!field) return;
  const slot = slotFor(node);
  const known = picked.get(slot);
  if (known) known.nodes.push(node);
  else picked.set(slot, { field, nodes: [node] });
}

function applies(schema: GraphQLSchema, condition: string | undefined, type: GraphQLObjectType): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wider = schema.getType(condition);
  return isAbstractType(wider) && schema.isSubType(wider, type);
}

/**
 * A field without arguments is held under its own name; one with arguments under its name and a digest of them. It is the same
 * wherever it is worked out: variants of a document share nodes, and a document that was forgotten comes back.
 */
function slotFor(node: FieldNode): string {
  if (!node.arguments || node.arguments.length === 0) return node.name.value;
  const known = slotOfNode.get(node);
  if (known) return known;
  const args = node.arguments.map((argument) => print(argument)).sort();
  const digest = createHash('sha256').update(args.join()).digest('base64url').slice(0, 12);
  const slot = `${node.name.value}$${digest}`;
  slotOfNode.set(node, slot);
  return slot;
}
