import { Role } from '../../../src/access/role';
import { engagementOver } from '../../../src/features/peer-links/contacts/peer-engagement';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient } from '../../support/factories';
import { aClient, aConsent } from '../../support/factories/consents';
import { aContact } from '../../support/factories/peer-contacts';
import { anActiveLink, anEmployedMentor } from '../../support/factories/peer-links';
import { aPeerGroup } from '../../support/factories/peers';
import { badInputAt, refusalOf } from '../../support/refusals';
import { uuidOf } from '../../support/uuid-of';

const ENGAGEMENT =
  'query ($id: ID!, $days: Int) { patient(id: $id) { peerEngagement(days: $days) { contacts groupMeetings lastContactAt weeklyContacts } } }';

describe('engagement', () => {
  const zone = 'America/Los_Angeles';
  // A Wednesday, four days after the clocks were put forward there.
  const now = new Date('2026-03-11T19:00:00Z');
  const withMentor = (at: string) => ({ occurredAt: new Date(at), peerGroupId: null });
  const withGroup = (at: string) => ({ occurredAt: new Date(at), peerGroupId: 'any' });

  it('counts contacts with mentors week by week, Mondays of the patient, the oldest first', () => {
    const rows = [
      withMentor('2026-03-11T18:00:00Z'),
      // Sunday night there, Monday in Greenwich.
      withMentor('2026-03-09T06:30:00Z'),
      withMentor('2026-03-09T07:30:00Z'),
      withMentor('2026-02-24T18:00:00Z'),
      withGroup('2026-03-03T18:00:00Z'),
    ];
    expect(engagementOver(rows, 16, zone, now)).toEqual({
      contacts: 4,
      groupMeetings: 1,
      lastContactAt: new Date('2026-03-11T18:00:00Z'),
      weeklyContacts: [1, 1, 2],
    });
  });

  it('begins with the first of these days where the patient lives, and not before', () => {
    const rows = [withMentor('2026-03-11T07:00:00Z'), withMentor('2026-03-11T06:59:59Z')];
    expect(engagementOver(rows, 1, zone, now)).toMatchObject({ contacts: 1, weeklyContacts: [1] });
    expect(engagementOver(rows, 2, zone, now)).toMatchObject({ contacts: 2, weeklyContacts: [2] });
    expect(engagementOver([], 3, zone, now)).toEqual({
      contacts: 0,
      groupMeetings: 0,
      lastContactAt: null,
      weeklyContacts: [0],
    });
    expect(engagementOver([], 366, zone, now).weeklyContacts).toHaveLength(53);
  });

  it('puts what a fast clock logged in the next week into this one', () => {
    const sunday = new Date('2026-03-16T06:58:00Z');
    expect(engagementOver([withMentor('2026-03-16T07:01:00Z')], 7, zone, sunday).weeklyContacts).toEqual([1]);
  });
});

describe('Patient.peerEngagement', () => {
  let app: TestApp;
  let ada: Caller;
  let patientId: string;
  let patient: Caller;
  let mentor: Caller;

  beforeAll(async () => {
    app = await startTestApp();
    const clinicianId = await aClinician(app);
    ada = await app.asClinician(clinicianId);
    patientId = await aPatient(app, { careTeam: [clinicianId] });
    const peerMentorId = await anEmployedMentor(app);
    const [toMentor, toGroup] = [
      await anActiveLink(app, ada, { patientId, peerMentorId }),
      await anActiveLink(app, ada, { patientId, peerGroupId: await aPeerGroup(app) }),
    ];
    [patient, mentor] = [
      await app.asHolder(Role.PATIENT, patientId),
      await app.asHolder(Role.PEER_MENTOR, peerMentorId),
    ];
    const contacts = [await aContact(mentor, toMentor.id), await aContact(patient, toMentor.id)];
    await aContact(patient, toGroup.id, { mode: 'GROUP_MEETING' });
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query("update peer_contact set occurred_at = now() - interval '100 days' where id = $1", [
        uuidOf(contacts[1]?.id ?? ''),
      ]),
    );
  });
  afterAll(() => app.stop());

  const engagementOf = async (caller: Caller, days?: number) =>
    (await caller.data(ENGAGEMENT, { id: patientId, ...(days ? { days } : {}) })).patient.peerEngagement;

  it('is over 30 days unless somebody says otherwise, to the patient and those who may read all contacts', async () => {
    for (const reader of [patient, ada]) {
      const month = await engagementOf(reader);
      expect(month).toMatchObject({ contacts: 1, groupMeetings: 1, lastContactAt: expect.any(String) });
      expect(month.weeklyContacts.reduce((sum: number, n: number) => sum + n, 0)).toBe(1);
      expect(await engagementOf(reader, 366)).toMatchObject({ contacts: 2, groupMeetings: 1 });
    }
  });

  it('is null to who may read a part of the contacts: mentors, and apps without one of the categories', async () => {
    expect(await engagementOf(mentor)).toBeNull();
    const scopes = ['system/Patient.rs', 'system/PeerSupport.rs', 'system/GroupParticipation.rs'];
    const shown = async (categories: string[]) => {
      const client = await aClient(app, { scopes });
      await aConsent(ada, { patientId, recipient: { partnerAppId: client.id }, categories });
      return engagementOf(client.caller);
    };
    expect(await shown(['PEER_SUPPORT'])).toBeNull();
    expect(await shown(['GROUP_PARTICIPATION'])).toBeNull();
    expect(await shown(['PEER_SUPPORT', 'GROUP_PARTICIPATION'])).toMatchObject({ contacts: 1, groupMeetings: 1 });
  });

  it('is an account of both categories, also where there was no contact: none is an answer, too', async () => {
    const quietId = await aPatient(app);
    const scopes = ['system/Patient.rs', 'system/PeerSupport.rs', 'system/GroupParticipation.rs'];
    const client = await aClient(app, { scopes });
    const categories = ['PEER_SUPPORT', 'GROUP_PARTICIPATION'];
    await aConsent(app.as(Role.PRIVACY_OFFICER), {
      patientId: quietId,
      recipient: { partnerAppId: client.id },
      categories,
    });
    const shown = await client.caller.data(ENGAGEMENT, { id: quietId });
    expect(shown.patient.peerEngagement).toMatchObject({ contacts: 0, groupMeetings: 0 });
    const { patients } = await (await app.asHolder(Role.PATIENT, quietId)).data(
      '{ patients { nodes { disclosures { nodes { categories } } } } }',
    );
    expect(patients.nodes[0].disclosures.nodes).toEqual([{ categories: expect.arrayContaining(categories) }]);
  });

  it('is null to a mentor whom the patient lets know of groups as well', async () => {
    const peerMentorId = await anEmployedMentor(app);
    await anActiveLink(app, ada, { patientId, peerMentorId });
    await aConsent(app.as(Role.PRIVACY_OFFICER), {
      patientId,
      scope: 'PEER_SHARING',
      purpose: 'PEER_SUPPORT',
      recipient: { peerMentorId },
      categories: ['PEER_SUPPORT', 'GROUP_PARTICIPATION'],
    });
    expect(await engagementOf(await app.asHolder(Role.PEER_MENTOR, peerMentorId))).toBeNull();
  });

  it.each([0, 367, -1])('refuses %i days', async (days) => {
    expect(refusalOf(await patient.send(ENGAGEMENT, { id: patientId, days }))).toEqual(badInputAt('days'));
  });
});
