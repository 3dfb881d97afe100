import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asAdmin, createTestDatabase } from '../support/database';
import { buildPrograms, spawnProgram, startServerProgram } from '../support/programs';
import { until } from '../support/until';

jest.setTimeout(120_000);

let dataDir: string;
beforeAll(async () => {
  await buildPrograms();
  dataDir = await mkdtemp(join(tmpdir(), 'alongside-start-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));

describe('npm start with DATABASE_URL', () => {
  it('makes the demo clinic anew when an earlier start was stopped half way', async () => {
    const database = await createTestDatabase();
    const settings = { DATABASE_URL: database.url, DATA_DIR: dataDir, LOG_LEVEL: 'silent', PORT: '0' };
    const interrupted = spawnProgram('dist/src/app/main.js', [], settings);
    await asAdmin(database.url, (admin) =>
      until(async () => {
        if (interrupted.exitCode !== null) throw new Error('The server ended before it could be interrupted.');
        return ((await admin.query('select from patient')).rowCount ?? 0) > 5;
      }),
    );
    interrupted.kill('SIGKILL');
    const left = await asAdmin(database.url, (admin) => admin.query('select distinct name from organization'));
    expect(left.rows).toEqual([{ name: 'Demo clinic in preparation' }]);
    const next = await startServerProgram(settings);
    const { rows } = await asAdmin(database.url, (admin) =>
      admin.query(
        'select o.name, count(p.id)::int as patients from organization o join patient p using (organization_id) group by 1 order by 1',
      ),
    );
    await next.end('SIGTERM');
    await database.drop();
    expect(rows).toEqual([
      { name: 'Harbor Example Recovery Program', patients: 40 },
      { name: 'Meadow Sample Treatment Center', patients: 3 },
    ]);
  });

  it('uses that server and starts none', async () => {
    const [database, folder] = await Promise.all([createTestDatabase(), mkdtemp(join(tmpdir(), 'alongside-start-'))]);
    const other = await startServerProgram({ NODE_ENV: 'test', DATABASE_URL: database.url, DATA_DIR: folder });
    expect((await fetch(`${other.url}/health/ready`)).status).toBe(200);
    // The development key is all that it keeps.
    expect((await readdir(folder)).filter((name) => name.startsWith('postgres'))).toEqual([]);
    const { code } = await other.end('SIGTERM', 'group');
    expect(code).toBe(0);
    // It was there before, and stays.
    await asAdmin(database.url, (admin) => admin.query('select 1'));
    await database.drop();
    await rm(folder, { recursive: true });
  });
});
