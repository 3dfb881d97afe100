import { Role } from '../../../src/access/role';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClientKey } from '../../support/client-keys';
import { serial } from '../../support/factories';
import { badInputAt, refusalOf } from '../../support/refusals';

const CLIENT = 'id version name clientId active scopes kind legalBasis agreement';
const REGISTER = `mutation ($input: RegisterPartnerAppInput!) { registerPartnerApp(input: $input) { partnerApp { ${CLIENT} } } }`;
const SUSPEND = `mutation ($input: SuspendPartnerAppInput!) { suspendPartnerApp(input: $input) { __typename
  ... on SuspendPartnerAppPayload { partnerApp { ${CLIENT} } } ... on VersionConflict { currentVersion } ... on TransitionNotAllowed { from allowed } } }`;

let app: TestApp;
let administrator: Caller;
beforeAll(async () => {
  app = await startTestApp();
  administrator = app.as(Role.ADMINISTRATOR);
});
afterAll(() => app.stop());

const partner = (changes: object = {}) => ({
  name: 'Pocket Companion',
  clientId: `client-${serial()}`,
  kind: 'PARTNER_APP',
  legalBasis: 'PATIENT_CONSENT',
  scopes: ['system/CarePlan.rs'],
  ...changes,
});

async function registered(changes: object = {}, caller = administrator) {
  const { registerPartnerApp } = await caller.data(REGISTER, { input: partner(changes) });
  return registerPartnerApp.partnerApp;
}

describe('registerPartnerApp', () => {
  it('registers a client as given', async () => {
    const input = partner({
      jwksUri: 'https://app.example/jwks',
      jwks: { keys: [aClientKey('ES384', 'key-1').publicJwk] },
    });
    const { registerPartnerApp } = await administrator.data(REGISTER, { input });
    const { jwksUri, jwks, ...shown } = input as typeof input & Record<string, unknown>;
    expect(registerPartnerApp.partnerApp).toEqual({
      ...shown,
      id: expect.stringMatching(/^partner_app_/),
      version: 1,
      active: true,
      agreement: null,
    });
    const found = await administrator.data(`query ($id: ID!) { node(id: $id) { ... on PartnerApp { ${CLIENT} } } }`, {
      id: registerPartnerApp.partnerApp.id,
    });
    expect(found.node).toEqual(registerPartnerApp.partnerApp);
  });

  it.each([
    ['PROGRAM_SYSTEM', {}],
    ['PATIENT_CONSENT', {}],
    ['QUALIFIED_SERVICE_ORGANIZATION', { agreement: 'Agreement of 2026-01-01' }],
  ])('registers a record system by %s', async (legalBasis, changes) => {
    expect(await registered({ kind: 'EHR_SYSTEM', legalBasis, scopes: [], ...changes })).toMatchObject({
      legalBasis,
      scopes: [],
    });
  });

  it('lets it in from the next request on', async () => {
    const subject = `client-${serial()}`;
    const client = app.as(Role.PARTNER_APP, { subject, scopes: ['system/CarePlan.rs'] });
    expect((await client.send('{ viewer { role } }')).status).toBe(401);
    await registered({ clientId: subject });
    expect(await client.data('{ viewer { displayName scopes } }')).toEqual({
      viewer: { displayName: 'Pocket Companion', scopes: ['system/CarePlan.rs'] },
    });
  });

  it.each<[string, object, string]>([
    ['a scope of another kind', { scopes: ['system/CarePlan.rs', 'patient/CANARY.rs'] }, 'input.scopes'],
    ['a scope without letters', { scopes: ['system/CarePlan.'] }, 'input.scopes'],
    ['letters in another order', { scopes: ['system/CarePlan.sr'] }, 'input.scopes'],
    ['a wildcard', { scopes: ['system/*.rs'] }, 'input.scopes'],
    ['a partner app that is the program itself', { legalBasis: 'PROGRAM_SYSTEM' }, 'input.legalBasis'],
    [
      'a partner app by a service agreement',
      { legalBasis: 'QUALIFIED_SERVICE_ORGANIZATION', agreement: 'x' },
      'input.legalBasis',
    ],
    [
      'a service organization without an agreement',
      { kind: 'EHR_SYSTEM', legalBasis: 'QUALIFIED_SERVICE_ORGANIZATION' },
      'input.agreement',
    ],
    ['keys that are not fetched over https', { jwksUri: 'http://CANARY.example/jwks' }, 'input.jwksUri'],
    ['a private key', { jwks: { keys: [aClientKey('ES384', 'CANARY').privateJwk] } }, 'input.jwks'],
    ['a shared key', { jwks: { keys: [{ kty: 'oct', kid: '1', k: 'CANARY' }] } }, 'input.jwks'],
    ['no key to sign with', { jwks: { keys: [aClientKey('ES256', 'CANARY').publicJwk] } }, 'input.jwks'],
    ['no key at all', { jwks: { keys: [] } }, 'input.jwks'],
    ['no name', { name: '' }, 'input.name'],
    ['no client id', { clientId: ' ' }, 'input.clientId'],
    ['a client id that is too long', { clientId: 'x'.repeat(201) }, 'input.clientId'],
    ['too many scopes', { scopes: Array.from({ length: 51 }, () => 'system/CarePlan.rs') }, 'input.scopes'],
  ])('refuses %s', async (_case, changes, path) => {
    const answer = await administrator.send(REGISTER, { input: partner(changes) });
    expect(refusalOf(answer)).toEqual(badInputAt(path));
    expect(answer.text).not.toContain('CANARY');
  });

  it('refuses a client id twice in one organization, not in two', async () => {
    const input = partner();
    const answers = await Promise.all([1, 2, 3].map(() => administrator.send(REGISTER, { input })));
    expect(answers.map((answer) => refusalOf(answer).code).sort()).toEqual(['CONFLICT', 'CONFLICT', undefined]);
    for (const { text } of answers.filter(({ errors }) => errors)) expect(text).not.toContain(input.clientId);
    const elsewhere = app.as(Role.ADMINISTRATOR, { organization: app.meadow });
    expect((await elsewhere.data(REGISTER, { input })).registerPartnerApp.partnerApp.clientId).toBe(input.clientId);
  });
});

describe('suspendPartnerApp', () => {
  it('suspends, once', async () => {
    const client = await registered();
    const input = { partnerAppId: client.id, expectedVersion: 1, reason: 'Their certificate expired.' };
    const { suspendPartnerApp } = await administrator.data(SUSPEND, { input });
    expect(suspendPartnerApp.partnerApp).toEqual({ ...client, version: 2, active: false });
    const again = await administrator.data(SUSPEND, { input: { ...input, expectedVersion: 2 } });
    expect(again.suspendPartnerApp).toEqual({ __typename: 'TransitionNotAllowed', from: 'SUSPENDED', allowed: [] });
  });

  it('refuses another version than the present one, and lets the client in still', async () => {
    const client = await registered();
    const data = await administrator.data(SUSPEND, { input: { partnerAppId: client.id, expectedVersion: 2 } });
    expect(data.suspendPartnerApp).toEqual({ __typename: 'VersionConflict', currentVersion: 1 });
    expect((await app.as(Role.PARTNER_APP, { subject: client.clientId }).send('{ viewer { role } }')).status).toBe(200);
  });

  it('lets exactly one of several at once do it', async () => {
    const { id } = await registered();
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => administrator.data(SUSPEND, { input: { partnerAppId: id, expectedVersion: 1 } })),
    );
    const done = answers.filter((answer) => answer.suspendPartnerApp.__typename === 'SuspendPartnerAppPayload');
    expect(done).toHaveLength(1);
    const { node } = await administrator.data(
      'query ($id: ID!) { node(id: $id) { ... on PartnerApp { version active } } }',
      { id },
    );
    expect(node).toEqual({ version: 2, active: false });
  });

  it('does not find what is absent or of another organization', async () => {
    const foreign = await registered({}, app.as(Role.ADMINISTRATOR, { organization: app.meadow }));
    for (const partnerAppId of [toGlobalId('partner_app', newId()), foreign.id]) {
      const answer = await administrator.send(SUSPEND, { input: { partnerAppId, expectedVersion: 1 } });
      expect(refusalOf(answer).code).toBe('NOT_FOUND');
    }
  });
});

describe('who may', () => {
  const OTHERS = [
    Role.INTAKE,
    Role.CLINICIAN,
    Role.PROGRAM_DIRECTOR,
    Role.PRIVACY_OFFICER,
    Role.PEER_MENTOR,
    Role.PATIENT,
  ];

  it.each(OTHERS)('register and suspend: not %s', async (role) => {
    const { id } = await registered();
    expect(refusalOf(await app.as(role).send(REGISTER, { input: partner() })).code).toBe('FORBIDDEN');
    expect(refusalOf(await app.as(role).send(SUSPEND, { input: { partnerAppId: id, expectedVersion: 1 } })).code).toBe(
      'FORBIDDEN',
    );
  });

  it('see the clients: those who answer for the program, and a client itself', async () => {
    const { id, clientId } = await registered();
    const LIST = '{ partnerApps(first: 100) { nodes { clientId } } }';
    const NODE = 'query ($id: ID!) { node(id: $id) { id } }';
    for (const role of [Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.PROGRAM_DIRECTOR]) {
      const { partnerApps } = await app.as(role).data(LIST);
      expect(partnerApps.nodes).toContainEqual({ clientId });
    }
    for (const role of [Role.INTAKE, Role.CLINICIAN, Role.PEER_MENTOR, Role.PATIENT]) {
      expect(refusalOf(await app.as(role).send(LIST)).code).toBe('FORBIDDEN');
      expect(await app.as(role).data(NODE, { id })).toEqual({ node: null });
    }
    const other = (await registered()).id;
    const client = app.as(Role.PARTNER_APP, { subject: clientId });
    expect([await client.data(NODE, { id }), await client.data(NODE, { id: other })]).toEqual([
      { node: { id } },
      { node: null },
    ]);
  });
});
