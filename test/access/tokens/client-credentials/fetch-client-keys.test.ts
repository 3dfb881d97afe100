import { fetchClientKeys, withUsableKeys } from '../../../../src/access/tokens/client-credentials/fetch-client-keys';
import { aClientKey } from '../../../support/client-keys';
import { aJwksServer } from '../issuer';

const good = aClientKey('ES384', 'good').publicJwk;
const other = aClientKey('ES256', 'other').publicJwk;

const keysOf = async (body: string, init?: ResponseInit) => {
  const { keys } = (await (await withUsableKeys(new Response(body, init))).json()) as { keys: { kid: string }[] };
  return keys.map(({ kid }) => kid);
};

it('fetches nothing over http, and nothing where private addresses are not refused', async () => {
  const server = await aJwksServer();
  try {
    await expect(fetchClientKeys(server.uri)).rejects.toThrow('over https only');
    await expect(fetchClientKeys(server.uri.replace('http:', 'https:'))).rejects.toThrow('cannot be checked');
    expect(server.state.requests).toBe(0);
  } finally {
    await server.close();
  }
});

it('lets the keys through that a client could have been registered with', async () => {
  expect(await keysOf(JSON.stringify({ keys: [other, good] }))).toEqual(['good']);
  expect(await keysOf(JSON.stringify({ keys: [good, aClientKey('ES384', 'x').privateJwk] }))).toEqual([]);
  expect(await keysOf('[]')).toEqual([]);
});

it('refuses what is no JSON, or far too long', async () => {
  await expect(keysOf('<html></html>')).rejects.toThrow(SyntaxError);
  await expect(keysOf(JSON.stringify({ keys: [good], more: 'x'.repeat(65_536) }))).rejects.toThrow(RangeError);
});

it('passes on that there was no answer', async () => {
  expect((await withUsableKeys(new Response('{}', { status: 503 }))).status).toBe(503);
});

it.each([
  ['max-age=60', 'max-age=60'],
  ['public, max-age=31536000', 'max-age=300'],
  ['no-store', null],
])('lets keys that say "%s" be kept for five minutes at most', async (told, kept) => {
  const response = new Response(JSON.stringify({ keys: [good] }), { headers: { 'cache-control': told } });
  expect((await withUsableKeys(response)).headers.get('cache-control')).toBe(kept);
});
