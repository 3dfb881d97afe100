import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Caller, startTestApp, type TestApp } from '../support/app';
import { asAdmin } from '../support/database';
import { aClinician, aPatient } from '../support/factories';
import { type Suggestion, setPreferences, suggestions } from '../support/factories/matching';
import { aMeeting, aMentor, aPeerGroup } from '../support/factories/peers';

const TEXT = readFileSync(join(__dirname, '../../docs/matching.md'), 'utf8');

/** The rows of the table whose first heading is this. */
function tableOf(heading: string): string[][] {
  const lines = TEXT.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} |`));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  const rows = lines.slice(start + 2, end);
  return rows.map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
}

const WEIGHTS = new Map(tableOf('factor').map(([factor = '', weight]) => [factor, Number(weight)]));

/** What the page says of an example. */
function exampleOf(name: string) {
  const rows = tableOf(name);
  const factors = rows.slice(0, -1).map(([factor = '', weight, fit, adds]) => ({
    factor,
    weight: Number(weight),
    fit: Number(fit),
    adds: adds === '' ? 0 : Number(adds),
  }));
  const [, total, , score] = rows.at(-1) ?? [];
  return { factors, total: Number(total), score: Number(score) };
}

const round = (number: number): number => Math.round(number * 10_000) / 10_000;

let app: TestApp;
let ada: Caller;
let found: Suggestion[];

beforeAll(async () => {
  app = await startTestApp();
  const clinicianId = await aClinician(app);
  ada = await app.asClinician(clinicianId);
  const home = { latitude: 34, longitude: -118.2 };
  const patientId = await aPatient(app, {
    careTeam: [clinicianId],
    languages: ['es', 'en'],
    timeZone: 'America/Los_Angeles',
    home,
  });
  await setPreferences(ada, {
    patientId,
    approaches: ['SECULAR'],
    fellowships: ['SMART_RECOVERY'],
    modalities: ['IN_PERSON'],
    meetingTypes: ['Y'],
    maxDistanceKm: 10,
    availability: [{ weekday: 'TUESDAY', from: '18:00', to: '21:00' }],
  });
  await aMentor(app, {
    displayName: 'Bo',
    modalities: ['PHONE'],
    specialties: ['young people'],
    capacity: 4,
    availability: [{ weekday: 'TUESDAY', from: '17:00', to: '20:00' }],
  });
  await asAdmin(app.databaseUrl, (admin) => admin.query('update peer_mentor_standing set slots_taken = 1'));
  const peerGroupId = await aPeerGroup(app, {
    displayName: 'Tools',
    approaches: ['MINDFULNESS_BASED'],
    languages: ['es'],
    meetingTypes: ['O'],
  });
  await aMeeting(app, {
    peerGroupId,
    weekday: 'TUESDAY',
    venue: {
      formattedAddress: '1 Example Street',
      location: { latitude: home.latitude + 7 / 111.195, longitude: home.longitude },
    },
  });
  found = await suggestions(ada, patientId);
});
afterAll(() => app.stop());

describe('docs/matching.md', () => {
  it('names the weight of every factor that there is, and no other', async () => {
    const { __type } = await ada.data('{ __type(name: "MatchFactor") { enumValues { name } } }');
    expect([...WEIGHTS.keys()].sort()).toEqual(__type.enumValues.map(({ name }: { name: string }) => name).sort());
    const { rows } = await asAdmin(app.databaseUrl, (admin) =>
      admin.query('select factor, app.match_weight(factor) as weight from unnest($1::text[]) factor', [
        [...WEIGHTS.keys()],
      ]),
    );
    expect(new Map(rows.map(({ factor, weight }) => [factor, weight]))).toEqual(WEIGHTS);
  });

  it.each(['Bo', 'Tools'])('reckons the example of %s right, and the server answers so', (name) => {
    const { factors, total, score } = exampleOf(name);
    expect(factors.map(({ factor, weight }) => [factor, weight])).toEqual(
      factors.map(({ factor }) => [factor, WEIGHTS.get(factor)]),
    );
    expect(total).toBe(factors.reduce((sum, { weight }) => sum + weight, 0));
    for (const { weight, fit, adds } of factors) expect(adds).toBe(round((weight * fit) / total));
    expect(score).toBe(round(factors.reduce((sum, { weight, fit }) => sum + weight * fit, 0) / total));

    const match = found.find(({ peer }) => peer.displayName === name);
    expect(match?.score).toBe(score);
    const said = factors.filter(({ fit }) => fit > 0).map(({ factor, adds }) => [factor, adds]);
    expect(Object.fromEntries(match?.reasons.map(({ factor, weight }) => [factor, weight]) ?? [])).toEqual(
      Object.fromEntries(said),
    );
  });
});
