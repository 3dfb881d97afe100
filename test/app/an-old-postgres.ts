import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** A server that speaks PostgreSQL's protocol and says of everything that it is PostgreSQL 14. */
export async function anOldPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let isOpen = false;
    socket.on('data', (bytes) => {
      if (!isOpen) socket.write(Buffer.concat([message('R', int32(0)), READY]));
      else if (bytes[0] === X) socket.end();
      else socket.write(ANSWER);
      isOpen = true;
    });
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return {
    url: `postgres://somebody:secret@127.0.0.1:${address.port}/alongside`,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

// https://www.postgresql.org/docs/14/protocol-message-formats.html
const X = 'X'.charCodeAt(0);
const READY = message('Z', Buffer.from('I'));
const COLUMN = Buffer.concat([text('version'), int32(0), int16(0), int32(23), int16(4), int32(-1), int16(0)]);
const VALUE = Buffer.from('140012');
const ANSWER = Buffer.concat([
  message('T', int16(1), COLUMN),
  message('D', int16(1), int32(VALUE.length), VALUE),
  message('C', text('SELECT 1')),
  READY,
]);

function message(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`);
}
