import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aPatient } from '../../support/factories';
import { aCareTeam, type CareTeam } from '../../support/factories/care-plans';
import { anActiveLink, anEmployedMentor, move, propose, sendPauseForLapse } from '../../support/factories/peer-links';
import { badInputAt, refusalOf } from '../../support/refusals';
import { uuidOf } from '../../support/uuid-of';

let app: TestApp;
let team: CareTeam;
let peerMentorId: string;
let mentor: Caller;
let link: { id: string; version: number };
beforeAll(async () => {
  app = await startTestApp();
  team = await aCareTeam(app);
  peerMentorId = await anEmployedMentor(app);
  link = await anActiveLink(app, team.clinician, { patientId: team.patientId, peerMentorId });
  mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
  // The day after its last one comes.
  await asAdmin(app.databaseUrl, (admin) =>
    admin.query("update peer_mentor_standing set credential_expires_on = '2026-01-03' where id = $1", [
      uuidOf(peerMentorId),
    ]),
  );
});
afterAll(() => app.stop());

describe('a credential that has lapsed', () => {
  it('blocks a new link', async () => {
    const patientId = await aPatient(app, { careTeam: [team.clinicianId] });
    expect((await propose(team.clinician, { patientId, peerMentorId })).__typename).toBe('PeerUnavailable');
  });

  it('pauses nothing by itself: the link goes on, and the mentor sees whom they walk alongside', async () => {
    const { peerLink } = await mentor.data(
      'query ($id: ID!) { peerLink(id: $id) { status patient { id } peer { ... on PeerMentor { stage acceptingMentees } } } }',
      { id: link.id },
    );
    expect(peerLink).toEqual({
      status: 'ACTIVE',
      patient: { id: team.patientId },
      peer: { stage: 'CREDENTIALED', acceptingMentees: false },
    });
  });

  it('leaves it to a person whether a link rests, and whether it goes on', async () => {
    const paused = await move(team.clinician, link.id, link.version, 'PAUSED');
    expect(paused.peerLink).toMatchObject({ status: 'PAUSED', pausedReason: 'CARE_TEAM' });
    const resumed = await move(team.clinician, link.id, paused.peerLink?.version ?? 0, 'ACTIVE');
    expect(resumed.peerLink?.status).toBe('ACTIVE');
  });

  it('is why a link rests where the care team says so, who alone lets it go on', async () => {
    const patient = await app.asHolder(Role.PATIENT, team.patientId);
    const read = 'query ($id: ID!) { peerLink(id: $id) { version pausedReason } }';
    const { version } = (await patient.data(read, { id: link.id })).peerLink;
    const { data } = await sendPauseForLapse(team.clinician, { id: link.id, version });
    const { peerLink } = data.movePeerLink;
    expect(peerLink.pausedReason).toBe('CREDENTIAL_LAPSED');
    expect((await patient.data(read, { id: link.id })).peerLink.pausedReason).toBe('CREDENTIAL_LAPSED');
    expect((await mentor.data(read, { id: link.id })).peerLink.pausedReason).toBeNull();
    for (const by of [patient, mentor])
      expect((await move(by, link.id, peerLink.version, 'ACTIVE')).__typename).toBe('TransitionNotAllowed');
    expect((await move(team.clinician, link.id, peerLink.version, 'ACTIVE')).peerLink?.status).toBe('ACTIVE');
  });

  it('is no reason where it has not lapsed, where the link does not rest, and for the patient or the mentor to say', async () => {
    const refused = badInputAt('input.credentialLapsed');
    const patient = await app.asHolder(Role.PATIENT, team.patientId);
    const valid = await anActiveLink(app, team.clinician, {
      patientId: team.patientId,
      peerMentorId: await anEmployedMentor(app),
    });
    expect(refusalOf(await sendPauseForLapse(team.clinician, valid))).toEqual(refused);
    expect(refusalOf(await sendPauseForLapse(team.clinician, link, 'ENDED'))).toEqual(refused);
    for (const by of [patient, mentor]) expect(refusalOf(await sendPauseForLapse(by, link))).toEqual(refused);
  });
});
