// An identity provider of the bench's own, so that Alongside runs in production mode: it signs tokens and publishes its key.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../paths.mjs';

// jose ships ES modules only; node requires them all the same.
const { exportJWK, generateKeyPair, SignJWT } = createRequire(join(ROOT, 'package.json'))('jose');

/** `.invalid` can never be registered (RFC 2606). The same in every run, for logins are bound to it. */
const ISSUER = 'https://bench.alongside.invalid/';
const AUDIENCE = 'alongside-bench';
const KEY_ID = 'bench';

/**
 * @typedef {object} Issuer
 * @property {string} issuer
 * @property {Record<string, string>} settings what a server must be told to trust it
 * @property {(order: { subject: string, role: string, scopes: readonly string[] }, organization: string) => Promise<string>} sign
 * @property {() => void} stop
 */

/** @returns {Promise<Issuer>} */
export async function openIssuer() {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'ES256', use: 'sig' };
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const keys = `http://127.0.0.1:${server.address().port}/keys`;
  return {
    issuer: ISSUER,
    settings: { OIDC_ISSUER: ISSUER, OIDC_AUDIENCE: AUDIENCE, OIDC_JWKS_URI: keys },
    sign: ({ subject, role, scopes }, organization) =>
      new SignJWT({ organization: `organization_${organization.replaceAll('-', '')}`, role, scope: scopes.join(' ') })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: KEY_ID })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime('8h')
        .sign(privateKey),
    stop: () => server.close(),
  };
}
