import { separability, withoutDrift } from '../../bench/silence/classifier.mjs';

/** As many as the bench takes of each class. */
const TIMES = 2_000;

/** What the bench takes for nothing told. */
const MOST = 0.55;

/** The same dice in every run (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Times as a server has them: around one millisecond, a tenth of it more or less, now and then much more. */
function times(seed: number, factor = 1): number[] {
  const roll = dice(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll());
  return Array.from({ length: TIMES }, () => factor * Math.exp(0.1 * normal()) + (roll() < 0.02 ? 5 * roll() : 0));
}

describe('who has nothing but a clock', () => {
  it.each([1.1, 1 / 1.1])('tells a class that takes %d times as long', (factor) => {
    const { threshold, neighbors } = separability(times(1), times(2, factor));
    expect(threshold).toBeGreaterThan(0.65);
    expect(neighbors).toBeGreaterThan(0.65);
  });

  it.each([3, 5, 7, 9, 11])('tells nothing of what takes equally long (dice %d)', (seed) => {
    expect(separability(times(seed), times(seed + 1)).worst).toBeLessThanOrEqual(MOST);
  });

  it('tells a class that takes equally long on average, but is now early and now late', () => {
    const uneven = times(2).map((time, index) => time * (index % 4 < 2 ? 0.8 : 1.25));
    const { threshold, neighbors } = separability(times(1), uneven);
    expect(neighbors).toBeGreaterThan(0.75);
    expect(neighbors).toBeGreaterThan(threshold);
  });

  it('is not fooled by a machine that is now slow and now fast', () => {
    const pace = (index: number) => 3 + 2 * Math.sin(index / 300);
    const ones = times(1);
    const mixed = times(2, 1.1).flatMap((time, index) => [pace(index) * (ones[index] ?? 0), pace(index) * time]);
    const of = (list: readonly number[], rest: number) => list.filter((_, index) => index % 2 === rest);
    const steady = withoutDrift(mixed);
    expect(separability(of(mixed, 0), of(mixed, 1)).worst).toBeLessThan(0.6);
    expect(separability(of(steady, 0), of(steady, 1)).worst).toBeGreaterThan(0.65);
  });

  it('does not take equal times for a difference', () => {
    const alike = Array.from({ length: TIMES }, () => 1);
    expect(separability(alike, alike).worst).toBeCloseTo(0.5);
  });

  it('is right about classes that have nothing in common, and does not learn from what it is asked', () => {
    const [early, late] = [Array.from({ length: 40 }, (_, n) => n), Array.from({ length: 40 }, (_, n) => 100 + n)];
    expect(separability(early, late)).toEqual({ threshold: 1, neighbors: expect.any(Number), worst: 1 });
    const odd = early.map((time) => (time % 2 === 0 ? time : time + 200));
    expect(separability(odd, late).threshold).toBeLessThanOrEqual(0.5);
  });
});
