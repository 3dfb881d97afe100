import { createTokenVerifier, type TokenVerifier } from '../../../src/access/tokens';
import { pairFor, pointersTo, type Target } from './forgeries';
import { AUDIENCE, aJwksServer, aPayload, aSigningKey, ISSUER, keySetOf, NOW } from './issuer';

// What can be told of a token alone stands in forgeries.test.ts; this is about the keys around it.

const REFUSED = { extensions: { code: 'UNAUTHENTICATED' } };

let key: Awaited<ReturnType<typeof aSigningKey>>;
let attacker: Awaited<ReturnType<typeof aSigningKey>>;

beforeAll(async () => {
  [key, attacker] = await Promise.all([aSigningKey('key-1', 'RS256'), aSigningKey('attacker-1', 'RS256')]);
});

function verifierFor(...keys: (typeof key)[]): TokenVerifier {
  const clock = () => new Date(NOW * 1_000);
  return createTokenVerifier({ issuer: ISSUER, audience: AUDIENCE, keys: keySetOf(...keys), clock });
}

it('refuses keys that the token points to, and never fetches them', async () => {
  const server = await aJwksServer();
  server.publish(attacker);
  const target: Target = { ...pairFor('RS256'), kid: 'key-1', typ: 'JWT', payload: () => ({ ...aPayload() }) };
  try {
    for (const forgery of pointersTo(server.uri)) {
      await expect(verifierFor(key).verify(`Bearer ${forgery.make(target)}`)).rejects.toMatchObject(REFUSED);
    }
    expect(server.state.requests).toBe(0);
  } finally {
    await server.close();
  }
});

it('ignores such headers on a token that the issuer did sign', async () => {
  const token = await key.token(aPayload(), { jwk: attacker.publicJwk, jku: 'http://127.0.0.1:9/jwks' });
  await expect(verifierFor(key).verify(`Bearer ${token}`)).resolves.toBeDefined();
});

it('refuses a token without a key id when there are several keys, and takes it when there is one', async () => {
  const token = await key.token(aPayload(), { kid: undefined });
  const second = await aSigningKey('key-2', 'RS256');
  await expect(verifierFor(key, second).verify(`Bearer ${token}`)).rejects.toMatchObject(REFUSED);
  await expect(verifierFor(key).verify(`Bearer ${token}`)).resolves.toBeDefined();
});

it('refuses an algorithm that the key is for and the list is not', async () => {
  const pss = await aSigningKey('key-1', 'PS256');
  await expect(verifierFor(pss).verify(`Bearer ${await pss.token()}`)).rejects.toMatchObject(REFUSED);
});
