import type { Random } from 'fast-check';

/** Choices that follow from a seed. */
export class Choice {
  constructor(private readonly random: Random) {}

  /** A whole number from 0 up to, and without, `end`. */
  below(end: number): number {
    return this.random.nextInt(0, Math.max(end - 1, 0));
  }

  /** True this often: 0.2 is once in five. */
  chance(share: number): boolean {
    return this.random.nextDouble() < share;
  }

  /** One of the list. @throws when there is none */
  pick<T>(list: readonly T[]): T {
    const found = list[this.below(list.length)];
    if (found === undefined) throw new Error('There is nothing to choose from.');
    return found;
  }

  /** One of the list, each as often as its weight says. */
  weighted<T>(list: readonly T[], weightOf: (item: T) => number): T {
    const total = list.reduce((sum, item) => sum + weightOf(item), 0);
    let left = this.random.nextDouble() * total;
    for (const item of list) {
      left -= weightOf(item);
      if (left < 0) return item;
    }
    return this.pick(list);
  }

  /** Between one and `most` of the list, in the list's order, without repeats. */
  some<T>(list: readonly T[], most: number): T[] {
    const wanted = new Set(Array.from({ length: 1 + this.below(most) }, () => this.below(list.length)));
    return list.filter((_, index) => wanted.has(index));
  }
}
