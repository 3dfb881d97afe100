/** Work that is done again and again while the server runs. */
export interface Repetition {
  /** Ends it, and waits for what is under way. */
  stop(): Promise<void>;
}

/**
 * Does something every so many milliseconds, never twice at the same time. A failure is told and the next turn comes all the same.
 * It keeps no process alive.
 */
export function repeat(milliseconds: number, work: () => Promise<void>, onError: (error: unknown) => void): Repetition {
  let turn: Promise<void> | undefined;
  const timer = setInterval(() => {
    turn ??= work()
      .catch(onError)
      .finally(() => {
        turn = undefined;
      });
  }, milliseconds);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await turn;
    },
  };
}
