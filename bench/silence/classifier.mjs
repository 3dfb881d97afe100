// Somebody who has nothing but a clock: learns from half of the times which class a request was of, and guesses the other half.
import { median } from '../report/median.mjs';

/** How many nearest times are asked. Odd, so that there is no tie. */
const NEIGHBORS = 101;

/** How many requests before and after one tell what was usual. */
const AROUND = 15;

/**
 * How well two classes can be told apart by time alone: 0.5 is a coin.
 * @param {readonly number[]} ones times in the order in which they were taken
 * @param {readonly number[]} others
 * @returns {{ threshold: number, neighbors: number, worst: number }} balanced accuracy of each way to guess, of the halves that were
 *   not learned from
 */
export function separability(ones, others) {
  const [learned, asked] = [halves(ones, others, 0), halves(ones, others, 1)];
  const threshold = balancedAccuracy(asked, bestThreshold(learned));
  const neighbors = balancedAccuracy(asked, nearestNeighbors(learned, NEIGHBORS));
  return { threshold, neighbors, worst: Math.max(threshold, neighbors) };
}

/**
 * @typedef {{ time: number, isOther: boolean }} Sample
 * @typedef {(time: number) => boolean} Guess whether it is one of the others
 */

/** Every second of each class, so that both halves were taken over the whole run. @returns {Sample[]} */
function halves(ones, others, rest) {
  const half = (times, isOther) => times.filter((_, index) => index % 2 === rest).map((time) => ({ time, isOther }));
  return [...half(ones, false), ...half(others, true)].sort((a, b) => a.time - b.time);
}

/** The bound that divides the samples best, in the better of both directions. @param {Sample[]} samples sorted @returns {Guess} */
function bestThreshold(samples) {
  const others = samples.filter(({ isOther }) => isOther).length;
  const ones = samples.length - others;
  let best = { gain: -1, bound: Number.POSITIVE_INFINITY, isAbove: true };
  let [seenOnes, seenOthers] = [0, 0];
  for (const [index, { time, isOther }] of samples.entries()) {
    if (isOther) seenOthers += 1;
    else seenOnes += 1;
    // Between two equal times there is no bound.
    if (samples[index + 1]?.time === time) continue;
    const difference = seenOnes / ones - seenOthers / others;
    if (Math.abs(difference) > best.gain)
      best = {
        gain: Math.abs(difference),
        bound: (time + (samples[index + 1]?.time ?? time)) / 2,
        isAbove: difference > 0,
      };
  }
  return (time) => time > best.bound === best.isAbove;
}

/** What most of the nearest samples are. @param {Sample[]} samples sorted @param {number} count @returns {Guess} */
function nearestNeighbors(samples, count) {
  const size = Math.min(count, samples.length - 1 + (samples.length % 2));
  return (time) => {
    let above = firstAbove(samples, time);
    let below = above - 1;
    let others = 0;
    for (let taken = 0; taken < size; taken += 1) {
      const distanceAbove = above < samples.length ? samples[above].time - time : Number.POSITIVE_INFINITY;
      const distanceBelow = below >= 0 ? time - samples[below].time : Number.POSITIVE_INFINITY;
      const nearest = distanceAbove < distanceBelow ? samples[above++] : samples[below--];
      if (nearest.isOther) others += 1;
    }
    return others * 2 > size;
  };
}

/** @param {Sample[]} samples sorted @param {number} time */
function firstAbove(samples, time) {
  let [low, high] = [0, samples.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (samples[middle].time < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Each time as a multiple of what was usual around it, so that a machine which is now slow and now fast hides nothing.
 * @param {readonly number[]} times in the order in which they were taken, of all classes
 */
export function withoutDrift(times) {
  return times.map((time, index) => time / median(times.slice(Math.max(0, index - AROUND), index + AROUND + 1)));
}

/** The share guessed right of each class, on average over the two. @param {Sample[]} samples @param {Guess} guess */
function balancedAccuracy(samples, guess) {
  const share = (isOther) => {
    const own = samples.filter((sample) => sample.isOther === isOther);
    return own.filter(({ time }) => guess(time) === isOther).length / own.length;
  };
  return (share(false) + share(true)) / 2;
}
