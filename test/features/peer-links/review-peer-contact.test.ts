import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient } from '../../support/factories';
import { aContact, aSupervisedMentor, aSupervisor } from '../../support/factories/peer-contacts';
import { anActiveLink, move } from '../../support/factories/peer-links';
import { aPeerGroup } from '../../support/factories/peers';
import { refusalOf } from '../../support/refusals';

const REVIEW = `mutation ($input: ReviewPeerContactInput!) { reviewPeerContact(input: $input) {
  __typename
  ... on ReviewPeerContactPayload { peerContact { version reviewedAt reviewedBy { id } } }
  ... on TransitionNotAllowed { from to allowed }
  ... on VersionConflict { currentVersion } } }`;

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

describe('reviewPeerContact', () => {
  /** A contact with a mentor, who has a supervisor. */
  async function aLoggedContact() {
    const { supervisorId, supervisor } = await aSupervisor(app);
    const [patientId, peerMentorId] = [await aLonePatient(), await aSupervisedMentor(app, supervisorId)];
    const { id, version } = await anActiveLink(app, ada, { patientId, peerMentorId });
    const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
    const patient = await app.asHolder(Role.PATIENT, patientId);
    const contact = await aContact(mentor, id);
    return { supervisorId, supervisor, mentor, patient, contact, link: { id, version } };
  }
  const send = (by: Caller, peerContactId: string, expectedVersion = 1) =>
    by.send(REVIEW, { input: { peerContactId, expectedVersion } });
  const review = async (by: Caller, peerContactId: string, expectedVersion = 1) =>
    (await send(by, peerContactId, expectedVersion)).data.reviewPeerContact;

  it("is by the mentor's supervisor, once, whoever of the two logged it", async () => {
    const { supervisorId, supervisor, patient, contact, link } = await aLoggedContact();
    for (const { id } of [contact, await aContact(patient, link.id)]) {
      expect(await review(supervisor, id)).toEqual({
        __typename: 'ReviewPeerContactPayload',
        peerContact: { version: 2, reviewedAt: expect.any(String), reviewedBy: { id: supervisorId } },
      });
      expect(await review(supervisor, id, 2)).toEqual({
        __typename: 'TransitionNotAllowed',
        from: 'REVIEWED',
        to: 'REVIEWED',
        allowed: [],
      });
    }
  });

  it('tells of a version that has moved on, and of a contact that was taken back', async () => {
    const { supervisor, mentor, contact } = await aLoggedContact();
    expect(await review(supervisor, contact.id, 5)).toEqual({ __typename: 'VersionConflict', currentVersion: 1 });
    await mentor.data(
      'mutation ($input: MarkEnteredInErrorInput!) { markEnteredInError(input: $input) { __typename } }',
      {
        input: { id: contact.id, reason: 'Another day.' },
      },
    );
    expect(await review(supervisor, contact.id, 2)).toMatchObject({ from: 'ENTERED_IN_ERROR', to: 'REVIEWED' });
  });

  it('is for no other clinician, and to those who do not see it there is no such contact', async () => {
    const { supervisor, contact, link } = await aLoggedContact();
    const { supervisor: another } = await aSupervisor(app);
    expect(refusalOf(await send(ada, contact.id)).code).toBe('FORBIDDEN');
    const hidden = await send(another, contact.id);
    expect(refusalOf(hidden).code).toBe('NOT_FOUND');
    expect((await send(another, 'peer_contact_0198c0ffee00700080000000000000aa')).text).toBe(hidden.text);
    await move(ada, link.id, link.version, 'ENDED');
    expect(refusalOf(await send(supervisor, contact.id)).code).toBe('NOT_FOUND');
  });

  it('is not for meetings of a group, which nobody supervises', async () => {
    const patientId = await aLonePatient();
    const { id } = await anActiveLink(app, ada, { patientId, peerGroupId: await aPeerGroup(app) });
    const meeting = await aContact(await app.asHolder(Role.PATIENT, patientId), id, { mode: 'GROUP_MEETING' });
    expect(refusalOf(await send(ada, meeting.id)).code).toBe('FORBIDDEN');
  });

  it('counts once, though it is said twice at the same moment', async () => {
    const { supervisor, contact } = await aLoggedContact();
    const both = await Promise.all([review(supervisor, contact.id), review(supervisor, contact.id)]);
    const types = both.map(({ __typename }) => __typename);
    expect(types.filter((type) => type === 'ReviewPeerContactPayload')).toHaveLength(1);
  });

  it.each([Role.ADMINISTRATOR, Role.INTAKE, Role.PROGRAM_DIRECTOR, Role.PATIENT, Role.PEER_MENTOR])(
    'is closed to %s',
    async (role) => {
      const answered = await send(app.as(role), 'peer_contact_0198c0ffee00700080000000000000aa');
      expect(refusalOf(answered).code).toBe('FORBIDDEN');
    },
  );
});
