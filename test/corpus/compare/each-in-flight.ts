/** Does something with each of a list, several at a time. Ends when all are done; an error ends it at once. */
export async function eachInFlight<T>(
  list: readonly T[],
  inFlight: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const rest = list.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of rest) await work(item, index);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}
