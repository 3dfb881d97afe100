import request from 'supertest';
import { Role } from '../../../../src/access/role';
import { tokenRoutes } from '../../../../src/access/tokens';
import { ALL_SCOPES } from '../../../../src/app/personas';
import { createLog } from '../../../../src/platform/observability/log';
import { aServer } from '../../../platform/http/a-server';
import { startTestApp, type TestApp } from '../../../support/app';
import { ASSERTION_TYPE, aTokenClient } from './a-token-client';

const ELSEWHERE = {
  OIDC_ISSUER: 'https://login.harbor.example/realms/harbor',
  OIDC_AUDIENCE: 'https://api.alongside.example',
  OIDC_JWKS_URI: 'https://login.harbor.example/realms/harbor/certs',
};
const PRODUCTION = { NODE_ENV: 'production', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nowhere', ...ELSEWHERE };

describe('the development issuer', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.stop());

  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever it asked for
  const get = async (path: string): Promise<any> => (await fetch(`${app.api.url}${path}`)).json();

  it('tells clients of SMART Backend Services where to go and how', async () => {
    expect(await get('/.well-known/smart-configuration')).toEqual({
      issuer: app.issuer.issuer,
      jwks_uri: `${app.api.url}/oidc/jwks`,
      token_endpoint: `${app.api.url}/oidc/token`,
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
      scopes_supported: ALL_SCOPES,
      capabilities: ['client-confidential-asymmetric', 'permission-v2'],
    });
  });

  it('describes itself, with nothing that it cannot do', async () => {
    const described = await get('/oidc/.well-known/openid-configuration');
    expect(described).toMatchObject({ token_endpoint: `${app.api.url}/oidc/token`, response_types_supported: [] });
    expect(Object.keys(described).filter((name) => name.endsWith('_endpoint'))).toEqual(['token_endpoint']);
  });

  it('publishes its public key, and no more of it', async () => {
    const { keys } = await get('/oidc/jwks');
    expect(keys).toEqual([{ ...app.issuer.key.publicJwk }]);
    expect(Object.keys(keys[0]).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });

  it.each([
    ['get', '/oidc'],
    ['get', '/oidc/auth'],
    ['get', '/oidc/token'],
    ['get', '/oidc/me'],
    ['post', '/oidc/me'],
    ['post', '/oidc/reg'],
    ['post', '/oidc/request'],
    ['post', '/oidc/device/auth'],
    ['get', '/oidc/device'],
    ['get', '/oidc/session/end'],
    ['post', '/oidc/token/introspection'],
    ['post', '/oidc/token/revocation'],
    ['post', '/oidc/backchannel'],
    ['get', '/oidc/interaction/1'],
  ] as const)('has no other route: %s %s', async (method, path) => {
    const { status, body } = await request(app.api.listener)[method](path);
    expect(status).toBe(404);
    expect(body.errors[0].extensions.code).toBe('NOT_FOUND');
  });

  it('says in the log why a client was given no token, and nothing of what it sent', async () => {
    const lines: string[] = [];
    const log = createLog({ level: 'trace', destination: { write: (line) => lines.push(line) } });
    const { dataSource } = app.api.services;
    const server = await aServer({ routes: [tokenRoutes({ issuer: app.issuer, dataSource, log, scopes: [] })] });
    try {
      const client = await aTokenClient(app);
      const assertion = await client.assertion({ aud: 'https://canary.example', jti: 'canary-jti' });
      const good = await client.assertion({ aud: app.issuer.issuer });
      expect((await client.present(assertion, server.url)).status).toBe(401);
      const { body } = await client.present(good, server.url);
      expect((await client.present(good, server.url)).status).toBe(401);
      const text = lines.join('');
      expect(text).toContain('the assertion was used before');
      expect(text).toContain('audience (aud) must equal');
      const [, payload = '', signature = ''] = assertion.split('.');
      const { access_token: token } = body as { access_token: string };
      for (const secret of [payload, signature, good, token, 'canary', ASSERTION_TYPE, client.clientId]) {
        expect(text).not.toContain(secret);
      }
      expect(server.logged()).toEqual([]);
    } finally {
      await server.stop();
    }
  });
});

describe('where an identity provider is set', () => {
  it.each([
    ['in development', { NODE_ENV: 'development', ...ELSEWHERE }],
    ['in production', PRODUCTION],
  ])('there is no development issuer %s', async (_where, settings) => {
    const app = await startTestApp(settings);
    try {
      for (const path of ['/.well-known/smart-configuration', '/oidc/.well-known/openid-configuration', '/oidc/jwks']) {
        expect((await request(app.api.listener).get(path)).status).toBe(404);
      }
      const { status } = await request(app.api.listener).post('/oidc/token').type('form').send({ grant_type: 'x' });
      expect(status).toBe(404);
      const token = await app.issuer.sign({ subject: 'x', organizationId: app.harbor.uuid, role: Role.INTAKE });
      expect((await app.withToken(token).send('{ viewer { role } }')).status).not.toBe(200);
    } finally {
      await app.stop();
    }
  });
});
