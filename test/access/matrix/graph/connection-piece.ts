import { countOurs, type Making, nodeSelection, selectionOf } from './making';
import { asObject, objectsIn, type Piece } from './piece';
import { type AnyField, compositeOf, fieldsOf, isLeaf, leadsToNodes, nodeTypeOf } from './types';

/** What a connection has beside its records. */
const KNOWN = ['edges', 'nodes', 'pageInfo', 'totalCount'];

/** As long as a page may be, so that one holds everything. */
const WHOLE = 'first: 100';

/**
 * A connection: each of its fields is an entry of its own. A count or a cursor is seen where a record of P is; where a count is
 * other than the records, it tells something that they do not.
 */
export function connectionPiece(making: Making, entry: string, call: string, { name, type }: AnyField): Piece {
  const connection = compositeOf(type);
  const node = compositeOf(nodeTypeOf(connection));
  const others = fieldsOf(connection).filter((field) => !KNOWN.includes(field.name));
  const strange = others.find((field) => !isLeaf(field.type));
  if (strange) throw new Error(`${connection.name}.${strange.name}: the matrix does not know how to read it.`);
  // What has no id can be seen nowhere else: it is opened up here.
  const inner = leadsToNodes(node) ? [] : making.piecesOf(node, [node.name]);
  const selection = leadsToNodes(node) ? nodeSelection(making, node) : `__typename ${selectionOf(inner)}`;
  const counts = fieldsOf(connection).some((field) => field.name === 'totalCount');
  const paged = call.endsWith(')') ? call.replace(/\)$/, `, ${WHOLE})`) : `${call}(${WHOLE})`;
  return {
    text: `${paged} { edges { cursor node { ${selection} } } nodes { ${selection} }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } ${counts ? 'totalCount' : ''} ${others.map((field) => field.name).join(' ')} }`,
    read: (parent, specimen, sink) => {
      const page = asObject(parent[name]);
      const nodes = objectsIn(page?.nodes);
      const edges = objectsIn(page?.edges);
      const ours = countOurs(making, nodes);
      const behindEdges = edges
        .filter(({ cursor }) => typeof cursor === 'string')
        .flatMap((edge) => objectsIn(edge.node));
      sink.seen(entry, specimen, ours);
      sink.seen(`${entry}.edges`, specimen, countOurs(making, behindEdges));
      sink.seen(`${entry}.nodes`, specimen, ours);
      sink.seen(`${entry}.pageInfo`, specimen, asObject(page?.pageInfo)?.startCursor ? ours : 0);
      const { totalCount = null } = page ?? {};
      if (counts) sink.seen(`${entry}.totalCount`, specimen, totalCount === null ? 0 : ours);
      if (totalCount !== null && totalCount !== nodes.length)
        sink.contradicts(`${entry}.totalCount says ${String(totalCount)} where ${nodes.length} are shown`);
      for (const other of others) sink.seen(`${entry}.${other.name}`, specimen, page?.[other.name] == null ? 0 : ours);
      for (const record of [...nodes, ...behindEdges]) sink.met(entry, record);
      for (const [index, record] of nodes.entries()) {
        for (const piece of inner) piece.read(record, `${specimen}/${name}.${index}`, sink);
      }
    },
  };
}
