import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Api, startApi } from '../../../../src/app/api';
import { readSettings } from '../../../../src/platform/config/settings';
import { createLog } from '../../../../src/platform/observability/log';
import { startTestApp, type TestApp } from '../../../support/app';
import { aClientKey } from '../../../support/client-keys';
import { asAdmin } from '../../../support/database';
import { forgeriesFor, goodToken, handmade, pointersTo, type Target } from '../forgeries';
import { aJwksServer } from '../issuer';
import { aTokenClient, type TokenClient } from './a-token-client';

const REFUSED = {
  status: 401,
  text: '{"error":"invalid_client","error_description":"client authentication failed"}',
};

let app: TestApp;
let client: TokenClient;
beforeAll(async () => {
  app = await startTestApp();
  client = await aTokenClient(app);
});
afterAll(() => app.stop());

const now = () => Math.floor(Date.now() / 1_000);

describe('an assertion is taken', () => {
  it.each<[string, () => Record<string, unknown>]>([
    ['with five minutes to live', () => ({ exp: now() + 300 })],
    ['that ended within 30 seconds of skew', () => ({ exp: now() - 20 })],
    ['that begins within 30 seconds of skew', () => ({ nbf: now() + 20 })],
    ['without the times that may be left out', () => ({ iat: undefined })],
    ['for a list of this audience alone', () => ({ aud: [client.endpoint] })],
  ])('%s', async (_name, changes) => {
    expect((await client.present(await client.assertion(changes()))).status).toBe(200);
  });

  it.each([['in lower case', { typ: 'jwt' }]])('with its type %s', async (_name, header) => {
    expect((await client.present(await client.assertion({}, header))).status).toBe(200);
  });
});

describe('a well-signed assertion is refused', () => {
  it.each<[string, () => Record<string, unknown>]>([
    ['without an issuer', () => ({ iss: undefined })],
    ['from another issuer', () => ({ iss: 'somebody-else' })],
    ['from a list of issuers', () => ({ iss: [client.clientId] })],
    ['with another subject than its issuer', () => ({ sub: 'somebody-else' })],
    ['with a list for a subject', () => ({ sub: [client.clientId] })],
    ['for no audience', () => ({ aud: undefined })],
    ['for another audience', () => ({ aud: 'https://login.elsewhere.example/token' })],
    ['for the token endpoint of another server', () => ({ aud: 'http://127.0.0.1:1/oidc/token' })],
    ['for the token endpoint with a slash more', () => ({ aud: `${client.endpoint}/` })],
    ['for the issuer without its slash', () => ({ aud: app.issuer.issuer.slice(0, -1) })],
    ['for the graph', () => ({ aud: `${client.url}/graphql` })],
    ['for the API, as a token is', () => ({ aud: app.issuer.audience })],
    ['for others as well', () => ({ aud: [client.endpoint, 'https://login.elsewhere.example/token'] })],
    ['without an end', () => ({ exp: undefined })],
    ['with an end in words', () => ({ exp: 'tomorrow' })],
    ['with an end of 0', () => ({ exp: 0 })],
    ['that has ended', () => ({ exp: now() - 31 })],
    ['that ends in more than five minutes', () => ({ exp: now() + 335 })],
    ['that ends in a year', () => ({ exp: now() + 31_536_000 })],
    ['that ends in milliseconds', () => ({ exp: Date.now() + 60_000 })],
    ['that does not hold yet', () => ({ nbf: now() + 60 })],
    ['with a beginning in words', () => ({ nbf: 'yesterday' })],
    ['that was made in the future', () => ({ iat: now() + 60 })],
    ['with a making in words', () => ({ iat: 'now' })],
    ['without a jti', () => ({ jti: undefined })],
    ['with an empty jti', () => ({ jti: '' })],
    ['with a number for a jti', () => ({ jti: 7 })],
    ['with a list for a jti', () => ({ jti: ['a'] })],
  ])('%s', async (_name, changes) => {
    const { status, body } = await client.present(await client.assertion(changes()));
    // Without a subject nobody knows whose it is: then the request is invalid, and not the client.
    expect([400, 401]).toContain(status);
    expect(['invalid_client', 'invalid_request']).toContain(body.error);
  });

  it.each([
    ['of no type', { typ: undefined }],
    ['of the type of an access token', { typ: 'at+jwt' }],
    ['of the type of a DPoP proof', { typ: 'dpop+jwt' }],
    ['without a key id', { kid: undefined }],
    ['that brings its key along', { jwk: aClientKey('ES384', 'x').publicJwk }],
    ['that brings a certificate along', { x5c: ['AAAA'] }],
    ['that points to a certificate', { x5u: 'https://keys.example/x' }],
    ['that points to keys which were not registered', { jku: 'https://keys.example/jwks' }],
  ])('%s', async (_name, header) => {
    expect(await client.present(await client.assertion({}, header))).toMatchObject(REFUSED);
  });

  it('as if an access token were one', async () => {
    const { body } = await client.ask();
    expect((await client.present(body.access_token)).status).toBe(401);
  });
});

describe.each(['RS384', 'ES384'] as const)('an assertion of a client that signs with %s', (alg) => {
  let asking: TokenClient;
  let target: Target;
  beforeAll(async () => {
    asking = await aTokenClient(app, { key: aClientKey(alg, 'key-1') });
    const { privateKey, publicKey, kid } = asking.key;
    target = { alg, privateKey, publicKey, kid, typ: 'JWT', payload: () => ({ ...asking.claims() }) };
  });

  it('is taken when it is good, so that refusals mean something', async () => {
    expect((await asking.present(goodToken(target))).status).toBe(200);
    if (alg === 'RS384') expect((await asking.present(handmade.make(target))).status).toBe(200);
  });

  describe.each(forgeriesFor(alg))('is refused %s:', (_group, forgeries) => {
    it.each(forgeries.map((forgery) => [forgery.name, forgery] as const))('%s', async (_name, forgery) => {
      const { status, body } = await asking.present(forgery.make(target));
      expect([400, 401]).toContain(status);
      expect(['invalid_client', 'invalid_request']).toContain(body.error);
    });
  });

  it('is refused with pointers to keys, which nobody follows', async () => {
    const server = await aJwksServer();
    try {
      for (const forgery of pointersTo(server.uri)) {
        expect(await asking.present(forgery.make(target))).toMatchObject(REFUSED);
      }
      expect(server.state.requests).toBe(0);
    } finally {
      await server.close();
    }
  });
});

describe('a jti', () => {
  let second: Api;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'alongside-second-'));
    const settings = readSettings({ NODE_ENV: 'test', PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent' });
    second = await startApi(settings, app.databaseUrl, createLog({ level: 'silent' }));
  });
  afterAll(async () => {
    await second.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** By its name, the issuer is the same at every server. */
  const forBoth = (jti: string, asking = client) => asking.assertion({ aud: app.issuer.issuer, jti });

  it('is good once, in whatever assertion', async () => {
    const jti = randomUUID();
    const assertion = await client.assertion({ jti });
    expect((await client.present(assertion)).status).toBe(200);
    expect(await client.present(assertion)).toMatchObject(REFUSED);
    expect(await client.present(await client.assertion({ jti, exp: now() + 100 }))).toMatchObject(REFUSED);
  });

  it('is good once at all servers of a database together', async () => {
    const jti = randomUUID();
    expect((await client.present(await forBoth(jti))).status).toBe(200);
    expect(await client.present(await forBoth(jti), second.url)).toMatchObject(REFUSED);
    expect((await client.present(await forBoth(randomUUID()), second.url)).status).toBe(200);
  });

  it('is good for exactly one of many who come with it at once, at two servers', async () => {
    for (let round = 0; round < 10; round += 1) {
      const assertion = await forBoth(randomUUID());
      const urls = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? client.url : second.url));
      const answers = await Promise.all(urls.map((url) => client.present(assertion, url)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401, 401, 401, 401]);
    }
  });

  it("is a client's own: another may have the same, also under the same client id", async () => {
    const jti = randomUUID();
    const other = await aTokenClient(app);
    const namesake = await aTokenClient(app, { clientId: client.clientId, organization: app.meadow });
    for (const asking of [client, other, namesake]) {
      expect((await asking.present(await asking.assertion({ jti }))).status).toBe(200);
    }
  });

  it('is not spent by an assertion that is refused', async () => {
    const jti = randomUUID();
    expect((await client.present(await client.assertion({ jti, aud: 'elsewhere' }))).status).toBe(401);
    const thief = await aTokenClient(app);
    const stolen = await thief.assertion({ jti, iss: client.clientId, sub: client.clientId });
    expect((await client.present(stolen)).status).toBe(401);
    expect((await client.present(await client.assertion({ jti }))).status).toBe(200);
  });

  it('is kept as a digest, and forgotten once nobody can use it any more', async () => {
    const rows = () =>
      asAdmin(app.databaseUrl, async (admin) => {
        const { rows: found } = await admin.query(
          "select jti_digest = decode(repeat('ab', 32), 'hex') as is_old, expires_at > now() as is_live from client_assertion where client_id = $1",
          [asking.clientId],
        );
        return found;
      });
    const asking = await aTokenClient(app);
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query(
        "insert into client_assertion select organization_id, client_id, decode(repeat('ab', 32), 'hex'), now() - interval '61 minutes' from partner_app where client_id = $1",
        [asking.clientId],
      ),
    );
    expect(await rows()).toEqual([{ is_old: true, is_live: false }]);
    expect((await asking.ask()).status).toBe(200);
    expect(await rows()).toEqual([{ is_old: false, is_live: true }]);
  });
});
