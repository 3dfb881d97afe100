/** Work that is done again and again while the server runs. */
export interface Repetition {
  /** Ends it, and waits for what is under way. */
  stop(): Promise<void>;
}

/**
 * Does something every so many milliseconds, never twice at the same time. It keeps no process alive.
 * @param onFailure told the first time that it fails, and again when it fails after it had worked; the next turn comes all the same
 */
export function repeat(
  milliseconds: number,
  work: () => Promise<void>,
  onFailure: (error: unknown) => void,
): Repetition {
  let turn: Promise<void> | undefined;
  let isFailing = false;
  const once = async (): Promise<void> => {
    try {
      await work();
      isFailing = false;
    } catch (error) {
      if (!isFailing) onFailure(error);
      isFailing = true;
    }
  };
  const timer = setInterval(() => {
    turn ??= once().finally(() => {
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
