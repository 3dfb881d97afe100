import { DateTime as Instant } from 'luxon';
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
  const on = (isOfGroup: boolean, day: string, contacts = 1) => {
    const lastAt = new Date(`${day}T18:00:00Z`);
    return { day, isOfGroup, contacts, lastAt };
  };
  const withMentor = (day: string, contacts?: number) => on(false, day, contacts);
  const withGroup = (day: string) => on(true, day);

  it('counts contacts with mentors week by week, the oldest first', () => {
    const rows = [
      withMentor('2026-02-24'),
      withGroup('2026-03-03'),
      withMentor('2026-03-08'),
      withMentor('2026-03-09'),
      withMentor('2026-03-11', 3),
    ];
    expect(engagementOver(rows, 16, zone, now)).toEqual({
      contacts: 6,
      groupMeetings: 1,
      lastContactAt: new Date('2026-03-11T18:00:00Z'),
      weeklyContacts: [1, 1, 4],
    });
  });

  it('begins with the first of these days, and not before', () => {
    const rows = [withMentor('2026-03-10'), withMentor('2026-03-11')];
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
    expect(engagementOver([withMentor('2026-03-16')], 7, zone, sunday).weeklyContacts).toEqual([1]);
  });
});

describe('Patient.peerEngagement', () => {
  let app: TestApp;
  let ada: Caller;
  let clinicianId: string;
  let patientId: string;
  let patient: Caller;
  let mentor: Caller;

  beforeAll(async () => {
    app = await startTestApp();
    clinicianId = await aClinician(app);
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

  /** Somebody whose mentor logged a contact at each of these instants. */
  async function aPatientWhoWasInTouch(instants: readonly Instant[]): Promise<{ id: string; self: Caller }> {
    const id = await aPatient(app, { careTeam: [clinicianId] });
    const { id: linkId } = await anActiveLink(app, ada, { patientId: id, peerMentorId: await anEmployedMentor(app) });
    const self = await app.asHolder(Role.PATIENT, id);
    const contact = await aContact(self, linkId);
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query(
        `insert into peer_contact select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'occurred_at', t.at))).*
           from peer_contact c, unnest($2::timestamptz[]) as t(at) where c.id = $1`,
        [uuidOf(contact.id), instants.map((instant) => instant.toISO())],
      ),
    );
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query('delete from peer_contact where id = $1', [uuidOf(contact.id)]),
    );
    return { id, self };
  }

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

  it('counts days as the patient has them', async () => {
    const today = Instant.now().setZone('America/Los_Angeles').startOf('day');
    const { id, self } = await aPatientWhoWasInTouch([
      today.minus({ days: 1 }).plus({ minutes: 1 }),
      today.minus({ minutes: 1 }),
      today,
    ]);
    const countOver = async (days: number) =>
      (await self.data(ENGAGEMENT, { id, days })).patient.peerEngagement.contacts;
    expect([await countOver(1), await countOver(2), await countOver(3)]).toEqual([1, 3, 3]);
  });

  it('is told however often the two are in touch', async () => {
    const today = Instant.now();
    const { id, self } = await aPatientWhoWasInTouch(
      Array.from({ length: 1_500 }, (_, count) => today.minus({ hours: 5 * count })),
    );
    const { peerEngagement } = (await self.data(ENGAGEMENT, { id, days: 366 })).patient;
    expect(peerEngagement.contacts).toBe(1_500);
    expect((await self.data(ENGAGEMENT, { id })).patient.peerEngagement).toMatchObject({ groupMeetings: 0 });
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
