import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { tokenClientCommand } from '../../../src/app/cli/token-client-command';
import { aTokenClient } from '../../access/tokens/client-credentials/a-token-client';
import { startTestApp, type TestApp } from '../../support/app';
import { aClientKey } from '../../support/client-keys';
import { serial } from '../../support/factories';
import { runInTerminal } from './a-terminal';

let app: TestApp;
let folder: string;
beforeAll(async () => {
  [app, folder] = await Promise.all([startTestApp(), mkdtemp(join(tmpdir(), 'alongside-client-'))]);
});
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (args: string[]) => runInTerminal(tokenClientCommand, args, { PORT: new URL(app.api.url).port });
const refusedWith = (pattern: RegExp) => ({ code: 1, out: [], err: [expect.stringMatching(pattern)] });

async function aKeyFile(alg: 'ES384' | 'RS384' = 'ES384') {
  const key = aClientKey(alg, `key-${serial()}`);
  const path = join(folder, `${key.kid}.json`);
  await writeFile(path, JSON.stringify(key.privateJwk));
  return { key, path };
}

it.each(['ES384', 'RS384'] as const)(
  'prints a token as its last line, for a client that signs with %s',
  async (alg) => {
    const { key, path } = await aKeyFile(alg);
    const client = await aTokenClient(app, { key, scopes: ['system/Patient.rs', 'system/CarePlan.rs'] });
    const { code, out, err } = await run(['--client-id', client.clientId, '--key', path]);
    expect({ code, err }).toEqual({ code: 0, err: [] });
    const { viewer } = await app.withToken(out.at(-1) ?? '').data('{ viewer { role scopes } }');
    expect(viewer).toEqual({ role: 'EHR_SYSTEM', scopes: ['system/Patient.rs', 'system/CarePlan.rs'] });
  },
);

it('asks for what it is told, of the organization that it is told', async () => {
  const { key, path } = await aKeyFile();
  const client = await aTokenClient(app, { key, organization: app.meadow, scopes: ['system/Patient.rs'] });
  const words = ['--client-id', client.clientId, '--key', path, '--scope', 'system/Patient.r'];
  const { out } = await run([...words, '--organization', app.meadow.id, '--url', app.api.url]);
  expect(decodeJwt(out.at(-1) ?? '')).toMatchObject({ scope: 'system/Patient.r', organization: app.meadow.id });
  expect(await run(words)).toEqual(refusedWith(/^No token was given: invalid_client/));
});

it('makes a key that a client can be registered with, and replaces none', async () => {
  const path = join(folder, 'new.json');
  const { code, out } = await run(['--new-key', path]);
  expect(code).toBe(0);
  const { keys } = JSON.parse(out.at(-1) ?? '');
  const written = JSON.parse(await readFile(path, 'utf8'));
  expect(written).toEqual({ ...keys[0], d: expect.any(String) });
  expect(await run(['--new-key', path])).toEqual(refusedWith(/^--new-key must name a file that is not there yet/));
  expect(await run(['--new-key', join(folder, 'nowhere/key.json')])).toEqual(refusedWith(/^--new-key must name/));
});

it('says in one line what is missing', async () => {
  const { path } = await aKeyFile();
  expect(await run([])).toEqual(refusedWith(/^Give --client-id and --key/));
  expect(await run(['--client-id', 'x'])).toEqual(refusedWith(/^Give --client-id and --key/));
  expect(await run(['--client-id', 'x', '--key', join(folder, 'none')])).toEqual(refusedWith(/^--key must name/));
  await writeFile(join(folder, 'public.json'), JSON.stringify(aClientKey('ES384', 'x').publicJwk));
  expect(await run(['--client-id', 'x', '--key', join(folder, 'public.json')])).toEqual(
    refusedWith(/^--key must name/),
  );
  const elsewhere = ['--client-id', 'x', '--key', path, '--url', 'http://127.0.0.1:1'];
  expect(await run(elsewhere)).toEqual(refusedWith(/^No server with an issuer of its own/));
});
