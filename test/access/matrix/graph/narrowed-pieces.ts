import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isRequiredArgument,
} from 'graphql';
import { argumentText, keyText } from './arguments';
import { countOurs, type Making } from './making';
import { asObject, objectsIn, type Piece } from './piece';
import { type AnyField, compositeOf, isConnection, isLeaf, leadsToNodes, nodeTypeOf, PAGING } from './types';

/** One way to narrow or order a list: its name, and the argument as it is written. */
interface Narrowing {
  readonly name: string;
  readonly text: string;
}

/** A piece for every filter key, argument and order of a field, by itself: does it find what is P's? */
export function narrowedPieces(making: Making, parent: GraphQLCompositeType, field: AnyField): Piece[] {
  const required = field.args.filter((arg) => isRequiredArgument(arg) && !isInputObjectType(getNamedType(arg.type)));
  if (isLeaf(field.type)) return [];
  const base = required.map(({ name }) => argumentText(`${parent.name}.${field.name}`, parent.name, field, name));
  return field.args
    .filter((arg) => !PAGING.includes(arg.name) && !required.includes(arg))
    .flatMap((arg) => waysOf(parent, field, arg))
    .map((way, index) => narrowedPiece(making, `${parent.name}.${field.name}`, field, way, base, index));
}

function waysOf(parent: GraphQLCompositeType, field: AnyField, arg: GraphQLArgument): Narrowing[] {
  const entry = `${parent.name}.${field.name}`;
  const type = getNamedType(arg.type);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map(({ name }) => ({
      name: `${arg.name}.${name}`,
      text: `${arg.name}: { ${keyText(entry, type, name)} }`,
    }));
  }
  if (isEnumType(type) && arg.name === 'orderBy') {
    return type.getValues().map(({ name }) => ({ name: `${arg.name}: ${name}`, text: `${arg.name}: ${name}` }));
  }
  return [{ name: arg.name, text: argumentText(entry, parent.name, field, arg.name) }];
}

function narrowedPiece(
  making: Making,
  entry: string,
  field: AnyField,
  { name, text }: Narrowing,
  base: readonly string[],
  index: number,
): Piece {
  const alias = `${field.name}_${index}`;
  const isPage = isConnection(field.type);
  const type = isPage ? nodeTypeOf(compositeOf(field.type)) : field.type;
  const selection = leadsToNodes(type) ? '__typename ... on Node { id }' : '__typename';
  const inner = isPage ? `nodes { ${selection} }` : selection;
  return {
    text: `${alias}: ${field.name}(${[...base, text].join(', ')}) { ${inner} }`,
    read: (parent, specimen, sink) => {
      const value = isPage ? asObject(parent[alias])?.nodes : parent[alias];
      const records = objectsIn(value);
      sink.seen(`${entry}(${name})`, specimen, countOurs(making, records));
    },
  };
}
