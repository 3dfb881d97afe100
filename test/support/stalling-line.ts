import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server on which nothing may come through any more, as when a cable is pulled: nobody is told. */
export interface StallingLine {
  readonly url: string;
  /** From now on, nothing comes through on the connections that there are. */
  stall(): void;
  /** New connections come through again. */
  recover(): void;
  close(): Promise<void>;
}

/** @param url where the line leads to */
export async function aStallingLine(url: string): Promise<StallingLine> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let isStalled = false;
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
    if (isStalled) hold(near, far);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const line = new URL(url);
  line.port = String((server.address() as AddressInfo).port);
  return {
    url: line.href,
    stall: () => {
      isStalled = true;
      hold(...sockets);
    },
    recover: () => {
      isStalled = false;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

function hold(...sockets: Socket[]): void {
  for (const socket of sockets) {
    socket.unpipe();
    socket.pause();
  }
}
