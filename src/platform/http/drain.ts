import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { unavailable } from '../graphql/errors';

/** Knows what is in flight, so that a stop can wait for it. */
export class Drain {
  #stopping = false;
  #server: Server | undefined;
  /**
   * The answers under way on each connection. Not one set of them all: as it lives on, each table that it outgrew keeps what came
   * after it in memory until a major garbage collection.
   */
  readonly #answering = new Map<Socket, ServerResponse[]>();
  #working = 0;
  #whenIdle: (() => void)[] = [];

  /** Keeps an eye on the server's connections. */
  watch(server: Server): void {
    this.#server = server;
    server.on('connection', (socket) => {
      this.#answering.set(socket, []);
      socket.once('close', () => this.#answering.delete(socket));
    });
  }

  /** Goes before everything that is answered. @throws UNAVAILABLE while the server stops */
  admit({ socket }: IncomingMessage, res: ServerResponse): void {
    if (this.#stopping) {
      res.setHeader('connection', 'close');
      throw unavailable('The server is stopping. Please try again.');
    }
    const answers = this.#answering.get(socket);
    if (!answers) return;
    answers.push(res);
    res.once('close', () => answers.splice(answers.indexOf(res), 1));
  }

  /** Counts work that goes on even when its caller has left. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#working += 1;
    try {
      return await work;
    } finally {
      this.#working -= 1;
      if (this.#working === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
    }
  }

  /**
   * Takes no more requests and waits for those in flight.
   * @param graceMs how long before what still runs is cut off
   */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    const closed = new Promise<void>((resolve) => this.#server?.close(() => resolve()) ?? resolve());
    for (const [socket, answers] of this.#answering) {
      if (answers.length === 0) socket.destroy();
      // A connection that is kept alive would outlive its last answer.
      for (const res of answers) if (!res.headersSent) res.setHeader('connection', 'close');
    }

    const settled = Promise.all([closed, this.#idle()]);
    const grace = timer(graceMs);
    await Promise.race([settled, grace.over]);
    grace.cancel();
    this.#server?.closeAllConnections();
    await closed;
  }

  #idle(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#working === 0) resolve();
      else this.#whenIdle.push(resolve);
    });
  }
}

function timer(ms: number): { readonly over: Promise<void>; cancel(): void } {
  let timeout: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timeout = setTimeout(resolve, ms);
  });
  return { over, cancel: () => clearTimeout(timeout) };
}
