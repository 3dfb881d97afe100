import { type GraphQLNamedType, getNamedType, isAbstractType, isObjectType, type SelectionSetNode } from 'graphql';
import { DerivedRead, OneRead, type Read } from '../reads/declare';
import { SetRead } from '../reads/set-read';
import type { Compiler } from './compiler';
import { pickFields, selectionsOf } from './source';

/**
 * A derived field can answer with rows that it worked with: the seats of a care team, the meeting of an occurrence.
 * What the document selects of them, wherever in the answer they stand, is read along with them.
 * @param answer the type that the field answers with
 */
export function carriedSelections(
  answer: GraphQLNamedType,
  selections: readonly SelectionSetNode[],
  need: Read,
  compiler: Compiler,
): SelectionSetNode[] {
  const wanted = shownType(need, compiler);
  return wanted ? selectionsAt(answer, selections, wanted, compiler) : [];
}

/** The GraphQL type of the rows of a need, if they have one. */
export function shownType(need: Read, compiler: Compiler): GraphQLNamedType | undefined {
  const hasRows = need instanceof SetRead || need instanceof OneRead;
  return hasRows ? compiler.types.typeOf(need.target()) : undefined;
}

function selectionsAt(
  type: GraphQLNamedType,
  selections: readonly SelectionSetNode[],
  wanted: GraphQLNamedType,
  compiler: Compiler,
): SelectionSetNode[] {
  if (selections.length === 0) return [];
  if (isOf(type, wanted, compiler)) return [...selections];
  if (isAbstractType(type)) {
    const members = compiler.source.schema.getPossibleTypes(type);
    return members.flatMap((member) => selectionsAt(member, selections, wanted, compiler));
  }
  // Other rows are read by reads of their own.
  if (!isObjectType(type) || compiler.types.entityOf(type)) return [];
  const fields = [...pickFields(compiler.source, type, selections).values()];
  return fields.flatMap(({ field, nodes }) => {
    if (field.extensions.read && !(field.extensions.read instanceof DerivedRead)) return [];
    return selectionsAt(getNamedType(field.type), selectionsOf(nodes), wanted, compiler);
  });
}

/** Whether the answer holds other rows than those that are carried, so that they have to be read afterwards. */
export function holdsOthers(
  type: GraphQLNamedType,
  selections: readonly SelectionSetNode[],
  carried: readonly (GraphQLNamedType | undefined)[],
  compiler: Compiler,
): boolean {
  if (selections.length === 0 || carried.some((wanted) => wanted && isOf(type, wanted, compiler))) return false;
  if (isAbstractType(type)) {
    const members = compiler.source.schema.getPossibleTypes(type);
    return members.some((member) => holdsOthers(member, selections, carried, compiler));
  }
  if (!isObjectType(type)) return false;
  if (compiler.types.entityOf(type)) return true;
  return [...pickFields(compiler.source, type, selections).values()].some(({ field, nodes }) => {
    if (field.extensions.read && !(field.extensions.read instanceof DerivedRead)) return true;
    return holdsOthers(getNamedType(field.type), selectionsOf(nodes), carried, compiler);
  });
}

/** Whether what is shown as `type` is a row of what is shown as `wanted`. */
function isOf(type: GraphQLNamedType, wanted: GraphQLNamedType, compiler: Compiler): boolean {
  return (
    type === wanted || (isAbstractType(wanted) && isObjectType(type) && compiler.source.schema.isSubType(wanted, type))
  );
}
