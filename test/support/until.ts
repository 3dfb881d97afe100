import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something is so. @throws when it is not for 20 s */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    if (await condition()) return;
    await sleep(20);
  }
  throw new Error('What was waited for did not come about.');
}
