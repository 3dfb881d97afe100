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

/** Arguments, or variables, by name. */
export type Args = Readonly<Record<string, unknown>>;

/** An operation with the fragments it spreads. `@skip` and `@include` are decided already. */
export interface Source {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Whether each field is asked with one set of arguments wherever it stands, so that its name is name enough for its value. */
  readonly isPlain: boolean;
}

/** Thrown when a plan goes by names alone, and the document asks a field of one row with several sets of arguments. */
export class SeveralArguments extends Error {}

/** A field of one object type, under all the aliases that ask it with the same arguments. */
export interface Picked {
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: FieldNode[];
}

const slotOfNode = new WeakMap<FieldNode, string>();

/** The value of this field in its row, asked with the arguments of this node. */
export function valueIn(row: Record<string, unknown>, name: string, node: FieldNode | undefined): unknown {
  const slot = node && slotFor(node);
  return slot !== undefined && slot in row ? row[slot] : row[name];
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
        addField(source, type, node, picked);
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

function addField(source: Source, type: GraphQLObjectType, node: FieldNode, picked: Map<string, Picked>): void {
  const field = type.getFields()[node.name.value];
  if (!field) return;
  const slot = source.isPlain ? node.name.value : slotFor(node);
  const known = picked.get(slot);
  if (!known) {
    picked.set(slot, { field, nodes: [node] });
    return;
  }
  requireSameArguments(source, known.nodes, node);
  known.nodes.push(node);
}

/** @throws SeveralArguments where names alone would not tell the two apart */
export function requireSameArguments({ isPlain }: Source, [known]: readonly FieldNode[], node: FieldNode): void {
  if (isPlain && known && slotFor(known) !== slotFor(node)) throw new SeveralArguments();
}

function applies(schema: GraphQLSchema, condition: string | undefined, type: GraphQLObjectType): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wider = schema.getType(condition);
  return isAbstractType(wider) && schema.isSubType(wider, type);
}

/**
 * Where a row holds the value of a field: under its own name or, with arguments, under its name and a digest of them. It is the
 * same wherever it is worked out: variants of a document share nodes, and a document that was forgotten comes back.
 */
function slotFor(node: FieldNode): string {
  const known = slotOfNode.get(node);
  if (known) return known;
  const args = (node.arguments ?? []).map((argument) => print(argument)).sort();
  const digest = createHash('sha256').update(args.join()).digest('base64url').slice(0, 12);
  const slot = args.length === 0 ? node.name.value : `${node.name.value}$${digest}`;
  slotOfNode.set(node, slot);
  return slot;
}
