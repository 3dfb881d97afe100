import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CommandError } from '../../../src/app/cli/command-error';
import { readFeedText } from '../../../src/app/cli/read-feed-text';

let server: Server;
let origin: string;
const pages: Record<string, RequestListener> = {
  '/feed': (_request, response) => response.end('\uFEFF[{"name":"Säule"}]'),
  '/moved': (_request, response) => response.writeHead(302, { location: '/feed' }).end(),
  '/away': (_request, response) => response.writeHead(301, { location: 'http://example.org/feed' }).end(),
  '/round': (_request, response) => response.writeHead(302, { location: '/round' }).end(),
  '/gone': (_request, response) => response.writeHead(410).end('secret'),
  '/broken': (request) => request.socket.destroy(),
  '/endless': (_request, response) => {
    const chunk = Buffer.alloc(1_000_000, ' ');
    const send = (): void => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', send);
    };
    send();
  },
};

beforeAll(async () => {
  server = createServer((request, response) => pages[request.url ?? '']?.(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((closed) => server.close(closed));
});

describe('a feed from the web', () => {
  it('is read as UTF-8, through redirects', async () => {
    expect(JSON.parse(await readFeedText(`${origin}/feed`))).toEqual([{ name: 'Säule' }]);
    expect(await readFeedText(`${origin}/moved`)).toContain('Säule');
  });

  it.each([
    ['/gone', 'answers 410'],
    ['/round', 'redirects too often'],
    ['/away', 'must begin with https://'],
    ['/broken', 'cannot be reached'],
    ['/endless', 'more than 50 MB'],
  ])('is refused at %s, in a line that says why and repeats nothing', async (path, reason) => {
    const refusal = await readFeedText(origin + path).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(CommandError);
    expect((refusal as Error).message).toMatch(`FILE_OR_URL`);
    expect((refusal as Error).message).toContain(reason);
    expect((refusal as Error).message).not.toMatch(/secret|127\.0\.0\.1|example/);
  });

  it.each(['http://example.org/feed', 'http://127.0.0.1.example.org/feed', 'http://localhost.example.org/'])(
    'is never fetched in plain text from elsewhere: %s',
    async (address) => {
      await expect(readFeedText(address)).rejects.toThrow('FILE_OR_URL must begin with https://');
    },
  );
});
