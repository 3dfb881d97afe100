// @ts-check

/** The middle of some numbers; of an even count, the mean of the two in the middle. @param {readonly number[]} numbers */
export function median(numbers) {
  if (numbers.length === 0) throw new RangeError('There is no median of nothing.');
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = Number(sorted[Math.floor(middle)]);
  return Number.isInteger(middle) ? (Number(sorted[middle - 1]) + upper) / 2 : upper;
}

/** The number that so large a part does not exceed. @param {readonly number[]} sorted ascending @param {number} part 0 to 1 */
export function percentile(sorted, part) {
  if (sorted.length === 0) throw new RangeError('There is no percentile of nothing.');
  return Number(sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)]);
}
