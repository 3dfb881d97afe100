import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { unavailable } from '../graphql/errors';

/** Knows what is in flight, so that a stop can wait for it. */
export class Drain {
  #stopping = false;
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();
  readonly #responses = new Set<ServerResponse>();
  readonly #work = new Set<Promise<unknown>>();

  /** Keeps an eye on the server's connections. */
  watch(server: Server): void {
    this.#server = server;
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  /** Goes before everything that is answered. @throws UNAVAILABLE while the server stops */
  admit(res: ServerResponse): void {
    if (this.#stopping) {
      res.setHeader('connection', 'close');
      throw unavailable('The server is stopping. Please try again.');
    }
    this.#responses.add(res);
    res.once('close', () => this.#responses.delete(res));
  }

  /** Counts work that goes on even when its caller has left. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#work.add(work);
    try {
      return await work;
    } finally {
      this.#work.delete(work);
    }
  }

  /**
   * Takes no more requests and waits for those in flight.
   * @param graceMs how long before what still runs is cut off
   */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    const closed = new Promise<void>((resolve) => this.#server?.close(() => resolve()) ?? resolve());
    const answering = new Set([...this.#responses].map(({ req }) => req.socket));
    for (const socket of this.#sockets) if (!answering.has(socket)) socket.destroy();
    // A connection that is kept alive would outlive its last answer.
    for (const res of this.#responses) if (!res.headersSent) res.setHeader('connection', 'close');

    const settled = Promise.all([closed, Promise.allSettled(this.#work)]);
    const grace = timer(graceMs);
    await Promise.race([settled, grace.over]);
    grace.cancel();
    this.#server?.closeAllConnections();
    await closed;
  }
}

function timer(ms: number): { readonly over: Promise<void>; cancel(): void } {
  let timeout: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timeout = setTimeout(resolve, ms);
  });
  return { over, cancel: () => clearTimeout(timeout) };
}
