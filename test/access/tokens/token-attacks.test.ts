import { createHmac } from 'node:crypto';
import { type CompactJWSHeaderParameters, CompactSign, exportSPKI } from 'jose';
import { createTokenVerifier, type TokenVerifier } from '../../../src/access/tokens';
import { AUDIENCE, aJwksServer, aPayload, aSigningKey, ISSUER, keySetOf, NOW, rawToken } from './issuer';

const REFUSED = { extensions: { code: 'UNAUTHENTICATED' } };

let key: Awaited<ReturnType<typeof aSigningKey>>;
let attacker: Awaited<ReturnType<typeof aSigningKey>>;
let verifier: TokenVerifier;

beforeAll(async () => {
  [key, attacker] = await Promise.all([aSigningKey('key-1', 'RS256'), aSigningKey('attacker-1', 'RS256')]);
  verifier = createTokenVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    keys: keySetOf(key),
    clock: () => new Date(NOW * 1_000),
  });
});

async function expectRefused(token: string): Promise<void> {
  await expect(verifier.verify(`Bearer ${token}`)).rejects.toMatchObject(REFUSED);
}

/** Signs header and payload with HMAC, as somebody would who took a public key for a shared secret. */
function hmacToken(secret: string | Buffer, header: object): string {
  const unsigned = rawToken(header, aPayload()).slice(0, -1);
  return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
}

it('accepts the good token that the forgeries start from', async () => {
  await expect(verifier.verify(`Bearer ${await key.token()}`)).resolves.toBeDefined();
});

it.each(['none', 'None', 'NONE', ''])('refuses the algorithm "%s", with and without a signature', async (alg) => {
  const header = { alg, typ: 'JWT', kid: key.kid };
  const [, , signature] = (await key.token()).split('.');
  await expectRefused(rawToken(header, aPayload()));
  await expectRefused(rawToken(header, aPayload(), signature));
});

it('refuses HS256 with the public key for a secret', async () => {
  const pem = await exportSPKI(key.publicKey);
  const header = { alg: 'HS256', typ: 'JWT', kid: key.kid };
  for (const secret of [
    pem,
    pem.trim(),
    JSON.stringify(key.publicJwk),
    Buffer.from(key.publicJwk.n ?? '', 'base64url'),
  ]) {
    await expectRefused(hmacToken(secret, header));
    await expectRefused(hmacToken(secret, { typ: 'JWT', kid: key.kid, alg: 'RS256' }));
  }
});

it('refuses an algorithm of the same key that is not on the list', async () => {
  const pss = await aSigningKey('key-1', 'PS256');
  const openToPss = createTokenVerifier({ issuer: ISSUER, audience: AUDIENCE, keys: keySetOf(pss) });
  const token = await pss.token(aPayload({ exp: Math.floor(Date.now() / 1_000) + 300 }));
  await expect(openToPss.verify(`Bearer ${token}`)).rejects.toMatchObject(REFUSED);
});

it('refuses a key that the token brings along as jwk', async () => {
  await expectRefused(await attacker.token(aPayload(), { jwk: attacker.publicJwk, kid: key.kid }));
  await expectRefused(await attacker.token(aPayload(), { jwk: attacker.publicJwk }));
});

it('refuses keys that the token points to, and never fetches them', async () => {
  const server = await aJwksServer();
  server.publish(attacker);
  try {
    for (const pointer of [{ jku: server.uri }, { x5u: server.uri }]) {
      await expectRefused(await attacker.token(aPayload(), pointer));
      await expectRefused(await attacker.token(aPayload(), { ...pointer, kid: key.kid }));
    }
    expect(server.state.requests).toBe(0);
  } finally {
    await server.close();
  }
});

it('ignores such headers on a token that the issuer did sign', async () => {
  const token = await key.token(aPayload(), { jwk: attacker.publicJwk, jku: 'http://127.0.0.1:9/jwks' });
  await expect(verifier.verify(`Bearer ${token}`)).resolves.toBeDefined();
});

it.each(['attacker-1', '../../../../dev/null', '/etc/passwd', "' or 1=1 --", '__proto__', ''])(
  'refuses the unknown key id "%s"',
  async (kid) => {
    await expectRefused(await attacker.token(aPayload(), { kid }));
    await expectRefused(await key.token(aPayload(), { kid }));
  },
);

it('refuses a token of somebody else who borrows the key id', async () => {
  await expectRefused(await attacker.token(aPayload(), { kid: key.kid }));
});

it('refuses a token without a key id when there are several keys', async () => {
  const second = await aSigningKey('key-2', 'RS256');
  const withTwo = createTokenVerifier({ issuer: ISSUER, audience: AUDIENCE, keys: keySetOf(key, second) });
  const token = await key.token(aPayload({ exp: Math.floor(Date.now() / 1_000) + 300 }), { kid: undefined });
  await expect(withTwo.verify(`Bearer ${token}`)).rejects.toMatchObject(REFUSED);
});

it('refuses a changed payload, a changed header and a cut signature', async () => {
  const [header, payload, signature] = (await key.token()).split('.');
  const promoted = Buffer.from(JSON.stringify(aPayload({ role: 'ADMINISTRATOR' }))).toString('base64url');
  const retyped = Buffer.from(JSON.stringify({ alg: 'RS256', typ: 'at+jwt', kid: key.kid })).toString('base64url');
  await expectRefused(`${header}.${promoted}.${signature}`);
  await expectRefused(`${retyped}.${payload}.${signature}`);
  await expectRefused(`${header}.${payload}.${signature?.slice(0, -8)}`);
});

it.each([
  ['an extension nobody knows', { crit: ['exploit'], exploit: true }],
  ['an extension the library knows', { crit: ['b64'], b64: true }],
])('refuses what is critical: %s', async (_what, extension) => {
  const header: CompactJWSHeaderParameters = { alg: 'RS256', typ: 'JWT', kid: key.kid, ...extension };
  const signer = new CompactSign(Buffer.from(JSON.stringify(aPayload()))).setProtectedHeader(header);
  await expectRefused(await signer.sign(key.privateKey, { crit: { exploit: true } }));
});

it('refuses a signed payload that is no object', async () => {
  for (const text of ['[]', '"text"', 'null', '{', '']) {
    const signer = new CompactSign(Buffer.from(text)).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid });
    await expectRefused(await signer.sign(key.privateKey));
  }
});
