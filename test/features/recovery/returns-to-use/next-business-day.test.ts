import { startTestApp, type TestApp } from '../../../support/app';
import { asAdmin } from '../../../support/database';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const ZONE = 'America/Los_Angeles';
const endAfter = (at: string, zone = ZONE): Promise<string> =>
  asAdmin(app.databaseUrl, async (admin) => {
    const { rows } = await admin.query('select app.end_of_next_business_day($1, $2) as due', [at, zone]);
    return rows[0].due.toISOString();
  });

describe('the next business day', () => {
  it.each([
    ['Monday', '2026-06-01', '2026-06-03'],
    ['Tuesday', '2026-06-02', '2026-06-04'],
    ['Wednesday', '2026-06-03', '2026-06-05'],
    ['Thursday', '2026-06-04', '2026-06-06'],
    ['Friday', '2026-06-05', '2026-06-09'],
    ['Saturday', '2026-06-06', '2026-06-09'],
    ['Sunday', '2026-06-07', '2026-06-09'],
  ])('after a %s is over at midnight, and is none of a weekend', async (_, day, over) => {
    for (const time of ['00:00:00-07:00', '12:00:00-07:00', '23:59:59-07:00'])
      expect(await endAfter(`${day}T${time}`)).toBe(`${over}T07:00:00.000Z`);
  });

  it.each([
    ['forward', '2026-03-06T20:00:00-08:00', '2026-03-10T00:00:00-07:00'],
    ['back', '2026-10-30T20:00:00-07:00', '2026-11-03T00:00:00-08:00'],
  ])('is over at midnight when clocks go %s before it', async (_, at, over) => {
    expect(await endAfter(at)).toBe(new Date(over).toISOString());
  });

  it('is that of the zone, and of no other', async () => {
    // Already Friday in Tokyo.
    expect(await endAfter('2026-06-04T20:00:00Z', 'Asia/Tokyo')).toBe('2026-06-08T15:00:00.000Z');
    expect(await endAfter('2026-06-04T20:00:00Z')).toBe('2026-06-06T07:00:00.000Z');
  });
});
