import { Role } from '../../../src/access/role';
import { parseGlobalId } from '../../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient } from '../../support/factories';
import { aSharingConsent, revokeConsent } from '../../support/factories/peer-consents';
import {
  anAcceptedLink,
  anActiveLink,
  anEmployedMentor,
  answer,
  aPeerLink,
  FOR_PATIENT,
  move,
} from '../../support/factories/peer-links';
import { aMentor } from '../../support/factories/peers';

let app: TestApp;
let clinicianId: string;
let ada: Caller;

beforeAll(async () => {
  app = await startTestApp();
  clinicianId = await aClinician(app);
  ada = await app.asClinician(clinicianId);
});
// Whatever a test has left behind, grants are what links and consents make them.
afterEach(async () => expect(await grantsThatDiffer()).toEqual([]));
afterAll(() => app.stop());

const aLonePatient = (): Promise<string> => aPatient(app, { careTeam: [clinicianId] });
const asMentor = (id: string): Promise<Caller> => app.asHolder(Role.PEER_MENTOR, id);

/** What a mentor sees of a patient: of every category something. */
async function seen(caller: Caller, patientId: string): Promise<Record<string, boolean>> {
  const data = await caller.data(
    `query ($id: ID!) {
      patient(id: $id) { preferredName identity { fullName } contactPoints { value } status peerLinks { nodes { id } } }
      patients { nodes { id } }
      peerLinks { nodes { id patient { id } } }
    }`,
    { id: patientId },
  );
  const { patient, patients, peerLinks } = data;
  const links = peerLinks.nodes.filter((link: { patient: { id: string } }) => link.patient.id === patientId);
  expect(patients.nodes.some(({ id }: { id: string }) => id === patientId)).toBe(patient !== null);
  expect(links).toHaveLength(patient?.peerLinks.nodes.length ?? 0);
  return {
    patient: patient !== null,
    identity: patient?.identity != null,
    contact: patient?.contactPoints != null,
    status: patient?.status != null,
    link: links.length > 0,
  };
}

const NOTHING = { patient: false, identity: false, contact: false, status: false, link: false };

/** (patient, mentor) whose grants are not what deriving them anew makes of them. */
async function grantsThatDiffer(): Promise<unknown[]> {
  return asAdmin(app.databaseUrl, async (admin) => {
    await admin.query('begin');
    const grants =
      'select organization_id, principal_id, patient_id, categories, basis, source_id, valid_from, valid_until from access_grant';
    await admin.query(`create temp table kept as ${grants} where principal_id in (select id from peer_mentor)`);
    await admin.query(
      `select app.derive_mentor_grants(p.organization_id, p.id, m.id) from patient p join peer_mentor m on m.organization_id = p.organization_id`,
    );
    const due = `${grants} where principal_id in (select id from peer_mentor)`;
    const { rows } = await admin.query(`(table kept except ${due}) union all (${due} except table kept)`);
    await admin.query('rollback');
    return rows;
  });
}

describe('an employed mentor', () => {
  it("sees the patient, how to reach them and the link from the patient's yes on, and nothing after it ended", async () => {
    const [patientId, peerMentorId] = [await aLonePatient(), await anEmployedMentor(app)];
    const mentor = await asMentor(peerMentorId);
    const { id } = await aPeerLink(ada, { patientId, peerMentorId });
    expect(await seen(mentor, patientId)).toEqual(NOTHING);

    const agreed = await answer(ada, id, 'ACCEPT', FOR_PATIENT);
    const open = { patient: true, identity: false, contact: true, status: false, link: true };
    expect(await seen(mentor, patientId)).toEqual(open);
    const version = agreed.peerLink?.version ?? 0;
    await answer(mentor, id, 'ACCEPT');
    await move(ada, id, version + 1, 'ACTIVE');
    await move(ada, id, version + 2, 'PAUSED');
    expect(await seen(mentor, patientId)).toEqual(open);

    await move(ada, id, version + 3, 'ENDED');
    expect(await seen(mentor, patientId)).toEqual(NOTHING);
  });

  it('sees more by consent, and keeps the link when it is taken back', async () => {
    const [patientId, peerMentorId] = [await aLonePatient(), await anEmployedMentor(app)];
    const mentor = await asMentor(peerMentorId);
    const { id } = await anActiveLink(app, ada, { patientId, peerMentorId });
    const consentId = await aSharingConsent(app, { patientId, peerMentorId, categories: ['IDENTITY'] });
    expect(await seen(mentor, patientId)).toMatchObject({ identity: true, contact: true, link: true });
    await revokeConsent(ada, consentId);
    expect(await seen(mentor, patientId)).toMatchObject({ identity: false, contact: true, link: true });
    expect((await ada.data('query ($id: ID!) { peerLink(id: $id) { status } }', { id })).peerLink.status).toBe(
      'ACTIVE',
    );
  });

  it("does not see another mentor's link of the same patient", async () => {
    const [patientId, mine, theirs] = [await aLonePatient(), await anEmployedMentor(app), await anEmployedMentor(app)];
    const [own, other] = [
      await anActiveLink(app, ada, { patientId, peerMentorId: mine }),
      await anActiveLink(app, ada, { patientId, peerMentorId: theirs }),
    ];
    const data = await (await asMentor(mine)).data(
      `query ($patient: ID!, $other: ID!) { peerLink(id: $other) { id } node(id: $other) { id } peerLinks { nodes { id } }
        patient(id: $patient) { peerLinks { nodes { id } } } }`,
      { patient: patientId, other: other.id },
    );
    const nodes = [{ id: own.id }];
    expect(data).toEqual({ peerLink: null, node: null, peerLinks: { nodes }, patient: { peerLinks: { nodes } } });
  });
});

describe('a volunteer mentor', () => {
  it('sees nothing without a consent, and with it exactly what it grants', async () => {
    const [patientId, peerMentorId] = [await aLonePatient(), await aMentor(app)];
    const mentor = await asMentor(peerMentorId);
    const consentId = await aSharingConsent(app, { patientId, peerMentorId, categories: ['PEER_SUPPORT', 'IDENTITY'] });
    // A consent alone, without a link, shows nothing either.
    expect(await seen(mentor, patientId)).toEqual(NOTHING);
    await anAcceptedLink(app, ada, { patientId, peerMentorId });
    expect(await seen(mentor, patientId)).toEqual({ ...NOTHING, patient: true, identity: true, link: true });
    await aSharingConsent(app, { patientId, peerMentorId, categories: ['CONTACT'] });
    expect(await seen(mentor, patientId)).toMatchObject({ contact: false });
    await aSharingConsent(app, { patientId, peerMentorId, categories: ['PEER_SUPPORT', 'CONTACT'] });
    expect(await seen(mentor, patientId)).toMatchObject({ identity: true, contact: true });
    await revokeConsent(ada, consentId);
    expect(await seen(mentor, patientId)).toEqual({ ...NOTHING, patient: true, contact: true, link: true });
  });

  it('is dark at once when the consent is revoked, while the link rests; a new one and the care team bring it back', async () => {
    const [patientId, peerMentorId] = [await aLonePatient(), await aMentor(app)];
    const [mentor, patient] = [await asMentor(peerMentorId), await app.asHolder(Role.PATIENT, patientId)];
    const consentId = await aSharingConsent(app, { patientId, peerMentorId });
    const { id, version } = await anActiveLink(app, ada, { patientId, peerMentorId });
    // Another mentor's link does not depend on it.
    await anActiveLink(app, ada, { patientId, peerMentorId: await anEmployedMentor(app) });
    expect(await revokeConsent(patient, consentId)).toEqual({
      __typename: 'RevokeConsentPayload',
      affectedLinks: [{ id, status: 'PAUSED' }],
    });
    expect(await seen(mentor, patientId)).toEqual(NOTHING);
    const read = 'query ($id: ID!) { peerLink(id: $id) { status pausedReason version consent { id } } }';
    const rests = {
      status: 'PAUSED',
      pausedReason: 'CONSENT_REVOKED',
      version: version + 1,
      consent: { id: consentId },
    };
    for (const reader of [patient, ada]) expect((await reader.data(read, { id })).peerLink).toEqual(rests);

    expect((await move(ada, id, version + 1, 'ACTIVE')).__typename).toBe('ConsentRequired');
    const anew = await aSharingConsent(app, { patientId, peerMentorId });
    // What rests for want of a consent is dark until somebody decides that it goes on.
    expect(await seen(mentor, patientId)).toEqual(NOTHING);
    expect((await move(ada, id, version + 1, 'ACTIVE')).peerLink).toMatchObject({
      status: 'ACTIVE',
      pausedReason: null,
    });
    expect(await seen(mentor, patientId)).toMatchObject({ patient: true, link: true });
    expect((await mentor.data(read, { id })).peerLink).toMatchObject({ status: 'ACTIVE', consent: { id: anew } });
  });

  it('is dark when the consent expires, and the link rests when that is said', async () => {
    const [patientId, peerMentorId] = [await aLonePatient(), await aMentor(app)];
    const mentor = await asMentor(peerMentorId);
    const expiresAt = new Date(Date.now() + 1_500);
    await aSharingConsent(app, { patientId, peerMentorId, expiresAt });
    const { id } = await anActiveLink(app, ada, { patientId, peerMentorId });
    await new Promise((resolve) => setTimeout(resolve, expiresAt.getTime() - Date.now() + 50));
    expect(await seen(mentor, patientId)).toEqual(NOTHING);
    const read = async () =>
      (await ada.data('query ($id: ID!) { peerLink(id: $id) { status pausedReason } }', { id })).peerLink;
    expect(await read()).toEqual({ status: 'ACTIVE', pausedReason: null });
    await asAdmin(app.databaseUrl, (admin) => admin.query('select app.expire_consents(100)'));
    expect(await read()).toEqual({ status: 'PAUSED', pausedReason: 'CONSENT_REVOKED' });
    expect(await seen(mentor, patientId)).toEqual(NOTHING);
    const { version } = (await ada.data('query ($id: ID!) { peerLink(id: $id) { version } }', { id })).peerLink;
    expect((await move(ada, id, version, 'ACTIVE')).__typename).toBe('ConsentRequired');
  });

  it('goes on seeing by another consent when one is revoked, and the link stands on that', async () => {
    const [patientId, peerMentorId] = [await aLonePatient(), await aMentor(app)];
    const first = await aSharingConsent(app, { patientId, peerMentorId });
    const { id } = await anActiveLink(app, ada, { patientId, peerMentorId });
    const second = await aSharingConsent(app, { patientId, peerMentorId });
    expect((await revokeConsent(ada, first)).affectedLinks).toEqual([]);
    const { peerLink } = await ada.data('query ($id: ID!) { peerLink(id: $id) { status consent { id } } }', { id });
    expect(peerLink).toEqual({ status: 'ACTIVE', consent: { id: second } });
  });

  it('loses sight of a proposal with the consent, and sees it again with a new one', async () => {
    const [patientId, peerMentorId] = [await aLonePatient(), await aMentor(app)];
    const mentor = await asMentor(peerMentorId);
    const consentId = await aSharingConsent(app, { patientId, peerMentorId });
    const { id } = await aPeerLink(ada, { patientId, peerMentorId });
    await answer(ada, id, 'ACCEPT', FOR_PATIENT);
    await revokeConsent(ada, consentId);
    expect(await seen(mentor, patientId)).toEqual(NOTHING);
    await aSharingConsent(app, { patientId, peerMentorId });
    expect((await answer(mentor, id, 'ACCEPT')).peerLink).toMatchObject({ status: 'ACCEPTED' });
  });

  it('sees that a link rests, and not why', async () => {
    const [patientId, peerMentorId] = [await aLonePatient(), await aMentor(app)];
    await aSharingConsent(app, { patientId, peerMentorId });
    const { id, version } = await anActiveLink(app, ada, { patientId, peerMentorId });
    await move(ada, id, version, 'PAUSED');
    const { peerLink } = await (await asMentor(peerMentorId)).data(
      'query ($id: ID!) { peerLink(id: $id) { status pausedReason endReason } }',
      { id },
    );
    expect(peerLink).toEqual({ status: 'PAUSED', pausedReason: null, endReason: null });
  });
});

it('would notice a grant that no link and no consent makes', async () => {
  const [patientId, peerMentorId] = [await aLonePatient(), await anEmployedMentor(app)];
  const { id } = await anActiveLink(app, ada, { patientId, peerMentorId });
  const widen = (categories: number) =>
    asAdmin(app.databaseUrl, (admin) =>
      admin.query('update access_grant set categories = $2 where source_id = $1', [
        parseGlobalId(id)?.uuid,
        categories,
      ]),
    );
  await widen(1023);
  expect(await grantsThatDiffer()).toHaveLength(2);
  await widen(162);
});
