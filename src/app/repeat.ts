/** How soon is soon: so that many who ask at once are one. */
const SOON_MS = 25;

/** Work that is done again and again while the server runs. */
export interface Repetition {
  /** Does it in a moment, without waiting for its turn: once for all who ask meanwhile. */
  soon(): void;
  /** Ends it, tells what is under way that it is over, and waits for it. */
  stop(): Promise<void>;
}

/**
 * Does something every so many milliseconds, never twice at the same time. It keeps no process alive.
 * @param work told when it is over, so that what goes on in batches ends with the one it is at
 * @param onFailure told the first time that it fails, and again when it fails after it had worked; the next turn comes all the same
 */
export function repeat(
  milliseconds: number,
  work: (over: AbortSignal) => Promise<void>,
  onFailure: (error: unknown) => void,
): Repetition {
  let turn: Promise<void> | undefined;
  let isFailing = false;
  const over = new AbortController();
  const once = async (): Promise<void> => {
    try {
      await work(over.signal);
      isFailing = false;
    } catch (error) {
      if (!isFailing) onFailure(error);
      isFailing = true;
    }
  };
  let moment: NodeJS.Timeout | undefined;
  const soon = (): void => {
    if (over.signal.aborted) return;
    moment ??= setTimeout(() => {
      moment = undefined;
      // What is under way may have begun before that was asked.
      if (turn) void turn.then(soon);
      else take();
    }, SOON_MS).unref();
  };
  const take = (): void => {
    turn ??= once().finally(() => {
      turn = undefined;
    });
  };
  const timer = setInterval(take, milliseconds);
  timer.unref();
  return {
    soon,
    stop: async () => {
      over.abort();
      clearInterval(timer);
      clearTimeout(moment);
      await turn;
    },
  };
}
