import { setTimeout as sleep } from 'node:timers/promises';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { LiveCaller } from '../../../../src/platform/http/live/live-options';
import { aServer } from '../a-server';

/** No other timer waits for so long. */
const TOKEN_MS = 7 * 3_600_000;

it('keeps nothing of a connection that was gone before it was known whose it is', async () => {
  let verified = (): void => undefined;
  let isAsked = false;
  const callerOf = async (): Promise<LiveCaller> => {
    isAsked = true;
    await new Promise<void>((resolve) => {
      verified = resolve;
    });
    return { login: 'somebody', until: new Date(Date.now() + TOKEN_MS) };
  };
  const server = await aServer({ callerOf });
  const timers = jest.spyOn(globalThis, 'setTimeout');
  const kept = () => timers.mock.calls.filter(([, ms]) => (ms ?? 0) > TOKEN_MS - 60_000).length;
  const connect = async (): Promise<WebSocket> => {
    isAsked = false;
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, GRAPHQL_TRANSPORT_WS_PROTOCOL);
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer one' } }));
    while (!isAsked) await sleep(5);
    return socket;
  };

  const gone = await connect();
  gone.terminate();
  await sleep(100);
  verified();
  await sleep(50);
  expect(kept()).toBe(0);

  const staying = await connect();
  verified();
  await new Promise((resolve) => staying.once('message', resolve));
  expect(kept()).toBe(1);
  staying.terminate();
  timers.mockRestore();
  await server.stop();
});
