import { createServer, type Server } from 'node:http';
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  type JWTVerifyGetKey,
  SignJWT,
} from 'jose';

export const ISSUER = 'https://login.harbor.example/realms/harbor';
export const AUDIENCE = 'https://api.alongside.example';
export const ORGANIZATION_ID = '0198c2a4-7d3e-7b11-9c55-0242ac120002';

/** The moment at which the tests' verifier stands, in seconds. */
export const NOW = 1_780_000_000;

/** The payload of a good token; a test overrides what it is about, and `undefined` removes a claim. */
export function aPayload(overrides: Record<string, unknown> = {}): JWTPayload {
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'subject-1',
    iat: NOW,
    exp: NOW + 300,
    organization: 'organization_0198c2a47d3e7b119c550242ac120002',
    role: 'CLINICIAN',
    scope: 'patients.read plans.write',
    ...overrides,
  };
}

/** An identity provider's key pair that signs tokens as asked, good ones and bad ones. */
export async function aSigningKey(kid: string, alg = 'ES256') {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const publicJwk: JWK = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
  return {
    kid,
    privateKey,
    publicKey,
    publicJwk,
    async token(payload: JWTPayload = aPayload(), header: Record<string, unknown> = {}): Promise<string> {
      return new SignJWT(payload).setProtectedHeader({ alg, kid, typ: 'JWT', ...header }).sign(privateKey);
    },
  };
}

export function keySetOf(...keys: { publicJwk: JWK }[]): JWTVerifyGetKey {
  return createLocalJWKSet({ keys: keys.map((key) => key.publicJwk) });
}

/** A real JWKS endpoint on a port of its own, whose answer a test may change while it runs. */
export async function aJwksServer() {
  const state = { body: '{"keys":[]}', status: 200, isSilent: false, requests: 0 };
  const server = createServer((_request, response) => {
    state.requests += 1;
    if (state.isSilent) return;
    response.writeHead(state.status, { 'content-type': 'application/json' }).end(state.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    uri: `http://127.0.0.1:${portOf(server)}/jwks`,
    state,
    publish(...keys: { publicJwk: JWK }[]) {
      state.body = JSON.stringify({ keys: keys.map((key) => key.publicJwk) });
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The JWKS server listens on no port.');
  return address.port;
}
