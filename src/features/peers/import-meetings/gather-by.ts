/** The items by a key of theirs, each list in the order given. */
export function gatherBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const gathered = new Map<string, T[]>();
  for (const item of items) {
    const list = gathered.get(keyOf(item));
    if (list) list.push(item);
    else gathered.set(keyOf(item), [item]);
  }
  return gathered;
}
