/** How soon is soon: so that many who ask at once are one. */
const SOON_MS = 25;

/** Work that is done again and again while the server runs. */
export interface Repetition {
  /** Does it in a moment, without waiting for its turn: once for all who ask meanwhile. */
  soon(): void;
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
  let moment: NodeJS.Timeout | undefined;
  let isOver = false;
  const soon = (): void => {
    if (isOver) return;
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
      isOver = true;
      clearInterval(timer);
      clearTimeout(moment);
      await turn;
    },
  };
}
