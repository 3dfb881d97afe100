import { runDemo } from '../demo/story/run-demo';
import { tellStory } from '../demo/story/tell-story';
import { CommandError } from './command-error';
import type { Terminal } from './run-command';

/** As a shell tells that a signal ended a program: 128 and its number. */
const ENDED_BY = { SIGINT: 130, SIGTERM: 143 } as const;

/** `npm run demo`: a year of one person's recovery, played on a server that is gone afterwards. */
export async function demoCommand({ args, print, tell }: Terminal): Promise<void> {
  if (args.length > 0) throw new CommandError('npm run demo takes no words.');
  const breakOff = new AbortController();
  const stop = (signal: keyof typeof ENDED_BY): void => {
    process.exitCode = ENDED_BY[signal];
    breakOff.abort(new CommandError('The story was broken off; nothing is left of it.'));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    tell('A server of its own is started for this story, and gone afterwards…');
    for (const line of tellStory(await runDemo(breakOff.signal))) print(line);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
