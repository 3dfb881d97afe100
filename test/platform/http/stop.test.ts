import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { SettingsError } from '../../../src/platform/config/settings';
import { aServer, type TestServer } from './a-server';

interface Answer {
  readonly status: number | undefined;
  readonly connection: string | undefined;
  readonly text: string;
}

function ask(server: TestServer, query: string, agent?: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers: { 'content-type': 'application/json' }, ...(agent ? { agent } : {}) };
    const req = httpRequest(`${server.url}/graphql`, options, async (res: IncomingMessage) => {
      let text = '';
      for await (const chunk of res) text += String(chunk);
      resolve({ status: res.statusCode, connection: res.headers.connection, text });
    });
    req.on('error', reject);
    req.end(JSON.stringify({ query }));
  });
}

async function untilInFlight(server: TestServer, count = 1): Promise<void> {
  while (server.contexts.length < count) await pause(5);
}

describe('stopping', () => {
  it('finishes the request in flight, refuses new ones and closes kept connections', async () => {
    const server = await aServer();
    const agent = new Agent({ keepAlive: true });
    await ask(server, '{ greeting }', agent);
    const slow = ask(server, '{ slow }', agent);
    await untilInFlight(server, 2);

    const stopped = server.stop();
    await expect(ask(server, '{ greeting }')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    server.release();
    expect(await slow).toEqual({ status: 200, connection: 'close', text: '{"data":{"slow":"at last"}}\n' });
    await stopped;
    expect(server.contexts.map(({ closings }) => closings)).toEqual([1, 1]);
    agent.destroy();
  });

  it('does not wait for connections on which nothing happens', async () => {
    const server = await aServer({ stopGraceMs: 10_000 });
    const agent = new Agent({ keepAlive: true });
    await ask(server, '{ greeting }', agent);
    const silent = connect(Number(new URL(server.url).port), '127.0.0.1');
    await new Promise((resolve) => silent.once('connect', resolve));
    const before = performance.now();
    await server.stop();
    expect(performance.now() - before).toBeLessThan(1_000);
    silent.destroy();
    agent.destroy();
  });

  it('refuses a request that still comes over an open connection', async () => {
    const server = await aServer();
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    let heard = '';
    socket.on('data', (chunk) => {
      heard += String(chunk);
    });
    const hungUp = new Promise((resolve) => socket.once('close', resolve));
    const raw = (query: string): string => {
      const body = JSON.stringify({ query });
      const head = `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n`;
      return `${head}\r\n${body}`;
    };
    socket.write(raw('{ slow }'));
    await untilInFlight(server);
    const stopped = server.stop();
    socket.write(raw('mutation { write }'));
    await pause(50);
    server.release();
    await Promise.all([stopped, hungUp]);
    expect(heard).toContain('at last');
    expect(server.events).not.toContain('written');
  });

  it('cuts off what does not end within its grace', async () => {
    const server = await aServer({ stopGraceMs: 100 });
    const slow = ask(server, '{ slow }').catch((error: { code?: string }) => error.code);
    await untilInFlight(server);
    const before = performance.now();
    await server.stop();
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(await slow).toBe('ECONNRESET');
    server.release();
  });

  it('waits for an operation whose caller has left', async () => {
    const server = await aServer();
    const controller = new AbortController();
    const body = JSON.stringify({ query: '{ slow }' });
    const headers = { 'content-type': 'application/json' };
    const left = fetch(`${server.url}/graphql`, { method: 'POST', headers, body, signal: controller.signal }).catch(
      () => {},
    );
    await untilInFlight(server);
    controller.abort();
    await left;
    const stopped = server.stop();
    expect(await Promise.race([stopped.then(() => 'stopped'), pause(100, 'waiting')])).toBe('waiting');
    server.release();
    await stopped;
    expect(server.contexts[0]?.closings).toBe(1);
  });

  it('may be asked for twice', async () => {
    const server = await aServer();
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
  });
});

describe('starting', () => {
  it('on a busy port says which, and what to set', async () => {
    const first = await aServer();
    const port = Number(new URL(first.url).port);
    const second = aServer({ port });
    await expect(second).rejects.toThrow(new SettingsError(`Port ${port} is in use; set PORT to a free one.`));
    await expect(second).rejects.toBeInstanceOf(SettingsError);
    await first.stop();
  });

  it('on a foreign address says so, without repeating it', async () => {
    await expect(aServer({ host: '192.0.2.1' })).rejects.toThrow(
      'HOST is not an address of this machine; set HOST to one, such as 127.0.0.1.',
    );
  });

  it('on every address says where it can be found', async () => {
    const server = await aServer({ host: '0.0.0.0' });
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await server.stop();
  });
});
