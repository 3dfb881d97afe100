import { Arg, ID, Query, Resolver } from 'type-graphql';
import { badInput } from '../platform/graphql/errors';
import { parseGlobalId } from '../platform/graphql/ids';
import { Node, nodeTypeOf } from '../platform/graphql/nodes';
import { RecordReference } from '../platform/graphql/plan';
import { Allow } from './authorize';
import { Role } from './role';

/** How many records one `nodes` may ask for. */
const MOST_NODES = 100;

/** Any record by its id alone. Row security decides, as everywhere: absent and invisible are both null. */
@Resolver()
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: 'Any record by its id; null when there is none that you may see.' })
  @Allow(Object.values(Role))
  node(@Arg('id', () => ID, { description: 'The id of the record.' }) id: string): object {
    return referenceTo(id, 'id');
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: 'Several records, in the order asked; null for each that you may not see.',
  })
  @Allow(Object.values(Role))
  nodes(
    @Arg('ids', () => [ID], { description: `The ids of the records; at most ${MOST_NODES}.` }) ids: string[],
  ): object[] {
    if (ids.length > MOST_NODES) throw badInput({ path: 'ids', message: `"ids" must hold at most ${MOST_NODES}.` });
    return ids.map((id, index) => referenceTo(id, `ids.${index}`));
  }
}

/** The record is read with whatever is selected of it. */
function referenceTo(id: string, path: string): RecordReference {
  const parsed = parseGlobalId(id);
  const entity = parsed && nodeTypeOf(parsed.prefix);
  if (!parsed || !entity) throw badInput({ path, message: `"${path}" must be an id that this graph gave out.` });
  return new RecordReference(entity, parsed.uuid);
}
