import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient } from '../../support/factories';
import { aSharingConsent } from '../../support/factories/peer-consents';
import {
  aContact,
  aSupervisedMentor,
  aSupervisor,
  logContact,
  sendContact,
} from '../../support/factories/peer-contacts';
import { anAcceptedLink, anActiveLink, anEmployedMentor, aPeerLink, move } from '../../support/factories/peer-links';
import { aMentor, aPeerGroup } from '../../support/factories/peers';
import { badInputAt, refusalOf } from '../../support/refusals';
import { uuidOf } from '../../support/uuid-of';

const CONTACTS = 'query ($id: ID!) { peerLink(id: $id) { contacts { totalCount nodes { id } } } }';
const MARK =
  'mutation ($input: MarkEnteredInErrorInput!) { markEnteredInError(input: $input) { __typename ... on MarkEnteredInErrorPayload { node { id ... on PeerContact { version enteredInErrorAt enteredInErrorReason } } } } }';
const ABSENT_LINK = 'peer_link_0198c0ffee00700080000000000000aa';

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
const asPatient = (id: string): Promise<Caller> => app.asHolder(Role.PATIENT, id);
const asMentor = (id: string): Promise<Caller> => app.asHolder(Role.PEER_MENTOR, id);
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const idsOf = ({ nodes }: { nodes: { id: string }[] }): string[] => nodes.map(({ id }) => id);
const contactsOf = async (caller: Caller, id: string): Promise<string[]> =>
  idsOf((await caller.data(CONTACTS, { id })).peerLink.contacts);
const mark = (by: Caller, id: string) => by.send(MARK, { input: { id, reason: 'Another day.' } });

/** An active link to a mentor on the staff, with its parties. */
async function aPair() {
  const [patientId, peerMentorId] = [await aLonePatient(), await anEmployedMentor(app)];
  const { id, version } = await anActiveLink(app, ada, { patientId, peerMentorId });
  return { id, version, patientId, patient: await asPatient(patientId), mentor: await asMentor(peerMentorId) };
}

/** An active link to a group, with the patient. */
async function aGroupLink() {
  const patientId = await aLonePatient();
  const { id, version } = await anActiveLink(app, ada, { patientId, peerGroupId: await aPeerGroup(app) });
  return { id, version, patientId, patient: await asPatient(patientId) };
}

/** The link as if it had begun so long ago. */
const begunDaysAgo = (id: string, days: number) =>
  asAdmin(app.databaseUrl, (admin) =>
    admin.query('update peer_link set started_on = current_date - $2::int where id = $1', [uuidOf(id), days]),
  );

describe('logPeerContact', () => {
  it('is for the mentor and the patient of the link, and shows the latest first to both and the care team', async () => {
    const { id, patient, mentor } = await aPair();
    await begunDaysAgo(id, 10);
    const first = await logContact(mentor, id, { occurredAt: daysAgo(3), note: 'A walk.', mode: 'IN_PERSON' });
    expect(first).toMatchObject({
      __typename: 'LogPeerContactPayload',
      peerContact: {
        version: 1,
        minutes: 30,
        mode: 'IN_PERSON',
        note: 'A walk.',
        reportedBy: 'MENTOR',
        reviewedAt: null,
        peerLink: { id },
      },
    });
    const second = await logContact(patient, id, { occurredAt: daysAgo(1) });
    expect(second.peerContact.reportedBy).toBe('PATIENT');
    const ids = [second.peerContact.id, first.peerContact.id];
    for (const reader of [patient, mentor, ada]) expect(await contactsOf(reader, id)).toEqual(ids);
  });

  it('lets only the patient say that they went to a meeting of a group', async () => {
    const { id, patient } = await aGroupLink();
    const { peerContact } = await logContact(patient, id, { mode: 'GROUP_MEETING', minutes: 60 });
    expect(peerContact).toMatchObject({ mode: 'GROUP_MEETING', reportedBy: 'PATIENT' });
    expect(refusalOf(await sendContact(await asMentor(await anEmployedMentor(app)), id)).code).toBe('NOT_FOUND');
    expect(refusalOf(await sendContact(ada, id, { mode: 'GROUP_MEETING' })).code).toBe('FORBIDDEN');
  });

  it('takes GROUP_MEETING for a group and for nothing else', async () => {
    const [toGroup, toMentor] = [await aGroupLink(), await aPair()];
    const asked = [
      await sendContact(toGroup.patient, toGroup.id, { mode: 'PHONE' }),
      await sendContact(toMentor.patient, toMentor.id, { mode: 'GROUP_MEETING' }),
    ];
    for (const answer of asked) expect(refusalOf(answer)).toEqual(badInputAt('input.mode'));
  });

  it.each([
    ['a time to come', { occurredAt: daysAgo(-1) }, 'input.occurredAt'],
    ['no time at all', { minutes: 0 }, 'input.minutes'],
    ['more than a day', { minutes: 1441 }, 'input.minutes'],
    ['a note that says nothing', { note: ' ' }, 'input.note'],
  ])('refuses %s', async (_case, input, path) => {
    const { id, mentor } = await aPair();
    expect(refusalOf(await sendContact(mentor, id, input))).toEqual(badInputAt(path));
  });

  it('is written down for a mentor from outside also where the input does not go with the link: that tells of it', async () => {
    const [patientId, peerMentorId] = [await aLonePatient(), await aMentor(app)];
    await aSharingConsent(app, { patientId, peerMentorId });
    const { id } = await anActiveLink(app, ada, { patientId, peerMentorId });
    const [patient, mentor] = [await asPatient(patientId), await asMentor(peerMentorId)];
    const written = async (): Promise<number> =>
      (await patient.data('{ patients { nodes { disclosures { nodes { id } } } } }')).patients.nodes[0].disclosures
        .nodes.length;
    const before = await written();
    for (const input of [{ mode: 'GROUP_MEETING' }, { occurredAt: daysAgo(-1) }])
      expect(refusalOf(await sendContact(mentor, id, input)).code).toBe('BAD_USER_INPUT');
    expect(await written()).toBe(before + 2);
    // Where nothing is found, nothing is told.
    expect(refusalOf(await sendContact(mentor, ABSENT_LINK, { mode: 'GROUP_MEETING' })).code).toBe('NOT_FOUND');
    expect(await written()).toBe(before + 2);
  });

  it('refuses a link that never began, and days on which it was not under way', async () => {
    const { id, version, patient } = await aPair();
    const refused = {
      __typename: 'TransitionNotAllowed',
      message: 'They were not under way together on that day.',
      allowed: [],
    };
    expect(await logContact(patient, id, { occurredAt: daysAgo(2) })).toMatchObject({ ...refused, from: 'ACTIVE' });
    await move(patient, id, version, 'ENDED');
    // The patient may still say what happened while it lasted.
    expect((await logContact(patient, id)).__typename).toBe('LogPeerContactPayload');
    await begunDaysAgo(id, 9);
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query('update peer_link set ended_on = current_date - 5 where id = $1', [uuidOf(id)]),
    );
    expect((await logContact(patient, id, { occurredAt: daysAgo(7) })).__typename).toBe('LogPeerContactPayload');
    expect(await logContact(patient, id)).toMatchObject({ ...refused, from: 'ENDED' });

    const link = { patientId: await aLonePatient(), peerMentorId: await anEmployedMentor(app) };
    const accepted = await anAcceptedLink(app, ada, link);
    expect(await logContact(await asPatient(link.patientId), accepted.id)).toMatchObject({
      ...refused,
      from: 'ACCEPTED',
    });
    const proposed = await aPeerLink(ada, { patientId: link.patientId, peerGroupId: await aPeerGroup(app) });
    const meeting = await logContact(await asPatient(link.patientId), proposed.id, { mode: 'GROUP_MEETING' });
    expect(meeting).toMatchObject({ ...refused, from: 'PROPOSED' });
  });

  it('is possible while the link rests', async () => {
    const { id, version, patient, mentor } = await aPair();
    await move(patient, id, version, 'PAUSED');
    for (const party of [patient, mentor])
      expect((await logContact(party, id)).__typename).toBe('LogPeerContactPayload');
  });

  it('finds no link of others: absent and foreign are the same', async () => {
    const { id, version, mentor, patient } = await aPair();
    const strangers = [await asPatient(await aLonePatient()), await asMentor(await anEmployedMentor(app))];
    for (const stranger of strangers) {
      const foreign = await sendContact(stranger, id);
      expect(refusalOf(foreign).code).toBe('NOT_FOUND');
      expect((await sendContact(stranger, ABSENT_LINK)).text).toBe(foreign.text);
    }
    // A mentor who stepped back sees the link no more.
    await move(patient, id, version, 'ENDED');
    expect(refusalOf(await sendContact(mentor, id)).code).toBe('NOT_FOUND');
  });

  it.each([Role.ADMINISTRATOR, Role.INTAKE, Role.CLINICIAN, Role.PROGRAM_DIRECTOR, Role.PRIVACY_OFFICER])(
    'is closed to %s',
    async (role) => {
      expect(refusalOf(await sendContact(app.as(role), ABSENT_LINK)).code).toBe('FORBIDDEN');
    },
  );

  it('leaves an audit line, and goes into the account of a mentor from outside', async () => {
    const [patientId, peerMentorId] = [await aLonePatient(), await aMentor(app)];
    await aSharingConsent(app, { patientId, peerMentorId });
    const { id } = await anActiveLink(app, ada, { patientId, peerMentorId });
    const answer = await sendContact(await asMentor(peerMentorId), id);
    expect(JSON.parse(answer.text).extensions.part2.disclosureIds).toHaveLength(1);
    const { rows } = await asAdmin(app.databaseUrl, (admin) =>
      admin.query("select role, subject_id from audit_event where kind = 'peer-contact.logged' and patient_id = $1", [
        uuidOf(patientId),
      ]),
    );
    expect(rows).toEqual([{ role: 'PEER_MENTOR', subject_id: uuidOf(answer.data.logPeerContact.peerContact.id) }]);
  });

  it('either comes before the end of the link, or is refused, when both happen at once', async () => {
    for (let time = 0; time < 8; time += 1) {
      const { id, version, patient, mentor } = await aPair();
      const [ended, logged] = await Promise.all([move(patient, id, version, 'ENDED'), sendContact(mentor, id)]);
      expect(ended.__typename).toBe('MovePeerLinkPayload');
      expect([undefined, 'NOT_FOUND']).toContain(refusalOf(logged).code);
      expect(await contactsOf(ada, id)).toHaveLength(refusalOf(logged).code ? 0 : 1);
    }
  });
});

describe('reading contacts', () => {
  it('shows a mentor those of their own links alone', async () => {
    const { id, patientId, patient } = await aPair();
    const { id: contactId } = await aContact(patient, id);
    const other = await anEmployedMentor(app);
    await anActiveLink(app, ada, { patientId, peerMentorId: other });
    const node = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(await (await asMentor(other)).data(node, { id: contactId })).toEqual({ node: null });
    expect(await ada.data(node, { id: contactId })).toEqual({ node: { id: contactId } });
  });

  it('tells nothing of groups to who reads links to mentors only', async () => {
    const { id, patientId, patient } = await aGroupLink();
    const { id: meetingId } = await aContact(patient, id, { mode: 'GROUP_MEETING' });
    const system = await app.asClient(Role.EHR_SYSTEM, ['system/Patient.rs', 'system/PeerSupport.rs']);
    const data = await system.data(
      'query ($patient: ID!, $contact: ID!) { node(id: $contact) { id } patient(id: $patient) { peerEngagement { contacts } } }',
      { patient: patientId, contact: meetingId },
    );
    expect(data).toEqual({ node: null, patient: { peerEngagement: null } });
  });

  it('keeps contacts of a link that ended at death', async () => {
    const { id, patientId, mentor } = await aPair();
    const { id: contactId } = await aContact(mentor, id);
    const { patient } = await ada.data('query ($id: ID!) { patient(id: $id) { version } }', { id: patientId });
    await ada.data('mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { __typename } }', {
      input: { patientId, expectedVersion: patient.version, as: 'DECEASED' },
    });
    expect(await contactsOf(ada, id)).toEqual([contactId]);
  });
});

describe('markEnteredInError of a contact', () => {
  it('is for who logged it, and for the care team; it leaves lists and counts and stays to be found', async () => {
    const { id, patientId, patient, mentor } = await aPair();
    const contacts = [await aContact(patient, id), await aContact(mentor, id), await aContact(mentor, id)];
    const by = [patient, mentor, ada];
    for (const [index, contact] of contacts.entries()) {
      const answer = await mark(by[index] as Caller, contact.id);
      expect(answer.data.markEnteredInError).toEqual({
        __typename: 'MarkEnteredInErrorPayload',
        node: {
          id: contact.id,
          version: 2,
          enteredInErrorAt: expect.any(String),
          enteredInErrorReason: 'Another day.',
        },
      });
    }
    expect(await contactsOf(ada, id)).toEqual([]);
    const data = await ada.data(
      'query ($id: ID!, $link: ID!) { patient(id: $id) { peerEngagement { contacts lastContactAt } } peerLink(id: $link) { contacts { totalCount } } }',
      { id: patientId, link: id },
    );
    expect(data).toEqual({
      patient: { peerEngagement: { contacts: 0, lastContactAt: null } },
      peerLink: { contacts: { totalCount: 0 } },
    });
    expect((await mark(ada, contacts[0]?.id ?? '')).data.markEnteredInError.__typename).toBe('TransitionNotAllowed');
  });

  it('is for nobody else', async () => {
    const { supervisorId, supervisor } = await aSupervisor(app);
    const [patientId, peerMentorId] = [await aLonePatient(), await aSupervisedMentor(app, supervisorId)];
    const { id } = await anActiveLink(app, ada, { patientId, peerMentorId });
    const [patient, mentor] = [await asPatient(patientId), await asMentor(peerMentorId)];
    const [byPatient, byMentor] = [await aContact(patient, id), await aContact(mentor, id)];
    for (const [by, contact] of [
      [patient, byMentor],
      [mentor, byPatient],
      [supervisor, byMentor],
      [app.as(Role.PROGRAM_DIRECTOR), byMentor],
    ] as const)
      expect(refusalOf(await mark(by, contact.id)).code).toBe('FORBIDDEN');
    for (const stranger of [await asMentor(await anEmployedMentor(app)), await asPatient(await aLonePatient())])
      expect(refusalOf(await mark(stranger, byMentor.id)).code).toBe('NOT_FOUND');
    expect(await contactsOf(ada, id)).toHaveLength(2);
  });

  it('opens nothing else of the record to patients and mentors', async () => {
    const { patientId, patient } = await aPair();
    const { draftCarePlan } = await ada.data(
      'mutation ($input: DraftCarePlanInput!) { draftCarePlan(input: $input) { carePlan { id } } }',
      { input: { patientId, title: 'Plan' } },
    );
    expect(refusalOf(await mark(patient, draftCarePlan.carePlan.id)).code).toBe('FORBIDDEN');
  });
});
