import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { badInput } from '../platform/graphql/errors';
import { parseGlobalId } from '../platform/graphql/ids';
import { Node, nodeTypeOf } from '../platform/graphql/nodes';
import { entityById } from '../platform/graphql/reads';
import { Allow } from './authorize';
import type { Context } from './context';
import { Role } from './role';

/** How many records one `nodes` may ask for. */
const MOST_NODES = 100;

/** Any record by its id alone. Row security decides, as everywhere: absent and invisible are both null. */
@Resolver()
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: 'Any record by its id; null when there is none that you may see.' })
  @Allow(Object.values(Role))
  node(
    @Arg('id', () => ID, { description: 'The id of the record.' }) id: string,
    @Ctx() ctx: Context,
  ): Promise<object | null> {
    return loadNode(ctx, id, 'id');
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: 'Several records, in the order asked; null for each that you may not see.',
  })
  @Allow(Object.values(Role))
  async nodes(
    @Arg('ids', () => [ID], { description: `The ids of the records; at most ${MOST_NODES}.` }) ids: string[],
    @Ctx() ctx: Context,
  ): Promise<(object | null)[]> {
    if (ids.length > MOST_NODES) throw badInput({ path: 'ids', message: `"ids" must hold at most ${MOST_NODES}.` });
    return Promise.all(ids.map((id, index) => loadNode(ctx, id, `ids.${index}`)));
  }
}

async function loadNode(ctx: Context, id: string, path: string): Promise<object | null> {
  const parsed = parseGlobalId(id);
  const entity = parsed && nodeTypeOf(parsed.prefix);
  if (!parsed || !entity) throw badInput({ path, message: `"${path}" must be an id that this graph gave out.` });
  return ctx.load(entityById(entity), parsed.uuid);
}
