import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SettingsError } from '../config/settings';

/** Names of every address, under which no client finds a server. */
const WILDCARDS: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };

/**
 * Begins to listen.
 * @returns where the server is: `http://127.0.0.1:4000`
 * @throws SettingsError when the address cannot be used, with the setting to change
 */
export function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => reject(listeningError(error, port));
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      const { port: actual } = server.address() as AddressInfo;
      resolve(`http://${WILDCARDS[host] ?? (host.includes(':') ? `[${host}]` : host)}:${actual}`);
    });
  });
}

/**
 * Tries an address and lets go of it: for whoever has long work to do before listening.
 * @throws SettingsError when the address cannot be used
 */
export async function checkAddress(port: number, host: string): Promise<void> {
  const server = createServer();
  await listen(server, port, host);
  await new Promise((resolve) => server.close(resolve));
}

function listeningError(error: NodeJS.ErrnoException, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new SettingsError(`Port ${port} is in use; set PORT to a free one.`);
    case 'EACCES':
      return new SettingsError(`Port ${port} is reserved; set PORT to one above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new SettingsError('HOST is not an address of this machine; set HOST to one, such as 127.0.0.1.');
    default:
      return error;
  }
}
