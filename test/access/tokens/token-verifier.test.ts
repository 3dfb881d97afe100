import { Role } from '../../../src/access/role';
import { createTokenVerifier, type TokenVerifier } from '../../../src/access/tokens';
import { AUDIENCE, aPayload, aSigningKey, ISSUER, keySetOf, NOW, ORGANIZATION_ID } from './issuer';

const REFUSED = {
  message: 'Send a valid bearer token in the Authorization header.',
  extensions: { code: 'UNAUTHENTICATED' },
};

type SigningKey = Awaited<ReturnType<typeof aSigningKey>>;
let key: SigningKey;
let verifier: TokenVerifier;

beforeAll(async () => {
  key = await aSigningKey('key-1');
  verifier = verifierFor(key);
});

function verifierFor(...keys: SigningKey[]): TokenVerifier {
  return createTokenVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    keys: keySetOf(...keys),
    clock: () => new Date(NOW * 1_000),
  });
}

async function verify(overrides: Record<string, unknown>, header = {}) {
  return verifier.verify(`Bearer ${await key.token(aPayload(overrides), header)}`);
}

describe('a good token', () => {
  it('gives its claims', async () => {
    expect(await verify({})).toEqual({
      issuer: ISSUER,
      subject: 'subject-1',
      organizationId: ORGANIZATION_ID,
      role: Role.CLINICIAN,
      scopes: ['patients.read', 'plans.write'],
    });
  });

  it.each(['ES256', 'ES384', 'RS256', 'RS384', 'EdDSA'])('may be signed with %s', async (alg) => {
    const other = await aSigningKey('key-2', alg);
    await expect(verifierFor(other).verify(`Bearer ${await other.token()}`)).resolves.toBeDefined();
  });

  it.each(['bearer', 'BEARER', 'Bearer '])('may come with the scheme written as "%s"', async (scheme) => {
    await expect(verifier.verify(`${scheme} ${await key.token()}`)).resolves.toBeDefined();
  });

  it.each(['JWT', 'jwt', 'at+jwt', 'application/at+jwt'])('may have the type %s', async (typ) => {
    await expect(verify({}, { typ })).resolves.toBeDefined();
  });

  it.each(Object.values(Role))('may carry the role %s', async (role) => {
    await expect(verify({ role })).resolves.toMatchObject({ role });
  });

  it('may be meant for other audiences as well', async () => {
    await expect(verify({ aud: ['https://login.harbor.example/userinfo', AUDIENCE] })).resolves.toBeDefined();
  });

  it('may have expired, or begin to hold, within 30 seconds of skew', async () => {
    await expect(verify({ exp: NOW - 29 })).resolves.toBeDefined();
    await expect(verify({ nbf: NOW + 30 })).resolves.toBeDefined();
  });
});

describe('scopes', () => {
  it.each([
    ['a string', { scope: ' a  b a ' }, ['a', 'b']],
    ['an empty string', { scope: '' }, []],
    ['a list named scopes', { scope: undefined, scopes: ['a', 'b'] }, ['a', 'b']],
    ['a list named scp', { scope: undefined, scp: ['a', 'b'] }, ['a', 'b']],
    ['several claims, of which the first counts alone', { scope: 'a', scopes: ['b'], scp: ['c'] }, ['a']],
    ['nothing', { scope: undefined }, []],
  ])('are read from %s', async (_what, overrides, scopes) => {
    await expect(verify(overrides)).resolves.toMatchObject({ scopes });
  });
});

describe('no token', () => {
  it('is nobody when there is no header', async () => {
    expect(await verifier.verify(undefined)).toBeUndefined();
  });

  it.each([
    ['an empty header', ''],
    ['a scheme alone', 'Bearer'],
    ['a scheme and spaces', 'Bearer   '],
    ['another scheme', 'Basic YWxpY2U6c2VjcmV0'],
    ['garbage', 'Bearer garbage'],
    ['three parts of garbage', 'Bearer a.b.c'],
    ['binary noise', 'Bearer \u0000\uFFFF.\u0001.\u0002'],
    ['an encrypted token with five parts', 'Bearer a.b.c.d.e'],
  ])('is refused for %s', async (_what, header) => {
    await expect(verifier.verify(header)).rejects.toMatchObject(REFUSED);
  });

  it('is refused for two good tokens, however they are joined', async () => {
    const token = await key.token();
    for (const joint of [' ', ', ', ',', ', Bearer ', '\n']) {
      await expect(verifier.verify(`Bearer ${token}${joint}${token}`)).rejects.toMatchObject(REFUSED);
    }
  });

  it('is refused for a good token without its scheme', async () => {
    await expect(verifier.verify(await key.token())).rejects.toMatchObject(REFUSED);
  });

  it('is refused above 8,192 characters, however well signed', async () => {
    await expect(verify({ padding: 'x'.repeat(4_000) })).resolves.toBeDefined();
    await expect(verify({ padding: 'x'.repeat(6_000) })).rejects.toMatchObject(REFUSED);
  });
});

describe('a well-signed token is refused', () => {
  it.each([
    ['from another issuer', { iss: 'https://login.elsewhere.example/' }],
    ['from an issuer that differs by a slash', { iss: `${ISSUER}/` }],
    ['from no issuer', { iss: undefined }],
    ['from a list of issuers', { iss: [ISSUER] }],
    ['for another audience', { aud: 'https://api.elsewhere.example' }],
    ['for no audience', { aud: undefined }],
    ['expired by more than the skew', { exp: NOW - 30 }],
    ['without an expiry', { exp: undefined }],
    ['with an expiry in words', { exp: 'tomorrow' }],
    ['that does not hold yet', { nbf: NOW + 31 }],
    ['with a beginning in words', { nbf: 'yesterday' }],
    ['without a subject', { sub: undefined }],
    ['with an empty subject', { sub: '' }],
    ['with a number for a subject', { sub: 7 }],
    ['with a subject that holds a control character', { sub: 'a\u0000b' }],
    ['with a subject longer than 255 characters', { sub: 's'.repeat(256) }],
    ['without an organization', { organization: undefined }],
    ['with an organization that is a plain UUID', { organization: ORGANIZATION_ID }],
    ['with an id of another kind', { organization: 'patient_0198c2a47d3e7b119c550242ac120002' }],
    ['with an id that has too few digits', { organization: 'organization_0198c2a47d3e' }],
    ['with an id that goes on', { organization: 'organization_0198c2a47d3e7b119c550242ac120002\n' }],
    ['with a list of organizations', { organization: ['organization_0198c2a47d3e7b119c550242ac120002'] }],
    ['without a role', { role: undefined }],
    ['with a role in lower case', { role: 'clinician' }],
    ['with a role that does not exist', { role: 'SUPERUSER' }],
    ['with the name of an object member for a role', { role: 'constructor' }],
    ['with several roles', { role: ['CLINICIAN', 'ADMINISTRATOR'] }],
    ['with a number for a scope', { scope: 1 }],
    ['with a list for a scope', { scope: ['a'] }],
    ['with a string for scopes', { scope: undefined, scopes: 'a b' }],
    ['with a number among its scopes', { scope: undefined, scp: ['a', 1] }],
    ['with a scope that holds a space', { scope: undefined, scp: ['a b'] }],
    ['with more than a hundred scopes', { scope: Array.from({ length: 101 }, (_, n) => `s${n}`).join(' ') }],
  ])('%s', async (_what, overrides) => {
    await expect(verify(overrides)).rejects.toMatchObject(REFUSED);
  });

  it.each([
    ['of no type', { typ: undefined }],
    ['of the type of a logout token', { typ: 'logout+jwt' }],
    ['of the type of a DPoP proof', { typ: 'dpop+jwt' }],
  ])('%s', async (_what, header) => {
    await expect(verify({}, header)).rejects.toMatchObject(REFUSED);
  });
});

describe('a token that was good a moment ago', () => {
  const lived = async (seconds: number, times: object) => {
    let now = NOW;
    const watched = createTokenVerifier({
      issuer: ISSUER,
      audience: AUDIENCE,
      keys: keySetOf(key),
      clock: () => new Date(now * 1_000),
    });
    const header = `Bearer ${await key.token(aPayload({ ...times }))}`;
    await watched.verify(header);
    now += seconds;
    return watched.verify(header);
  };

  it('is good again', async () => {
    await expect(lived(20, { exp: NOW + 30 })).resolves.toMatchObject({ role: Role.CLINICIAN });
  });

  it('is refused once it has expired, though its signature is remembered', async () => {
    // Half a minute is allowed for clocks that differ.
    await expect(lived(59, { exp: NOW + 30 })).resolves.toBeDefined();
    await expect(lived(60, { exp: NOW + 30 })).rejects.toMatchObject(REFUSED);
  });

  it('says nothing for another that differs in one letter', async () => {
    const good = await key.token();
    await verifier.verify(`Bearer ${good}`);
    // The last letter of a signature carries bits that nobody reads, so one before it.
    const other = good.replace(/.(?=.{10}$)/, (letter) => (letter === 'A' ? 'B' : 'A'));
    await expect(verifier.verify(`Bearer ${other}`)).rejects.toMatchObject(REFUSED);
  });
});

describe('until when a token is good', () => {
  it('is told of a good one, and of none that there is no header', async () => {
    const token = await key.token(aPayload({ exp: NOW + 90 }));
    expect(await verifier.endOf(`Bearer ${token}`)).toEqual(new Date((NOW + 90) * 1_000));
    expect(await verifier.endOf(undefined)).toBeUndefined();
  });

  it('is told of no other', async () => {
    await expect(verifier.endOf('Bearer a.b.c')).rejects.toMatchObject(REFUSED);
    const token = await key.token(aPayload({ exp: NOW - 90 }));
    await expect(verifier.endOf(`Bearer ${token}`)).rejects.toMatchObject(REFUSED);
  });
});
