import { Role } from '../../../../src/access/role';
import { allLinesOf } from '../../../access/audit-lines';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { aClinician, aPatient } from '../../../support/factories';
import { SET_PREFERENCES, setPreferences } from '../../../support/factories/matching';
import { anEmployedMentor } from '../../../support/factories/peer-links';
import { aRestriction, sendBreakGlass } from '../../../support/factories/restrictions';
import { badInputAt, refusalOf } from '../../../support/refusals';
import { uuidOf } from '../../../support/uuid-of';

const READ = `query ($id: ID!) { patient(id: $id) { supportPreferences {
  version approaches modalities fellowships avoid languages availability { weekday from to } maxDistanceKm meetingTypes { code label } mentorNotes } } }`;

const EVERYTHING = {
  approaches: ['SECULAR', 'MINDFULNESS_BASED'],
  modalities: ['IN_PERSON', 'PHONE'],
  fellowships: ['SMART_RECOVERY'],
  avoid: ['AL_ANON'],
  languages: ['es', 'en'],
  availability: [{ weekday: 'TUESDAY', from: '18:00', to: '21:00' }],
  maxDistanceKm: 12.5,
  meetingTypes: ['Y', 'O'],
  mentorNotes: 'Somebody who likes dogs.',
};

let app: TestApp;
let clinicianId: string;
let ada: Caller;

beforeAll(async () => {
  app = await startTestApp();
  clinicianId = await aClinician(app);
  ada = await app.asClinician(clinicianId);
});
afterAll(() => app.stop());

const aLonePatient = (): Promise<string> => aPatient(app, { careTeam: [clinicianId] });
const read = async (by: Caller, id: string) => (await by.data(READ, { id })).patient?.supportPreferences;
const send = (by: Caller, input: object) => by.send(SET_PREFERENCES, { input });

/** A clinician of the care team from whom the patient keeps the groups. */
async function aClinicianWithoutGroups(): Promise<{ patientId: string; bea: Caller; patient: Caller }> {
  const beaId = await aClinician(app);
  const patientId = await aPatient(app, { careTeam: [clinicianId, beaId] });
  const patient = await app.asHolder(Role.PATIENT, patientId);
  await aRestriction(patient, { patientId, clinicianId: beaId, categories: ['GROUP_PARTICIPATION'] });
  return { patientId, bea: await app.asClinician(beaId), patient };
}

describe('setSupportPreferences', () => {
  it('keeps everything that was said, by the patient as by the care team', async () => {
    const patientId = await aLonePatient();
    const patient = await app.asHolder(Role.PATIENT, patientId);
    for (const by of [ada, patient]) {
      const id = by === patient ? patientId : await aLonePatient();
      expect(await read(by, id)).toBeNull();
      const said = {
        ...EVERYTHING,
        version: 1,
        meetingTypes: [
          { code: 'Y', label: 'Young People' },
          { code: 'O', label: 'Open' },
        ],
      };
      const { supportPreferences } = await setPreferences(by, { patientId: id, ...EVERYTHING });
      expect(supportPreferences).toEqual({ ...said, meetingTypes: [{ code: 'Y' }, { code: 'O' }] });
      expect(await read(by, id)).toEqual(said);
    }
  });

  it('keeps what is left out, clears what is null, and replaces lists', async () => {
    const patientId = await aLonePatient();
    await setPreferences(ada, { patientId, ...EVERYTHING });
    const changes = {
      approaches: ['FAITH_BASED'],
      modalities: null,
      avoid: null,
      maxDistanceKm: null,
      mentorNotes: null,
    };
    await setPreferences(ada, { patientId, expectedVersion: 1, ...changes });
    expect(await read(ada, patientId)).toMatchObject({
      ...EVERYTHING,
      version: 2,
      approaches: ['FAITH_BASED'],
      modalities: [],
      avoid: [],
      maxDistanceKm: null,
      mentorNotes: null,
      meetingTypes: [{ code: 'Y' }, { code: 'O' }],
    });
  });

  it('needs the version that was read, and none where there is nothing yet', async () => {
    const patientId = await aLonePatient();
    const conflict = (currentVersion: number) => ({ __typename: 'VersionConflict', currentVersion });
    expect(await setPreferences(ada, { patientId, expectedVersion: 1 })).toMatchObject(conflict(0));
    expect((await setPreferences(ada, { patientId })).supportPreferences?.version).toBe(1);
    expect(await setPreferences(ada, { patientId, languages: ['es'] })).toMatchObject(conflict(1));
    expect(await setPreferences(ada, { patientId, languages: ['es'], expectedVersion: 2 })).toMatchObject(conflict(1));
    await setPreferences(ada, { patientId, avoid: ['AL_ANON'], expectedVersion: 1 });
    expect(await setPreferences(ada, { patientId, languages: ['es'], expectedVersion: 1 })).toMatchObject(conflict(2));
    expect(await read(ada, patientId)).toMatchObject({ version: 2, languages: [], avoid: ['AL_ANON'] });
  });

  it('lets one of several win who say so for the first time at once, and one of those who change it', async () => {
    const patientId = await aLonePatient();
    for (const input of [{}, { expectedVersion: 1 }]) {
      const all = await Promise.all(
        ['en', 'es', 'vi', 'fr'].map((language) => setPreferences(ada, { patientId, languages: [language], ...input })),
      );
      const winners = all.filter(({ __typename }) => __typename === 'SetSupportPreferencesPayload');
      expect(winners).toHaveLength(1);
      const { version } = winners[0]?.supportPreferences ?? {};
      const losers = all.filter((answer) => !winners.includes(answer));
      expect(losers.map(({ currentVersion }) => currentVersion)).toEqual([version, version, version]);
      expect(await read(ada, patientId)).toMatchObject({
        version,
        languages: winners[0]?.supportPreferences?.languages,
      });
    }
  });

  it('lets one win of two who change different halves at once', async () => {
    const patientId = await aLonePatient();
    await setPreferences(ada, { patientId });
    const both = await Promise.all([
      setPreferences(ada, { patientId, expectedVersion: 1, languages: ['es'] }),
      setPreferences(ada, { patientId, expectedVersion: 1, fellowships: ['LIFERING'] }),
    ]);
    expect(both.map(({ __typename }) => __typename).sort()).toEqual([
      'SetSupportPreferencesPayload',
      'VersionConflict',
    ]);
  });

  it('leaves a line in the audit log', async () => {
    const patientId = await aLonePatient();
    const { lines } = await allLinesOf(app, () => setPreferences(ada, { patientId, ...EVERYTHING }));
    expect(lines).toMatchObject([{ kind: 'support-preferences.set', patient_id: uuidOf(patientId) }]);
  });

  it.each([
    ['input.availability.0.to', { availability: [{ weekday: 'MONDAY', from: '20:00', to: '19:00' }] }],
    ['input.meetingTypes.1', { meetingTypes: ['O', 'NOBODY-KNOWS'] }],
    ['input.meetingTypes', { meetingTypes: ['O', 'O'] }],
    ['input.maxDistanceKm', { maxDistanceKm: 0 }],
    ['input.maxDistanceKm', { maxDistanceKm: 5000 }],
    ['input.languages', { languages: ['Spanish, please'] }],
    ['input.mentorNotes', { mentorNotes: ' ' }],
    ['input.avoid', { fellowships: ['LIFERING'], avoid: ['LIFERING'] }],
  ])('refuses at %s what nobody could mean', async (path, input) => {
    const patientId = await aLonePatient();
    expect(refusalOf(await send(ada, { patientId, ...input }))).toEqual(badInputAt(path));
    expect(await read(ada, patientId)).toBeNull();
  });

  it('refuses to avoid what was wanted before', async () => {
    const patientId = await aLonePatient();
    await setPreferences(ada, { patientId, fellowships: ['LIFERING'] });
    expect(refusalOf(await send(ada, { patientId, expectedVersion: 1, avoid: ['LIFERING'] }))).toEqual(
      badInputAt('input.avoid'),
    );
    const moved = { patientId, expectedVersion: 1, avoid: ['LIFERING'], fellowships: null };
    expect((await setPreferences(ada, moved)).supportPreferences).toMatchObject({
      fellowships: [],
      avoid: ['LIFERING'],
    });
  });
});

describe('whose preferences they are', () => {
  it('is not told to whoever may not see the patient: absent, foreign and withheld are the same', async () => {
    const patientId = await aLonePatient();
    const stranger = await app.asClinician(await aClinician(app));
    const foreign = await app.asClinician(await aClinician(app, { organization: app.meadow }), app.meadow);
    const absent = `patient_${'0'.repeat(32)}`;
    const answers = await Promise.all([
      send(stranger, { patientId }),
      send(foreign, { patientId }),
      send(ada, { patientId: absent }),
    ]);
    expect(answers.map(({ text }) => text)).toEqual(Array(3).fill(answers[0]?.text));
    expect(answers.map((answer) => refusalOf(answer).code)).toEqual(Array(3).fill('NOT_FOUND'));
  });

  it('is said by patients for themselves and clinicians of the care team, and by nobody else', async () => {
    const patientId = await aLonePatient();
    const other = await app.asHolder(Role.PATIENT, await aLonePatient());
    expect(refusalOf(await send(other, { patientId })).code).toBe('NOT_FOUND');
    const emergency = await app.asClinician(await aClinician(app));
    await sendBreakGlass(emergency, { patientId });
    expect(refusalOf(await send(emergency, { patientId })).code).toBe('FORBIDDEN');
    const elsewhere = [Role.ADMINISTRATOR, Role.INTAKE, Role.PROGRAM_DIRECTOR, Role.PRIVACY_OFFICER].map((role) =>
      app.as(role),
    );
    const systems = [Role.PARTNER_APP, Role.EHR_SYSTEM] as const;
    const clients = systems.map((role) => app.asClient(role, ['system/PeerSupport.rs']));
    const mentor = await app.asHolder(Role.PEER_MENTOR, await anEmployedMentor(app));
    for (const by of [...elsewhere, ...(await Promise.all(clients)), mentor])
      expect(refusalOf(await send(by, { patientId })).code).toBe('FORBIDDEN');
    expect(await read(ada, patientId)).toBeNull();
  });

  it('hides everything from a clinician who is kept from peer support, and refuses what they say', async () => {
    const beaId = await aClinician(app);
    const patientId = await aPatient(app, { careTeam: [clinicianId, beaId] });
    await setPreferences(ada, { patientId, ...EVERYTHING });
    const patient = await app.asHolder(Role.PATIENT, patientId);
    await aRestriction(patient, { patientId, clinicianId: beaId, categories: ['PEER_SUPPORT'] });
    const bea = await app.asClinician(beaId);
    expect(await read(bea, patientId)).toBeNull();
    for (const said of [{ languages: ['fr'] }, { fellowships: [] }, {}])
      expect(refusalOf(await send(bea, { patientId, expectedVersion: 1, ...said })).code).toBe('FORBIDDEN');
    expect(await read(ada, patientId)).toMatchObject({ version: 1, languages: ['es', 'en'] });
  });
});

describe('a clinician from whom the groups are kept', () => {
  it('reads and says the rest, and neither learns nor changes a fellowship', async () => {
    const { patientId, bea, patient } = await aClinicianWithoutGroups();
    await setPreferences(patient, { patientId, ...EVERYTHING });
    expect(await read(bea, patientId)).toMatchObject({
      approaches: EVERYTHING.approaches,
      fellowships: [],
      avoid: [],
      meetingTypes: [],
    });
    for (const said of [{ fellowships: ['LIFERING'] }, { avoid: null }, { meetingTypes: [] }])
      expect(refusalOf(await send(bea, { patientId, expectedVersion: 1, ...said })).code).toBe('FORBIDDEN');
    await setPreferences(bea, { patientId, expectedVersion: 1, languages: ['fr'] });
    expect(await read(patient, patientId)).toMatchObject({
      version: 2,
      languages: ['fr'],
      fellowships: EVERYTHING.fellowships,
      avoid: EVERYTHING.avoid,
      meetingTypes: [{ code: 'Y' }, { code: 'O' }],
    });
  });

  it('can say something first, and the patient names fellowships later', async () => {
    const { patientId, bea, patient } = await aClinicianWithoutGroups();
    await setPreferences(bea, { patientId, languages: ['en'] });
    await setPreferences(patient, { patientId, expectedVersion: 1, fellowships: ['LIFERING'] });
    expect(await read(patient, patientId)).toMatchObject({ version: 2, fellowships: ['LIFERING'] });
  });

  it('sees no version move with a fellowship that the patient names', async () => {
    const { patientId, bea, patient } = await aClinicianWithoutGroups();
    await setPreferences(patient, { patientId });
    await setPreferences(patient, { patientId, expectedVersion: 1, fellowships: ['LIFERING'] });
    await setPreferences(patient, { patientId, expectedVersion: 2, avoid: ['AL_ANON'], meetingTypes: ['O'] });
    expect((await read(bea, patientId)).version).toBe(1);
    expect(
      (await setPreferences(bea, { patientId, expectedVersion: 1, languages: ['en'] })).supportPreferences,
    ).toMatchObject({ version: 2 });
    expect((await read(patient, patientId)).version).toBe(4);
  });

  it('sees no version move where the patient sends all of it again, with another fellowship', async () => {
    const { patientId, bea, patient } = await aClinicianWithoutGroups();
    await setPreferences(patient, { patientId, ...EVERYTHING });
    await setPreferences(patient, { patientId, expectedVersion: 1, ...EVERYTHING, fellowships: ['LIFERING'] });
    expect((await read(bea, patientId)).version).toBe(1);
    expect(await read(patient, patientId)).toMatchObject({ version: 2, fellowships: ['LIFERING'] });
  });

  it('sees one step where the patient changes both at once', async () => {
    const { patientId, bea, patient } = await aClinicianWithoutGroups();
    await setPreferences(patient, { patientId });
    await setPreferences(patient, { patientId, expectedVersion: 1, fellowships: ['LIFERING'], languages: ['es'] });
    expect((await read(bea, patientId)).version).toBe(2);
    expect((await read(patient, patientId)).version).toBe(2);
  });
});
