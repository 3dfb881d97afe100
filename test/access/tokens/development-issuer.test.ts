import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { Role } from '../../../src/access/role';
import { createTokenVerifier, openDevelopmentIssuer } from '../../../src/access/tokens';
import { ORGANIZATION_ID } from './issuer';

const KEY_FILE = 'development-signing-key.json';
const ORDER = { subject: 'clinician', organizationId: ORGANIZATION_ID, role: Role.CLINICIAN };

let folder: string;
let dataFolder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alongside-issuer-'));
  dataFolder = join(folder, 'data');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it('signs tokens that its own verifier accepts, claim for claim', async () => {
  const issuer = await openDevelopmentIssuer(dataFolder, 'development');
  const token = await issuer.sign({ ...ORDER, scopes: ['patients.read', 'plans.read'] });
  expect(await createTokenVerifier(issuer).verify(`Bearer ${token}`)).toEqual({
    issuer: issuer.issuer,
    subject: 'clinician',
    organizationId: ORGANIZATION_ID,
    role: Role.CLINICIAN,
    scopes: ['patients.read', 'plans.read'],
  });
});

it('signs for eight hours, or for as long as it is told', async () => {
  const issuer = await openDevelopmentIssuer(dataFolder, 'test');
  const lifetime = async (lifetimeSeconds?: number) => {
    const { iat = 0, exp = 0 } = decodeJwt(
      await issuer.sign({ ...ORDER, ...(lifetimeSeconds && { lifetimeSeconds }) }),
    );
    return exp - iat;
  };
  expect(await lifetime()).toBe(8 * 60 * 60);
  expect(await lifetime(60)).toBe(60);
});

it('keeps its key, so that tokens outlive a restart', async () => {
  const token = await (await openDevelopmentIssuer(dataFolder, 'development')).sign(ORDER);
  const restarted = await openDevelopmentIssuer(dataFolder, 'development');
  await expect(createTokenVerifier(restarted).verify(`Bearer ${token}`)).resolves.toBeDefined();
});

it('signs with another key in another data folder', async () => {
  const token = await (await openDevelopmentIssuer(dataFolder, 'development')).sign(ORDER);
  const elsewhere = await openDevelopmentIssuer(join(folder, 'other'), 'development');
  await expect(createTokenVerifier(elsewhere).verify(`Bearer ${token}`)).rejects.toMatchObject({
    extensions: { code: 'UNAUTHENTICATED' },
  });
});

it('keeps the key to its owner, and makes it so again', async () => {
  const path = join(dataFolder, KEY_FILE);
  const mode = async () => ((await stat(path)).mode & 0o777).toString(8);
  await openDevelopmentIssuer(dataFolder, 'development');
  expect(await mode()).toBe('600');
  await chmod(path, 0o644);
  await openDevelopmentIssuer(dataFolder, 'development');
  expect(await mode()).toBe('600');
});

it('never publishes the private half', async () => {
  const issuer = await openDevelopmentIssuer(dataFolder, 'development');
  const key = await issuer.keys(decodeProtectedHeader(await issuer.sign(ORDER)) as { alg: string }, {
    payload: '',
    signature: '',
  });
  expect(key).toMatchObject({ type: 'public' });
});

it('gives processes that start together the same key, and leaves nothing else behind', async () => {
  const run = promisify(execFile);
  const startAt = String(Date.now() + 1_500);
  const script = join(__dirname, 'sign-in-process.cjs');
  const racers = Array.from({ length: 4 }, () => run(process.execPath, [script, dataFolder, ORGANIZATION_ID, startAt]));
  const tokens = (await Promise.all(racers)).map(({ stdout }) => stdout);

  const issuer = await openDevelopmentIssuer(dataFolder, 'development');
  for (const token of tokens) {
    await expect(createTokenVerifier(issuer).verify(`Bearer ${token}`)).resolves.toMatchObject({ subject: 'racer' });
  }
  expect(await readdir(dataFolder)).toEqual([KEY_FILE]);
});

it('gives openings that race inside one process the same key', async () => {
  const issuers = await Promise.all(Array.from({ length: 16 }, () => openDevelopmentIssuer(dataFolder, 'development')));
  const kids = await Promise.all(issuers.map(async (issuer) => decodeProtectedHeader(await issuer.sign(ORDER)).kid));
  expect(new Set(kids).size).toBe(1);
  expect(await readdir(dataFolder)).toEqual([KEY_FILE]);
});

it.each(['', 'not json', '{}', 'null', '{"kty":"RSA"}'])('names the key file when it holds "%s"', async (text) => {
  await openDevelopmentIssuer(dataFolder, 'development');
  await writeFile(join(dataFolder, KEY_FILE), text);
  await expect(openDevelopmentIssuer(dataFolder, 'development')).rejects.toThrow(
    /development-signing-key\.json holds no/,
  );
  expect(await readFile(join(dataFolder, KEY_FILE), 'utf8')).toBe(text);
});

it.each(['production', 'Production', 'staging', ''])(
  'refuses to exist when NODE_ENV is "%s", and writes nothing',
  async (environment) => {
    await expect(openDevelopmentIssuer(dataFolder, environment)).rejects.toThrow(/OIDC_ISSUER/);
    expect(await readdir(folder)).toEqual([]);
  },
);
