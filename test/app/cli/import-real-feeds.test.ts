import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { importMeetingsCommand } from '../../../src/app/cli/import-meetings-command';
import { groupsOf, meetingsOf } from '../../features/peers/import-meetings/import-support';
import { startTestApp, type TestApp } from '../../support/app';
import { type CommandRun, runInTerminal } from './a-terminal';

const folder = resolve(__dirname, '../../../../shared/data/meeting-guide');
const areThere = existsSync(folder);
if (!areThere) process.stderr.write('Real feeds are not imported: ../shared/data/meeting-guide is not there.\n');

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

function run(name: string, timezone: string, fellowship: string, ...flags: string[]): Promise<CommandRun> {
  const options = ['--source', name, '--timezone', timezone, '--fellowship', fellowship, ...flags];
  return runInTerminal(importMeetingsCommand, [join(folder, `${name}.json`), ...options], {
    DATABASE_URL: app.databaseUrl,
  });
}

(areThere ? describe : describe.skip)('the real feeds', () => {
  it.each([
    ['aasanjose', 'America/Los_Angeles', 'TWELVE_STEP_AA', 693, 692, 326],
    ['nwta', 'America/Chicago', 'TWELVE_STEP_AA', 613, 613, 105],
    ['edmonton', 'America/Edmonton', 'TWELVE_STEP_AA', 315, 315, 250],
    ['al-anon', 'America/New_York', 'AL_ANON', 360, 360, 26],
  ])(
    '%s is imported with every row accounted for, and again unchanged',
    async (name, timezone, fellowship, read, listings, groups) => {
      const tail = `${read - listings} rejected, 0 deactivated, ${listings} meetings`;
      const created = `${read} read, ${listings} created, 0 updated, 0 unchanged, ${tail}`;
      expect((await run(name, timezone, fellowship, '--dry-run')).out).toEqual([created]);
      expect(await meetingsOf(app, name)).toEqual([]);
      const first = await run(name, timezone, fellowship);
      expect(first.out).toEqual([created]);
      expect(first.err.filter((line) => line.startsWith('rejected'))).toHaveLength(read - listings);

      const meetings = await meetingsOf(app, name);
      expect(meetings).toHaveLength(listings);
      expect(new Set(meetings.map(({ group_id }) => group_id)).size).toBe(groups);
      const stored = await groupsOf(app, name);
      expect(stored).toHaveLength(groups);

      const again = `${read} read, 0 created, 0 updated, ${listings} unchanged, ${tail}`;
      expect((await run(name, timezone, fellowship)).out).toEqual([again]);
      expect((await meetingsOf(app, name)).every(({ version }) => version === 1)).toBe(true);
      expect(await groupsOf(app, name)).toEqual(stored);
    },
  );

  it('the broken one is refused with its line and column, and nothing is written', async () => {
    const { code, out, err } = await run('invalid', 'UTC', 'OTHER');
    expect({ code, out, err }).toEqual({ code: 1, out: [], err: ['The file is not JSON: line 80, column 3.'] });
    expect(await groupsOf(app, 'invalid')).toEqual([]);
  });
});
