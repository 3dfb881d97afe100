/**
 * A Mermaid flowchart of the layers and their parts. Imports between parts of one layer are drawn part to part. One that crosses
 * layers is drawn from the frame of the upper layer, once for all its parts, or the picture would be a hedge of arrows.
 * @param {[string, string][]} imports paths of the importing and the imported file
 * @param {{ layers: string[], features: Record<string, number> }} structure
 * @returns {string}
 */
export function drawModules(imports, { layers, features }) {
  const parts = new Set();
  const arrows = new Set();
  for (const [from, to] of imports) {
    const [upper, lower] = [partOf(from), partOf(to)];
    if (upper) parts.add(upper);
    if (lower) parts.add(lower);
    if (!upper || !lower || upper === lower) continue;
    const crosses = layerOf(upper) !== layerOf(lower);
    arrows.add(`${nodeOf(crosses ? layerOf(upper) : upper)} --> ${nodeOf(lower)}`);
  }
  const rankOf = (part) => features[part.split('/')[1]] ?? 0;
  const frames = layers.map((layer) => {
    const own = [...parts].filter((part) => layerOf(part) === layer);
    return frame(layer, own, rankOf);
  });
  const lines = ['flowchart TD', ...frames.flat(), ...[...arrows].sort(), ...rankOrder([...parts], rankOf, arrows)];
  return `${lines.join('\n  ')}\n`;
}

function frame(layer, parts, rankOf) {
  // A layer without parts of its own is one box.
  if (parts.length <= 1 && parts[0] === layer) return [`${nodeOf(layer)}["${layer}"]`];
  const sorted = parts.sort((a, b) => rankOf(b) - rankOf(a) || (a < b ? -1 : 1));
  const boxes = sorted.map((part) => {
    const name = part.split('/')[1];
    return `  ${nodeOf(part)}["${rankOf(part) > 0 ? `${rankOf(part)} · ${name}` : name}"]`;
  });
  return [`subgraph ${nodeOf(layer)}["${layer}"]`, ...boxes, 'end'];
}

/** Invisible arrows, where no visible one does it already: each feature stands above those of the next lower rank. */
function rankOrder(parts, rankOf, arrows) {
  const ranked = parts.filter((part) => rankOf(part) > 0);
  const ranks = [...new Set(ranked.map(rankOf))].sort((a, b) => b - a);
  return ranks.slice(1).flatMap((rank, above) => {
    const [upper, lower] = [ranks[above], rank].map((wanted) =>
      ranked.filter((part) => rankOf(part) === wanted).sort(),
    );
    return upper
      .flatMap((from) => lower.map((to) => [nodeOf(from), nodeOf(to)]))
      .filter(([from, to]) => !arrows.has(`${from} --> ${to}`))
      .map(([from, to]) => `${from} ~~~ ${to}`);
  });
}

/** `src/features/peers/modality.ts` belongs to `features/peers`, `src/access/role.ts` to `access`; `undefined` outside src. */
function partOf(path) {
  const [root, layer, ...rest] = path.split('/');
  if (root !== 'src' || rest.length === 0) return undefined;
  const isOnePart = layer === 'app' || layer === 'access';
  return isOnePart ? layer : `${layer}/${rest[0]}`;
}

const layerOf = (part) => part.split('/')[0];

/** A name that Mermaid takes: letters, digits and underscores. A layer's frame and its part never share one. */
const nodeOf = (part) => part.replaceAll(/[^a-z0-9]/g, '_');
