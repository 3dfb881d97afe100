import { setTimeout as delay } from 'node:timers/promises';
import { createTokenVerifier, remoteKeys } from '../../../src/access/tokens';
import type { RemoteKeysOptions } from '../../../src/access/tokens/remote-keys';
import { AUDIENCE, aJwksServer, aPayload, aSigningKey, ISSUER, NOW } from './issuer';

const REFUSED = { extensions: { code: 'UNAUTHENTICATED' } };
const UNAVAILABLE = { extensions: { code: 'UNAVAILABLE' } };

let server: Awaited<ReturnType<typeof aJwksServer>>;
let oldKey: Awaited<ReturnType<typeof aSigningKey>>;
let newKey: Awaited<ReturnType<typeof aSigningKey>>;

beforeAll(async () => {
  [oldKey, newKey] = await Promise.all([aSigningKey('old'), aSigningKey('new')]);
});

beforeEach(async () => {
  server = await aJwksServer();
  server.publish(oldKey);
});

afterEach(() => server.close());

function verifier(options: RemoteKeysOptions = {}) {
  const keys = remoteKeys(server.uri, options);
  const clock = () => new Date(NOW * 1_000);
  const tokens = createTokenVerifier({ issuer: ISSUER, audience: AUDIENCE, keys, clock });
  return async (key: typeof oldKey) => tokens.verify(`Bearer ${await key.token(aPayload())}`);
}

it('fetches the keys once for many tokens', async () => {
  const verify = verifier();
  await Promise.all(Array.from({ length: 20 }, () => verify(oldKey)));
  await expect(verify(oldKey)).resolves.toBeDefined();
  expect(server.state.requests).toBe(1);
});

it('picks up a new key when a token names it, and then refuses the one that was withdrawn', async () => {
  const verify = verifier({ cooldownMs: 0 });
  await expect(verify(oldKey)).resolves.toBeDefined();
  server.publish(oldKey, newKey);
  await expect(verify(newKey)).resolves.toBeDefined();
  await expect(verify(oldKey)).resolves.toBeDefined();
  expect(server.state.requests).toBe(2);

  server.publish(newKey);
  await expect(verify(await aSigningKey('never published'))).rejects.toMatchObject(REFUSED);
  await expect(verify(oldKey)).rejects.toMatchObject(REFUSED);
  await expect(verify(newKey)).resolves.toBeDefined();
});

it('refuses a withdrawn key once the kept set is too old, though nobody named another', async () => {
  const verify = verifier({ maxAgeMs: 40 });
  await expect(verify(oldKey)).resolves.toBeDefined();
  server.publish(newKey);
  await delay(60);
  await expect(verify(oldKey)).rejects.toMatchObject(REFUSED);
});

it('does not ask the issuer again for every token that names an unknown key', async () => {
  const verify = verifier();
  await verify(oldKey);
  const unknown = await aSigningKey('unknown');
  await Promise.all(Array.from({ length: 20 }, () => expect(verify(unknown)).rejects.toMatchObject(REFUSED)));
  expect(server.state.requests).toBe(1);
});

describe('when the keys cannot be had, a token is neither good nor bad:', () => {
  it('nothing listens', async () => {
    const verify = verifier();
    await server.close();
    await expect(verify(oldKey)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('the issuer never answers', async () => {
    server.state.isSilent = true;
    await expect(verifier({ timeoutMs: 50 })(oldKey)).rejects.toMatchObject(UNAVAILABLE);
  });

  it.each([
    ['an error', 503, '{"keys":[]}'],
    ['a redirect', 302, '{"keys":[]}'],
    ['a page of HTML', 200, '<html></html>'],
    ['something that is no key set', 200, '{"keys":"none"}'],
  ])('the issuer answers with %s', async (_what, status, body) => {
    Object.assign(server.state, { status, body });
    await expect(verifier()(oldKey)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('the keys that were fetched before still count', async () => {
    const verify = verifier();
    await verify(oldKey);
    server.state.status = 503;
    await expect(verify(oldKey)).resolves.toBeDefined();
  });

  it('and it works again by itself', async () => {
    const verify = verifier();
    server.state.status = 503;
    await expect(verify(oldKey)).rejects.toMatchObject(UNAVAILABLE);
    server.state.status = 200;
    await expect(verify(oldKey)).resolves.toBeDefined();
  });
});

it('refuses an address that is no URL before any token comes', () => {
  expect(() => remoteKeys('login.example/jwks')).toThrow('Invalid URL');
});
