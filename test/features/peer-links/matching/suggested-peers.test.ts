import { Role } from '../../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { asAdmin } from '../../../support/database';
import { aClinician, aPatient } from '../../../support/factories';
import { SUGGESTIONS, type Suggestion, setPreferences, suggestions } from '../../../support/factories/matching';
import { anActiveLink, anEmployedMentor, aPeerLink, move } from '../../../support/factories/peer-links';
import { aCandidate, aMeeting, aMentor, aPeerGroup } from '../../../support/factories/peers';
import { aRestriction } from '../../../support/factories/restrictions';
import { badInputAt, refusalOf } from '../../../support/refusals';
import { uuidOf } from '../../../support/uuid-of';

const HOME = { latitude: 34, longitude: -118.2 };
const TUESDAY_EVENING = [{ weekday: 'TUESDAY', from: '18:00', to: '21:00' }];

/** A place so many kilometers north of home. */
const north = (km: number) => ({
  venue: { formattedAddress: '1 Example Street', location: { ...HOME, latitude: HOME.latitude + km / 111.195 } },
});

let app: TestApp;
let clinicianId: string;
let ada: Caller;

// Each test has the directory to itself.
beforeEach(async () => {
  app = await startTestApp();
  clinicianId = await aClinician(app);
  ada = await app.asClinician(clinicianId);
});
afterEach(() => app.stop());

/** A patient of Ada's who said this; answers with the id. */
async function aPatientWho(preferences: object = {}, facts: object = {}): Promise<string> {
  const base = { languages: ['en'], timeZone: 'America/Los_Angeles', home: HOME };
  const patientId = await aPatient(app, { careTeam: [clinicianId], ...base, ...facts });
  if (Object.keys(preferences).length > 0) await setPreferences(ada, { patientId, ...preferences });
  return patientId;
}

const names = (found: readonly Suggestion[]): string[] => found.map(({ peer }) => peer.displayName);
const named = async (patientId: string, by = ada): Promise<string[]> => names(await suggestions(by, patientId)).sort();
const reasonsOf = (found: readonly Suggestion[], name: string): Record<string, string> =>
  Object.fromEntries(
    found.find(({ peer }) => peer.displayName === name)?.reasons.map(({ factor, sentence }) => [factor, sentence]) ??
      [],
  );

/** A group that meets once a week. */
async function aGroup(displayName: string, group: object = {}, meeting: object = {}): Promise<string> {
  const peerGroupId = await aPeerGroup(app, { displayName, ...group });
  await aMeeting(app, { peerGroupId, name: displayName, ...meeting });
  return peerGroupId;
}

describe('a hard limit', () => {
  it('is the language: of the preferences, else of the record, in any dialect', async () => {
    await aMentor(app, { displayName: 'English', languages: ['en-US'] });
    await aMentor(app, { displayName: 'Spanish', languages: ['es-MX'] });
    await aGroup('Vietnamese', { languages: ['vi'] });
    expect(await named(await aPatientWho())).toEqual(['English']);
    expect(await named(await aPatientWho({ languages: ['es'] }))).toEqual(['Spanish']);
    expect(await named(await aPatientWho({}, { languages: ['vi', 'en'] }))).toEqual(['English', 'Vietnamese']);
    expect(await named(await aPatientWho({}, { languages: [] }))).toEqual(['English', 'Spanish', 'Vietnamese']);
  });

  it('is a fellowship that is avoided, however much else fits', async () => {
    await aGroup('Family Table', { fellowship: 'AL_ANON' });
    await aGroup('Tools');
    expect(await named(await aPatientWho())).toEqual(['Family Table', 'Tools']);
    expect(await named(await aPatientWho({ avoid: ['AL_ANON'] }))).toEqual(['Tools']);
  });

  it('is a slot, a credential that is valid, and a group that goes on', async () => {
    await aMentor(app, { displayName: 'Full', capacity: 0 });
    await aCandidate(app, { displayName: 'Candidate' });
    const lapsed = await aMentor(app, { displayName: 'Lapsed' });
    await aMentor(app, { displayName: 'Open' });
    const retired = await aGroup('Retired');
    await app
      .as(Role.ADMINISTRATOR)
      .data('mutation ($input: RetirePeerGroupInput!) { retirePeerGroup(input: $input) { __typename } }', {
        input: { peerGroupId: retired, expectedVersion: 1 },
      });
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query(
        "update peer_mentor_standing set credential_verified_on = '2024-01-01', credential_expires_on = '2025-01-01' where id = $1",
        [uuidOf(lapsed)],
      ),
    );
    expect(await named(await aPatientWho())).toEqual(['Open']);
  });

  it('is being the same person, and being kept out by the patient', async () => {
    const [self, kept] = [await aMentor(app, { displayName: 'Self' }), await aMentor(app, { displayName: 'Kept out' })];
    const patientId = await aPatientWho();
    expect(await named(patientId)).toEqual(['Kept out', 'Self']);
    const patient = await app.asHolder(Role.PATIENT, patientId);
    await app
      .as(Role.ADMINISTRATOR)
      .data('mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }', {
        input: { issuer: app.issuer.issuer, subject: patient.subject, holderId: self },
      });
    await aRestriction(patient, { patientId, peerMentorId: kept, categories: ['PEER_SUPPORT'] });
    for (const by of [ada, patient]) expect(await named(patientId, by)).toEqual([]);
    // To everybody else they are there.
    expect(await named(await aPatientWho())).toEqual(['Kept out', 'Self']);
  });

  it('is an open link, until it ends', async () => {
    const [peerMentorId, peerGroupId] = [await anEmployedMentor(app, { displayName: 'Linked' }), await aGroup('Group')];
    const patientId = await aPatientWho();
    await aPeerLink(ada, { patientId, peerGroupId });
    const { id, version } = await anActiveLink(app, ada, { patientId, peerMentorId });
    expect(await named(patientId)).toEqual([]);
    await move(ada, id, version, 'ENDED', 'They moved away.');
    expect(await named(patientId)).toEqual(['Linked']);
  });

  it('is the distance to what can only be gone to', async () => {
    await aGroup('Near', {}, north(3));
    await aGroup('Within reach', {}, north(8));
    await aGroup('Far', {}, north(12));
    await aGroup('Unplaced');
    await aGroup('Far, and online', { modalities: ['IN_PERSON', 'VIRTUAL'] }, north(500));
    const reachable = ['Far, and online', 'Near', 'Unplaced', 'Within reach'];
    expect(await named(await aPatientWho({ maxDistanceKm: 10 }))).toEqual(reachable);
    expect(await named(await aPatientWho({ maxDistanceKm: 13 }))).toEqual(['Far', ...reachable]);
    expect(await named(await aPatientWho({ approaches: ['SECULAR'] }))).toEqual(['Far', ...reachable]);
  });
});

describe('the order', () => {
  it('is by what is met of what was wished, and the reasons add up to the score', async () => {
    await aGroup('All', { fellowship: 'LIFERING', meetingTypes: ['Y'] }, { weekday: 'TUESDAY', ...north(2) });
    await aGroup('Some', { meetingTypes: ['Y'] }, { weekday: 'WEDNESDAY', ...north(2) });
    await aMentor(app, { displayName: 'Little', approaches: ['FAITH_BASED'], modalities: ['PHONE'] });
    const wishes = {
      approaches: ['SECULAR'],
      modalities: ['IN_PERSON'],
      fellowships: ['LIFERING'],
      meetingTypes: ['Y'],
      maxDistanceKm: 10,
    };
    const found = await suggestions(ada, await aPatientWho({ ...wishes, availability: TUESDAY_EVENING }));
    expect(names(found)).toEqual(['All', 'Some', 'Little']);
    for (const { score, reasons } of found) {
      expect(score).toBeCloseTo(
        reasons.reduce((sum, { weight }) => sum + weight, 0),
        3,
      );
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(reasons.map(({ weight }) => weight)).toEqual(reasons.map(({ weight }) => weight).sort((a, b) => b - a));
    }
    expect(found[0]?.score).toBe(1);
    expect(reasonsOf(found, 'All')).toEqual({
      APPROACH: 'Is LifeRing, which you asked for.',
      SCHEDULE: 'Meets Tuesdays 19:00, when you are free.',
      MODALITY: 'In person, as you wish.',
      LANGUAGE: 'Meets in English, which you speak.',
      DISTANCE: 'Meets close to your home.',
      MEETING_TYPE: 'Has what you like in a meeting: Young People.',
    });
  });

  it('names what is shared in the order in which it was wished, and each once', async () => {
    const all = {
      approaches: ['FAITH_BASED', 'MINDFULNESS_BASED', 'SECULAR'],
      modalities: ['HYBRID', 'PHONE', 'VIRTUAL'],
    };
    await aMentor(app, { displayName: 'Broad', ...all });
    const wishes = [
      [['SECULAR', 'FAITH_BASED'], 'Is secular, as you wish.'],
      [['MINDFULNESS_BASED', 'SECULAR'], 'Builds on mindfulness, as you wish.'],
      [['FAITH_BASED', 'MINDFULNESS_BASED'], 'Builds on faith, as you wish.'],
    ] as const;
    for (const [approaches, APPROACH] of wishes) {
      const patientId = await aPatientWho({ approaches, modalities: ['VIRTUAL', 'HYBRID', 'PHONE'] });
      expect(reasonsOf(await suggestions(ada, patientId), 'Broad')).toMatchObject({
        APPROACH,
        MODALITY: 'Online, in person and online at once, and by phone, as you wish.',
      });
    }
  });

  it('says no distance in numbers, and knows three steps of it', async () => {
    await aGroup('Near', {}, north(3));
    await aGroup('Nearer', {}, north(1));
    await aGroup('Within reach', {}, north(8));
    const found = await suggestions(ada, await aPatientWho({ maxDistanceKm: 10 }));
    const scores = new Map(found.map(({ peer, score }) => [peer.displayName, score]));
    expect(scores.get('Near')).toBe(scores.get('Nearer'));
    expect(reasonsOf(found, 'Within reach').DISTANCE).toBe('Meets within reach of your home.');
    expect(JSON.stringify(found.map(({ reasons }) => reasons.map(({ sentence }) => sentence)))).not.toMatch(
      /\d\s*(km|mi)/,
    );
  });

  it('puts mentors with more room first for the staff, and says nothing of how much to the patient', async () => {
    for (const capacity of [2, 7, 4, 1]) await aMentor(app, { displayName: `Room for ${capacity}`, capacity });
    const patientId = await aPatientWho();
    const byStaff = await suggestions(ada, patientId);
    expect(names(byStaff)).toEqual(['Room for 7', 'Room for 4', 'Room for 2', 'Room for 1']);
    expect(byStaff.map((match) => reasonsOf([match], match.peer.displayName).CAPACITY)).toEqual([
      'Has room for 7 more people.',
      'Has room for 4 more people.',
      'Has room for 2 more people.',
      'Has room for one more person.',
    ]);
    const patient = await app.asHolder(Role.PATIENT, patientId);
    const before = await suggestions(patient, patientId);
    expect(new Set(before.map(({ score }) => score))).toEqual(new Set([1]));
    expect(new Set(before.map((match) => reasonsOf([match], match.peer.displayName).CAPACITY))).toEqual(
      new Set(['Takes somebody on now.']),
    );
    // Not even by the order: other capacities change nothing.
    await asAdmin(app.databaseUrl, (admin) => admin.query('update peer_mentor_standing set capacity = 9 - capacity'));
    expect(await suggestions(patient, patientId)).toEqual(before);
  });

  it('is the same every time for one patient, and another for the next, so that the first are not always the same', async () => {
    for (const n of Array.from({ length: 6 }, (_, index) => index)) await aMentor(app, { displayName: `Mentor ${n}` });
    const firsts = new Map<string, number>();
    for (const _ of Array.from({ length: 24 })) {
      const patientId = await aPatientWho();
      const order = names(await suggestions(ada, patientId));
      expect(names(await suggestions(ada, patientId))).toEqual(order);
      firsts.set(order[0] ?? '', (firsts.get(order[0] ?? '') ?? 0) + 1);
    }
    // Six mentors and 24 patients: with luck 4 each. That one gets half of them happens once in 10,000 directories.
    expect(firsts.size).toBeGreaterThanOrEqual(3);
    expect(Math.max(...firsts.values())).toBeLessThan(13);
  });

  it('finds something sensible for a patient who has not said anything', async () => {
    await aGroup('Near', {}, north(2));
    await aGroup('Far', {}, north(200));
    await aMentor(app, { displayName: 'Mentor' });
    const found = await suggestions(ada, await aPatientWho());
    expect(names(found).sort()).toEqual(['Far', 'Mentor', 'Near']);
    expect(names(found).indexOf('Near')).toBeLessThan(names(found).indexOf('Far'));
    expect(found.find(({ peer }) => peer.displayName === 'Near')?.nextMeeting).not.toBeNull();
  });
});

describe('time', () => {
  it('fits where a whole meeting falls into the hours of the patient, on their clock', async () => {
    await aGroup('Fits', {}, { weekday: 'TUESDAY', startTime: '20:00', endTime: '21:00' });
    await aGroup('Ends late', {}, { weekday: 'TUESDAY', startTime: '20:30', endTime: '21:30' });
    await aGroup(
      'In New York',
      {},
      { weekday: 'TUESDAY', startTime: '21:30', endTime: '22:30', timeZone: 'America/New_York' },
    );
    await aGroup(
      'On a forum',
      { modalities: ['ONLINE_FORUM'] },
      { weekday: null, startTime: null, endTime: null, modality: 'ONLINE_FORUM' },
    );
    const found = await suggestions(ada, await aPatientWho({ availability: TUESDAY_EVENING }));
    expect(reasonsOf(found, 'Fits').SCHEDULE).toBe('Meets Tuesdays 20:00, when you are free.');
    expect(reasonsOf(found, 'In New York').SCHEDULE).toBe('Meets Tuesdays 18:30, when you are free.');
    expect(reasonsOf(found, 'On a forum').SCHEDULE).toBe('Is there at any hour, so also when you are free.');
    expect(reasonsOf(found, 'Ends late').SCHEDULE).toBeUndefined();
    expect(found.find(({ peer }) => peer.displayName === 'Ends late')?.nextMeeting).toBeNull();
  });

  it('fits over midnight, and over the end of the week', async () => {
    const night = [
      { weekday: 'SUNDAY', from: '22:00', to: '23:59' },
      { weekday: 'MONDAY', from: '00:00', to: '02:00' },
    ];
    await aGroup('Night', {}, { weekday: 'SUNDAY', startTime: '23:30', endTime: '00:30' });
    await aMentor(app, {
      displayName: 'Awake',
      availability: [{ weekday: 'MONDAY', from: '08:30', to: '09:30' }],
      timeZone: 'Europe/London',
    });
    const found = await suggestions(ada, await aPatientWho({ availability: night }));
    expect(reasonsOf(found, 'Night').SCHEDULE).toBe('Meets Sundays 23:30, when you are free.');
    expect(reasonsOf(found, 'Awake').SCHEDULE).toMatch(
      /^Has time (Mondays|Sundays) from \d\d:30, when you are free\.$/,
    );
  });

  it('fits where mentor and patient have half an hour together', async () => {
    for (const [displayName, from] of [
      ['Enough', '20:30'],
      ['Too short', '20:31'],
    ] as const)
      await aMentor(app, { displayName, availability: [{ weekday: 'TUESDAY', from, to: '22:00' }] });
    const found = await suggestions(ada, await aPatientWho({ availability: TUESDAY_EVENING }));
    expect(reasonsOf(found, 'Enough').SCHEDULE).toBe('Has time Tuesdays from 20:30, when you are free.');
    expect(reasonsOf(found, 'Too short').SCHEDULE).toBeUndefined();
  });

  it('is not that of a meeting that is too far away', async () => {
    const peerGroupId = await aGroup('Two places', {}, { weekday: 'TUESDAY', ...north(300) });
    await aMeeting(app, { peerGroupId, name: 'Near', weekday: 'WEDNESDAY', ...north(1) });
    const far = await suggestions(ada, await aPatientWho({ availability: TUESDAY_EVENING, maxDistanceKm: 10 }));
    expect(reasonsOf(far, 'Two places').SCHEDULE).toBeUndefined();
    const [any] = await suggestions(ada, await aPatientWho({ maxDistanceKm: 10 }));
    expect(any?.nextMeeting?.meeting.name).toBe('Near');
  });

  it('follows the hours that a mentor gives anew', async () => {
    const peerMentorId = await aMentor(app, { displayName: 'Mentor' });
    const patientId = await aPatientWho({ availability: TUESDAY_EVENING });
    expect(reasonsOf(await suggestions(ada, patientId), 'Mentor').SCHEDULE).toBeUndefined();
    await app
      .as(Role.ADMINISTRATOR)
      .data('mutation ($input: RevisePeerMentorInput!) { revisePeerMentor(input: $input) { __typename } }', {
        input: { peerMentorId, expectedVersion: 3, availability: TUESDAY_EVENING, approaches: ['FAITH_BASED'] },
      });
    expect(reasonsOf(await suggestions(ada, patientId), 'Mentor').SCHEDULE).toBe(
      'Has time Tuesdays from 18:00, when you are free.',
    );
  });
});

describe('how many, and which', () => {
  it('is five unless asked otherwise, of the kinds that are asked for', async () => {
    for (const n of [1, 2, 3, 4]) {
      await aGroup(`Group ${n}`);
      await aMentor(app, { displayName: `Mentor ${n}` });
    }
    const patientId = await aPatientWho();
    const all = await suggestions(ada, patientId);
    expect(all).toHaveLength(8);
    expect(
      (await ada.data('query ($id: ID!) { patient(id: $id) { suggestedPeers { score } } }', { id: patientId })).patient
        .suggestedPeers,
    ).toHaveLength(5);
    expect(await suggestions(ada, patientId, { first: 3 })).toEqual(all.slice(0, 3));
    for (const [kinds, type] of [
      [['MENTOR'], 'PeerMentor'],
      [['GROUP'], 'PeerGroup'],
    ] as const)
      expect(await suggestions(ada, patientId, { kinds })).toEqual(all.filter(({ peer }) => peer.__typename === type));
    expect(await suggestions(ada, patientId, { kinds: [] })).toEqual([]);
    for (const first of [0, 21, 150]) {
      const answer = await ada.send(SUGGESTIONS, { id: patientId, first });
      expect(refusalOf(answer)).toEqual(badInputAt('first'));
      expect(answer.errors?.[0]?.message).toBe('"first" of "suggestedPeers" must be between 1 and 20.');
    }
  });

  it('is the same on the care plan', async () => {
    await aGroup('Group');
    const patientId = await aPatientWho();
    const { draftCarePlan } = await ada.data(
      'mutation ($input: DraftCarePlanInput!) { draftCarePlan(input: $input) { carePlan { suggestedPeers { score peer { displayName } nextMeeting { startsAt } } } } }',
      { input: { patientId, title: 'Recovery plan' } },
    );
    const [match] = await suggestions(ada, patientId);
    expect(draftCarePlan.carePlan.suggestedPeers).toEqual([
      { score: match?.score, peer: { displayName: 'Group' }, nextMeeting: { startsAt: match?.nextMeeting?.startsAt } },
    ]);
  });
});
