import { setImmediate as moment } from 'node:timers/promises';
import { Turns } from '../../../../src/platform/http/live/turns';

it('lets so many work at a time, and the others in their order, also when one fails', async () => {
  const turns = new Turns(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (number: number, fails = false): Promise<number> =>
    turns.take(async () => {
      begun.push(number);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (fails) throw new Error('canary');
      return number;
    });
  const all = [work(1), work(2, true), work(3), work(4)];
  const outcomes = Promise.allSettled(all);
  await moment();
  expect(begun).toEqual([1, 2]);
  ends[1]?.();
  await moment();
  await moment();
  expect(begun).toEqual([1, 2, 3]);
  ends[0]?.();
  ends[2]?.();
  await moment();
  await moment();
  ends[3]?.();
  expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(begun).toEqual([1, 2, 3, 4]);
});
