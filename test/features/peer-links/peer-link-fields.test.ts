import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient } from '../../support/factories';
import { aClient, aConsent } from '../../support/factories/consents';
import { aSharingConsent } from '../../support/factories/peer-consents';
import {
  anActiveLink,
  anEmployedMentor,
  answer,
  aPeerLink,
  FOR_PATIENT,
  move,
} from '../../support/factories/peer-links';
import { aMentor, aPeerGroup } from '../../support/factories/peers';
import { refusalOf } from '../../support/refusals';
import { uuidOf } from '../../support/uuid-of';

const LINK = `query ($id: ID!) { peerLink(id: $id) {
  status purposes pausedReason endReason consent { id } patient { id } peer { __typename } carePlan { id } } }`;

const HELPS_AFTER_RETURN = ['EMOTIONAL_SUPPORT', 'RETURN_FROM_RECURRENCE'];
const PLAIN = ['EMOTIONAL_SUPPORT'];

let app: TestApp;
let clinicianId: string;
let ada: Caller;

beforeAll(async () => {
  app = await startTestApp();
  clinicianId = await aClinician(app);
  ada = await app.asClinician(clinicianId);
});
afterAll(() => app.stop());

const read = async (caller: Caller, id: string) => (await caller.data(LINK, { id })).peerLink;

/** A link that rests, proposed to help after a return to use, with all who may come to see it. */
async function aRestingLink(engagement: string, categories: readonly string[] = ['PEER_SUPPORT']) {
  const patientId = await aPatient(app, { careTeam: [clinicianId] });
  const peerMentorId = await aMentor(app, { engagement });
  const sharing =
    engagement === 'EMPLOYED' ? null : await aSharingConsent(app, { patientId, peerMentorId, categories });
  const link = await anActiveLink(app, ada, { patientId, peerMentorId, purposes: HELPS_AFTER_RETURN });
  await move(ada, link.id, link.version, 'PAUSED');
  return {
    id: link.id,
    patientId,
    sharing,
    patient: await app.asHolder(Role.PATIENT, patientId),
    mentor: await app.asHolder(Role.PEER_MENTOR, peerMentorId),
  };
}

describe('what a link says', () => {
  it('is all of it to the patient and the care team', async () => {
    const { id, patient, sharing } = await aRestingLink('SUPERVISED_VOLUNTEER');
    const all = {
      status: 'PAUSED',
      purposes: HELPS_AFTER_RETURN,
      pausedReason: 'CARE_TEAM',
      consent: { id: sharing },
      peer: { __typename: 'PeerMentor' },
    };
    for (const reader of [patient, ada]) expect(await read(reader, id)).toMatchObject(all);
  });

  it('is without reasons and returns to use to a mentor, employed or not', async () => {
    for (const engagement of ['EMPLOYED', 'INDEPENDENT']) {
      const { id, mentor, sharing } = await aRestingLink(engagement);
      expect(await read(mentor, id)).toMatchObject({
        status: 'PAUSED',
        purposes: PLAIN,
        pausedReason: null,
        endReason: null,
        consent: sharing && { id: sharing },
      });
    }
  });

  it('tells a mentor that it is to help after a return to use where the patient consented to that', async () => {
    const { id, mentor } = await aRestingLink('SUPERVISED_VOLUNTEER', ['PEER_SUPPORT', 'RETURN_TO_USE']);
    expect((await read(mentor, id)).purposes).toEqual(HELPS_AFTER_RETURN);
  });

  it("is the link alone to a partner's app: no reason, no return to use, nothing of what was signed for the mentor", async () => {
    const { id, patientId } = await aRestingLink('SUPERVISED_VOLUNTEER');
    const app1 = await aClient(app);
    expect(await read(app1.caller, id)).toBeNull();
    await aConsent(app.as(Role.PRIVACY_OFFICER), {
      patientId,
      recipient: { partnerAppId: app1.id },
      categories: ['PEER_SUPPORT'],
    });
    expect(await read(app1.caller, id)).toEqual({
      status: 'PAUSED',
      purposes: PLAIN,
      pausedReason: null,
      endReason: null,
      consent: null,
      patient: { id: patientId },
      peer: { __typename: 'PeerMentor' },
      carePlan: null,
    });
  });

  it('stands on no consent for a group, which never learns who comes', async () => {
    const patientId = await aPatient(app, { careTeam: [clinicianId] });
    const { id } = await anActiveLink(app, ada, { patientId, peerGroupId: await aPeerGroup(app) });
    expect(await read(ada, id)).toMatchObject({ status: 'ACTIVE', consent: null, peer: { __typename: 'PeerGroup' } });
  });

  it('is the last that a mentor who declines is shown, with the patient as they saw them before', async () => {
    const [patientId, peerMentorId] = [await aPatient(app, { careTeam: [clinicianId] }), await anEmployedMentor(app)];
    const { id } = await aPeerLink(ada, { patientId, peerMentorId });
    await answer(ada, id, 'ACCEPT', FOR_PATIENT);
    const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
    const whom =
      'patient { id preferredName identity { fullName } contactPoints { value } status } peer { __typename }';
    const { peerLink } = await mentor.data(`query ($id: ID!) { peerLink(id: $id) { ${whom} } }`, { id });
    expect(peerLink.patient).toMatchObject({ id: patientId, identity: null, contactPoints: [], status: null });
    const { answerPeerLink } = await mentor.data(
      `mutation ($input: AnswerPeerLinkInput!) { answerPeerLink(input: $input) { ... on AnswerPeerLinkPayload {
        peerLink { status ${whom} } again: peerLink { patient { id } } } } }`,
      { input: { peerLinkId: id, answer: 'DECLINE' } },
    );
    expect(answerPeerLink).toEqual({
      peerLink: { status: 'DECLINED', ...peerLink },
      again: { patient: { id: patientId } },
    });
    expect((await mentor.data('query ($id: ID!) { patient(id: $id) { id } }', { id: patientId })).patient).toBeNull();
    expect((await read(ada, id)).status).toBe('DECLINED');
  });
});

describe('a proposal', () => {
  it('of what the patient keeps from a clinician is refused, whether or not there is such a link', async () => {
    const bea = await aClinician(app);
    const patientId = await aPatient(app, { careTeam: [clinicianId, bea] });
    const [linked, other] = [await aPeerGroup(app), await aPeerGroup(app)];
    await aPeerLink(ada, { patientId, peerGroupId: linked });
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query(
        `insert into access_restriction (organization_id, id, patient_id, clinician_id, categories, reason, starts_at)
         select organization_id, gen_random_uuid(), id, $2, '{GROUP_PARTICIPATION}', 'Private.', now() from patient where id = $1`,
        [uuidOf(patientId), uuidOf(bea)],
      ),
    );
    const caller = await app.asClinician(bea);
    const propose = (peerGroupId: string) =>
      caller.send('mutation ($input: ProposePeerLinkInput!) { proposePeerLink(input: $input) { __typename } }', {
        input: { patientId, peerGroupId, purposes: PLAIN },
      });
    const [first, second] = [await propose(linked), await propose(other)];
    expect(refusalOf(first).code).toBe('FORBIDDEN');
    expect(second.text).toBe(first.text);
    // Mentors are another category.
    await aPeerLink(caller, { patientId, peerMentorId: await anEmployedMentor(app) });
  });
});
