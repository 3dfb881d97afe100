import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import request from 'supertest';
import { Role } from '../../../../src/access/role';
import { ALL_SCOPES } from '../../../../src/app/personas';
import { startTestApp, type TestApp } from '../../../support/app';
import { aClientKey } from '../../../support/client-keys';
import { asAdmin } from '../../../support/database';
import { serial } from '../../../support/factories';
import { goodToken, type Target } from '../forgeries';
import { aTokenClient, send, type TokenAnswer, TokenClient } from './a-token-client';

const SUSPEND = 'mutation ($input: SuspendPartnerAppInput!) { suspendPartnerApp(input: $input) { __typename } }';
const INVALID_CLIENT = {
  status: 401,
  body: { error: 'invalid_client', error_description: 'client authentication failed' },
};

const SOUND = aClientKey('RS384', 'key-1');
const SHORT = aClientKey('RS384', 'key-1', { bits: 1_024 });
const SMALL = aClientKey('RS384', 'key-1', { exponent: 3 });

let app: TestApp;
let client: TokenClient;
beforeAll(async () => {
  app = await startTestApp();
  client = await aTokenClient(app);
});
afterAll(() => app.stop());

const suspend = ({ partnerApp }: TokenClient) =>
  app.as(Role.ADMINISTRATOR).data(SUSPEND, { input: { partnerAppId: partnerApp.id, expectedVersion: 1 } });

describe('a registered client', () => {
  it('is given a token for five minutes, whose claims are those that the API reads', async () => {
    const { status, body } = await client.ask();
    expect({ status, body }).toEqual({
      status: 200,
      body: { access_token: expect.any(String), token_type: 'Bearer', expires_in: 300, scope: 'system/CarePlan.rs' },
    });
    const keys = createRemoteJWKSet(new URL(`${app.api.url}/oidc/jwks`));
    const { payload, protectedHeader } = await jwtVerify(body.access_token, keys);
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: app.issuer.key.kid });
    const { iat = 0, exp = 0, jti, ...claims } = payload;
    expect(exp - iat).toBe(300);
    expect(jti).toEqual(expect.any(String));
    expect(claims).toEqual({
      iss: app.issuer.issuer,
      aud: app.issuer.audience,
      sub: client.clientId,
      client_id: client.clientId,
      organization: app.harbor.id,
      role: 'EHR_SYSTEM',
      scope: 'system/CarePlan.rs',
    });
  });

  it.each(['EHR_SYSTEM', 'PARTNER_APP'] as const)('asks the graph with it as %s', async (kind) => {
    const asking = await aTokenClient(app, { kind });
    const { body } = await asking.ask();
    const { viewer } = await app.withToken(body.access_token).data('{ viewer { role displayName scopes } }');
    expect(viewer).toEqual({ role: kind, displayName: asking.clientId, scopes: ['system/CarePlan.rs'] });
  });

  it.each(['RS384', 'ES384'] as const)('may sign with %s', async (alg) => {
    const asking = await aTokenClient(app, { key: aClientKey(alg, 'key-1') });
    expect((await asking.ask()).status).toBe(200);
  });

  it('may make its assertion out to the issuer by name', async () => {
    const assertion = await client.assertion({ aud: app.issuer.issuer });
    expect((await client.present(assertion)).status).toBe(200);
  });
});

describe('scopes', () => {
  const registered = ['system/Patient.crs', 'system/CarePlan.rs', 'system/Observation.r'];
  let asking: TokenClient;
  beforeAll(async () => {
    asking = await aTokenClient(app, { scopes: registered });
  });

  it.each([
    ['all of them', registered.join(' '), registered.join(' ')],
    ['fewer', 'system/CarePlan.rs', 'system/CarePlan.rs'],
    ['fewer letters', 'system/Patient.r', 'system/Patient.r'],
    ['more letters', 'system/Patient.cruds system/Observation.rs', 'system/Patient.crs system/Observation.r'],
    ['every scope there is', ALL_SCOPES.join(' '), registered.join(' ')],
    ['a resource in two parts', 'system/Patient.c system/Patient.s', 'system/Patient.cs'],
    ['something else besides', 'openid system/*.rs user/Patient.rs system/CarePlan.r', 'system/CarePlan.r'],
  ])('are what was asked for and registered, when it asks for %s', async (_case, scope, given) => {
    const { body } = await asking.ask({ scope });
    expect(body.scope).toBe(given);
    expect(decodeJwt(body.access_token).scope).toBe(given);
    const { viewer } = await app.withToken(body.access_token).data('{ viewer { scopes } }');
    expect(viewer.scopes).toEqual(given.split(' '));
  });

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['what it was not registered for', 'system/MedicationRequest.rs'],
    ['letters that it was not registered for', 'system/CarePlan.cud'],
    ['another kind', 'patient/CarePlan.rs'],
    ['CANARY', 'CANARY'],
  ])('are refused, and not echoed, when it asks for %s', async (_case, scope) => {
    const { status, text, body } = await asking.ask({ scope });
    expect({ status, error: body.error }).toEqual({ status: 400, error: 'invalid_scope' });
    expect(text).not.toContain('CANARY');
  });
});

describe('a client without a token', () => {
  it('is told the same when it is unknown, suspended, signs with another key or is of another organization', async () => {
    const suspended = await aTokenClient(app);
    await suspend(suspended);
    const unknown = await client.assertion({ iss: 'CANARY', sub: 'CANARY' });
    const wrongKey = await aTokenClient(app);
    const { meadow } = app;
    const answers: TokenAnswer[] = [
      await client.present(unknown),
      await suspended.ask(),
      await client.present(await wrongKey.assertion({ iss: client.clientId, sub: client.clientId })),
      await client.ask({ organization: meadow.id }),
      await client.ask({ organization: 'CANARY' }),
      await client.ask({ organization: client.partnerApp.id }),
      await client.present(await client.assertion({ iss: 'zoë', sub: 'zoë' })),
    ];
    for (const answer of answers) expect(answer).toMatchObject(INVALID_CLIENT);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('has lost the one it had from the moment it is suspended', async () => {
    const asking = await aTokenClient(app);
    const { body } = await asking.ask();
    const holder = app.withToken(body.access_token);
    expect((await holder.send('{ viewer { role } }')).status).toBe(200);
    await suspend(asking);
    expect((await holder.send('{ viewer { role } }')).status).toBe(401);
  });

  it.each([
    ['a short key', { jwks: { keys: [SHORT.publicJwk] } }, SHORT],
    ['a key with a small exponent', { jwks: { keys: [SMALL.publicJwk] } }, SMALL],
    ['no key', { jwks: null }, undefined],
    ['keys at an address that is no address', { jwks_uri: 'https://' }, undefined],
    ['keys at a private address', { jwks_uri: 'https://127.0.0.1:1/jwks' }, undefined],
    ['keys that are not fetched over https', { jwks_uri: 'http://127.0.0.1:1/jwks' }, undefined],
  ])('is told the same when it was registered with %s, before anybody looked', async (_case, changes, key) => {
    const registered = await aTokenClient(app);
    const { url, clientId, organization, partnerApp } = registered;
    const asking = new TokenClient(url, clientId, key ?? registered.key, organization, partnerApp);
    const set = async ({ jwks, jwks_uri }: { jwks?: object | null; jwks_uri?: string }) =>
      asAdmin(app.databaseUrl, (admin) =>
        admin.query('update partner_app set jwks = $1, jwks_uri = $2 where client_id = $3', [jwks, jwks_uri, clientId]),
      );
    await set({ jwks: { keys: [SOUND.publicJwk] } });
    const sound = new TokenClient(url, clientId, SOUND, organization, partnerApp);
    expect((await sound.ask()).status).toBe(200);
    await set(changes);
    // By hand: jose does not even sign with a short key.
    const { privateKey, publicKey, kid, alg } = asking.key;
    const target = {
      privateKey,
      publicKey,
      kid,
      alg: alg as Target['alg'],
      typ: 'JWT',
      payload: () => asking.claims(),
    };
    expect(await asking.present(goodToken(target))).toMatchObject(INVALID_CLIENT);
  });
});

describe('one client id in two organizations', () => {
  it('is two clients, each with the key and scopes of its own', async () => {
    const clientId = `client-${serial()}`;
    const first = await aTokenClient(app, { clientId, scopes: ['system/CarePlan.rs'] });
    const second = await aTokenClient(app, { clientId, organization: app.meadow, scopes: ['system/CarePlan.r'] });
    const organizationOf = async (asking: TokenClient, organization?: string) => {
      const { body } = await asking.ask({ organization });
      return body.access_token ? decodeJwt(body.access_token).organization : body.error;
    };
    expect(await organizationOf(first, app.harbor.id)).toBe(app.harbor.id);
    expect(await organizationOf(second, app.meadow.id)).toBe(app.meadow.id);
    expect(await organizationOf(first, app.meadow.id)).toBe('invalid_client');
    expect(await organizationOf(second, app.harbor.id)).toBe('invalid_client');
    // Whoever names none means the organization that was founded first, whoever else has registered the id.
    expect(await organizationOf(first)).toBe(app.harbor.id);
    expect(await organizationOf(second)).toBe('invalid_client');
  });
});

describe('a request that is none', () => {
  it.each([
    ['nothing', {}, 'invalid_request'],
    ['no assertion', { client_assertion: undefined }, 'invalid_request'],
    [
      'a secret instead',
      { client_assertion: undefined, client_id: 'CANARY', client_secret: 'CANARY' },
      'invalid_client',
    ],
    ['another type of assertion', { client_assertion_type: 'CANARY' }, 'invalid_request'],
    ['no type of assertion', { client_assertion_type: undefined }, 'invalid_request'],
    ["another client's id", { client_id: 'CANARY' }, 'invalid_request'],
    ['another grant', { grant_type: 'authorization_code', code: 'CANARY' }, 'unsupported_grant_type'],
    ['a device', { grant_type: 'urn:ietf:params:oauth:grant-type:device_code' }, 'unsupported_grant_type'],
    ['a password', { grant_type: 'password', username: 'CANARY', password: 'CANARY' }, 'unsupported_grant_type'],
    [
      'a token to exchange',
      { grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange' },
      'unsupported_grant_type',
    ],
    ['no grant', { grant_type: undefined }, 'invalid_request'],
  ])('is refused with %s, and not echoed', async (name, form, error) => {
    const { status, body, text } = name === 'nothing' ? await send(client.endpoint, '') : await client.ask(form);
    expect([400, 401]).toContain(status);
    expect(body.error).toBe(error);
    expect(text).not.toContain('CANARY');
  });

  it('is refused with a field twice', async () => {
    const form = new URLSearchParams({ grant_type: 'client_credentials', scope: 'system/CarePlan.rs' });
    form.append('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    form.append('client_assertion', await client.assertion());
    expect((await send(client.endpoint, form.toString())).status).toBe(200);
    form.set('client_assertion', await client.assertion());
    form.append('client_assertion', await client.assertion());
    expect((await send(client.endpoint, form.toString())).body.error).toBe('invalid_request');
    form.set('client_assertion', await client.assertion());
    form.append('organization', app.harbor.id);
    form.append('organization', app.harbor.id);
    expect((await send(client.endpoint, form.toString())).body.error).toBe('invalid_client');
  });

  it('is refused as JSON, and when it is too long', async () => {
    const json = { 'content-type': 'application/json' };
    expect((await send(client.endpoint, '{}', json)).body.error).toBe('invalid_request');
    expect((await send(client.endpoint, `scope=${'x'.repeat(60_000)}`)).body.error).toBe('invalid_request');
  });

  it.each(['CANARY@127.0.0.1', '127.0.0.1/CANARY', 'a b', ''])('is refused to the host "%s"', async (host) => {
    for (const path of ['/oidc/token', '/.well-known/smart-configuration']) {
      const call = path === '/oidc/token' ? request(app.api.listener).post(path) : request(app.api.listener).get(path);
      const { status, text } = await call.set('host', host);
      expect(status).toBe(400);
      expect(text).not.toContain('CANARY');
    }
  });

  it('is answered as data, also to a browser', async () => {
    const { text, body } = await send(client.endpoint, '', { accept: 'text/html' });
    expect(body.error).toBe('invalid_request');
    expect(text).not.toContain('<');
  });
});
