import { setTimeout as sleep } from 'node:timers/promises';
import { repeat } from '../../src/app/repeat';

const never = (): void => {
  throw new Error('Nothing should have failed.');
};

it('does it again and again, until it is stopped', async () => {
  let turns = 0;
  const work = async (): Promise<void> => {
    turns += 1;
  };
  const repetition = repeat(5, work, never);
  while (turns < 3) await sleep(5);
  await repetition.stop();
  const before = turns;
  await sleep(30);
  expect(turns).toBe(before);
});

it('never does it twice at the same time, and stops when what is under way is done', async () => {
  let running = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++running);
    await sleep(30);
    running -= 1;
  };
  const repetition = repeat(5, work, never);
  while (running === 0) await sleep(1);
  await repetition.stop();
  expect([running, most]).toEqual([0, 1]);
});

it('goes on after a failure, and tells of it once until it works again', async () => {
  const told: unknown[] = [];
  const fault = new Error('planted');
  let turns = 0;
  // It fails twice, works once, and fails from then on.
  const work = async (): Promise<void> => {
    turns += 1;
    if (turns !== 3) throw fault;
  };
  const repetition = repeat(5, work, (error) => told.push(error));
  while (turns < 6) await sleep(5);
  await repetition.stop();
  expect(told).toEqual([fault, fault]);
});

it('stops before its first turn', async () => {
  await repeat(1000, async () => never(), never).stop();
});

it('does it soon, once for all who ask at the same time, and once more for who asks while it is done', async () => {
  let turns = 0;
  const ends: (() => void)[] = [];
  const work = async (): Promise<void> => {
    turns += 1;
    await new Promise<void>((resolve) => ends.push(resolve));
  };
  const repetition = repeat(60_000, work, never);
  for (let count = 0; count < 5; count += 1) repetition.soon();
  while (turns === 0) await sleep(5);
  repetition.soon();
  await sleep(60);
  expect(turns).toBe(1);
  ends[0]?.();
  while (turns < 2) await sleep(5);
  ends[1]?.();
  await repetition.stop();
  repetition.soon();
  await sleep(60);
  expect(turns).toBe(2);
});

it('tells what is under way that it is over, so that it does not go on to its end', async () => {
  let batches = 0;
  const work = async (over: AbortSignal): Promise<void> => {
    while (!over.aborted) {
      batches += 1;
      await sleep(1);
    }
  };
  const repetition = repeat(5, work, never);
  while (batches < 2) await sleep(1);
  await repetition.stop();
  const before = batches;
  await sleep(20);
  expect(batches).toBe(before);
});
