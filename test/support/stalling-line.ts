import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server on whose connections nothing may come through any more, and nobody is told: as when a cable is pulled. */
export interface StallingLine {
  readonly url: string;
  /** From now on, nothing comes through on the connections that there are. New ones work. */
  stall(): void;
  close(): Promise<void>;
}

/** @param url where the line leads to */
export async function aStallingLine(url: string): Promise<StallingLine> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => sockets.delete(from));
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const line = new URL(url);
  line.port = String((server.address() as AddressInfo).port);
  return {
    url: line.href,
    stall: () => {
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
