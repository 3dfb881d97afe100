import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { Role } from '../../../src/access/role';
import { differences } from '../../access/properties/recomputation';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient } from '../../support/factories';
import { aSharingConsent, revokeConsent } from '../../support/factories/peer-consents';
import { aSupervisedMentor, aSupervisor } from '../../support/factories/peer-contacts';
import {
  anAcceptedLink,
  anActiveLink,
  answer,
  aPeerLink,
  FOR_PATIENT,
  move,
  propose,
} from '../../support/factories/peer-links';
import { aMentor, aPeerGroup } from '../../support/factories/peers';
import { aRestriction } from '../../support/factories/restrictions';
import { refusalOf } from '../../support/refusals';
import { uuidOf } from '../../support/uuid-of';

jest.setTimeout(60_000);

let app: TestApp;
let clinicianId: string;
let ada: Caller;

beforeAll(async () => {
  app = await startTestApp();
  clinicianId = await aClinician(app);
  ada = await app.asClinician(clinicianId);
});
// Whatever a test has left behind, grants are what they follow from.
afterEach(async () => expect(await asAdmin(app.databaseUrl, differences)).toEqual([]));
afterAll(() => app.stop());

const aLonePatient = (): Promise<string> => aPatient(app, { careTeam: [clinicianId], preferredName: 'Robin' });

/** What of a patient somebody sees: of most categories something. */
async function seen(caller: Caller, id: string): Promise<Record<string, boolean>> {
  const { patient } = await caller.data(
    `query ($id: ID!) { patient(id: $id) { preferredName identity { fullName } contactPoints { value } status careTeam { from }
      consents { nodes { id } } peerLinks { nodes { id peer { displayName } pausedReason endReason consent { id } } } } }`,
    { id },
  );
  return {
    patient: patient !== null,
    rest: [patient?.identity, patient?.contactPoints, patient?.status, patient?.careTeam].some((part) => part != null),
    links: (patient?.peerLinks.nodes.length ?? 0) > 0,
  };
}
const NOTHING = { patient: false, rest: false, links: false };
const PEER_SUPPORT = { patient: true, rest: false, links: true };

async function revise(peerMentorId: string, supervisorId: string | null): Promise<void> {
  const { peerMentor } = await ada.data('query ($id: ID!) { peerMentor(id: $id) { version } }', { id: peerMentorId });
  const { revisePeerMentor } = await app
    .as(Role.ADMINISTRATOR)
    .data('mutation ($input: RevisePeerMentorInput!) { revisePeerMentor(input: $input) { __typename } }', {
      input: { peerMentorId, expectedVersion: peerMentor.version, supervisorId },
    });
  expect(revisePeerMentor.__typename).toBe('RevisePeerMentorPayload');
}

const bind = (by: Role, holderId: string, subject: string) =>
  app.as(by).data('mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }', {
    input: { issuer: app.issuer.issuer, subject, holderId },
  });

const deactivate = (id: string) =>
  app
    .as(Role.ADMINISTRATOR)
    .send('mutation ($input: DeactivateClinicianInput!) { deactivateClinician(input: $input) { __typename } }', {
      input: { clinicianId: id, expectedVersion: 1 },
    });

describe('the supervisor of a mentor', () => {
  it("sees the peer support of whom the mentor walks alongside, from the patient's yes to the end, and nothing else", async () => {
    const { supervisorId, supervisor } = await aSupervisor(app);
    const [patientId, peerMentorId] = [await aLonePatient(), await aSupervisedMentor(app, supervisorId)];
    const { id } = await aPeerLink(ada, { patientId, peerMentorId });
    expect(await seen(supervisor, patientId)).toEqual(NOTHING);
    await answer(ada, id, 'ACCEPT', FOR_PATIENT);
    expect(await seen(supervisor, patientId)).toEqual(PEER_SUPPORT);
    const accepted = await answer(await app.asHolder(Role.PEER_MENTOR, peerMentorId), id, 'ACCEPT');
    const active = await move(ada, id, accepted.peerLink?.version ?? 0, 'ACTIVE');
    const paused = await move(ada, id, active.peerLink?.version ?? 0, 'PAUSED');
    expect(await seen(supervisor, patientId)).toEqual(PEER_SUPPORT);
    // Why it rests is for those who treat the patient.
    const why = 'query ($id: ID!) { peerLink(id: $id) { status pausedReason } }';
    expect((await supervisor.data(why, { id })).peerLink).toEqual({ status: 'PAUSED', pausedReason: null });
    expect((await ada.data(why, { id })).peerLink.pausedReason).toBe('CARE_TEAM');
    await move(ada, id, paused.peerLink?.version ?? 0, 'ENDED');
    expect(await seen(supervisor, patientId)).toEqual(NOTHING);
  });

  it('sees no group that the patient goes to', async () => {
    const { supervisorId, supervisor } = await aSupervisor(app);
    const [patientId, peerMentorId] = [await aLonePatient(), await aSupervisedMentor(app, supervisorId)];
    const toMentor = await anActiveLink(app, ada, { patientId, peerMentorId });
    await anActiveLink(app, ada, { patientId, peerGroupId: await aPeerGroup(app) });
    const { peerLinks } = await supervisor.data('{ peerLinks { nodes { id } } }');
    expect(peerLinks.nodes).toEqual([{ id: toMentor.id }]);
  });

  it('is whoever it is now: the former one sees nothing more', async () => {
    const [former, next] = [await aSupervisor(app), await aSupervisor(app)];
    const [patientId, peerMentorId] = [await aLonePatient(), await aSupervisedMentor(app, former.supervisorId)];
    await anActiveLink(app, ada, { patientId, peerMentorId });
    await revise(peerMentorId, next.supervisorId);
    expect(await seen(former.supervisor, patientId)).toEqual(NOTHING);
    expect(await seen(next.supervisor, patientId)).toEqual(PEER_SUPPORT);
    await revise(peerMentorId, null);
    expect(await seen(next.supervisor, patientId)).toEqual(NOTHING);
  });

  it('sees by another mentor of theirs what goes on when one link ends', async () => {
    const { supervisorId, supervisor } = await aSupervisor(app);
    const patientId = await aLonePatient();
    const mentors = [await aSupervisedMentor(app, supervisorId), await aSupervisedMentor(app, supervisorId)];
    const [first, second] = await Promise.all(
      mentors.map((peerMentorId) => anActiveLink(app, ada, { patientId, peerMentorId })),
    );
    await move(ada, first?.id ?? '', first?.version ?? 0, 'ENDED');
    expect(await seen(supervisor, patientId)).toEqual(PEER_SUPPORT);
    await move(ada, second?.id ?? '', second?.version ?? 0, 'ENDED');
    expect(await seen(supervisor, patientId)).toEqual(NOTHING);
  });

  it('is of the program: goes on seeing a link that is dark to a mentor from outside', async () => {
    const { supervisorId, supervisor } = await aSupervisor(app);
    const [patientId, peerMentorId] = [await aLonePatient(), await aMentor(app, { supervisorId })];
    const consentId = await aSharingConsent(app, { patientId, peerMentorId });
    await anActiveLink(app, ada, { patientId, peerMentorId });
    await revokeConsent(ada, consentId);
    expect(await seen(supervisor, patientId)).toEqual(PEER_SUPPORT);
    // What else there is, is not told: not even that it is withheld.
    const withheld = 'query ($id: ID!) { patient(id: $id) { withheld { category } } }';
    expect((await supervisor.data(withheld, { id: patientId })).patient.withheld).toEqual([]);
    // It is no disclosure: nothing is written down, and no notice goes along.
    const told = await supervisor.send('query ($id: ID!) { patient(id: $id) { preferredName } }', { id: patientId });
    expect(JSON.parse(told.text).extensions).toBeUndefined();
  });

  it('sees nothing where the patient keeps them out', async () => {
    const { supervisorId, supervisor } = await aSupervisor(app);
    const [patientId, peerMentorId] = [await aLonePatient(), await aSupervisedMentor(app, supervisorId)];
    await anActiveLink(app, ada, { patientId, peerMentorId });
    const patient = await app.asHolder(Role.PATIENT, patientId);
    await aRestriction(patient, { patientId, clinicianId: supervisorId, categories: ['PEER_SUPPORT'] });
    expect(await seen(supervisor, patientId)).toEqual(NOTHING);
  });

  it('proposes nobody and moves nothing', async () => {
    const { supervisorId, supervisor } = await aSupervisor(app);
    const [patientId, peerMentorId] = [await aLonePatient(), await aSupervisedMentor(app, supervisorId)];
    const { id } = await anAcceptedLink(app, ada, { patientId, peerMentorId });
    const other = await aSupervisedMentor(app, supervisorId);
    const proposal = await supervisor.send(
      'mutation ($input: ProposePeerLinkInput!) { proposePeerLink(input: $input) { __typename } }',
      { input: { patientId, peerMentorId: other, purposes: ['EMOTIONAL_SUPPORT'] } },
    );
    expect(refusalOf(proposal).code).toBe('FORBIDDEN');
    expect((await propose(ada, { patientId, peerMentorId: other })).__typename).toBe('ProposePeerLinkPayload');
    const answered = await supervisor.send(
      'mutation ($input: AnswerPeerLinkInput!) { answerPeerLink(input: $input) { __typename } }',
      { input: { peerLinkId: id, answer: 'DECLINE', onBehalfOf: 'PATIENT' } },
    );
    expect(refusalOf(answered).code).toBe('FORBIDDEN');
  });

  it.each(['before the link', 'while it goes on'] as const)(
    'is nobody to a patient who is the supervisor themselves, by a login that is bound to both %s',
    async (moment) => {
      const { supervisorId, supervisor } = await aSupervisor(app);
      const [patientId, peerMentorId] = [await aLonePatient(), await aSupervisedMentor(app, supervisorId)];
      const another = await aLonePatient();
      const beTheSame = () => bind(Role.INTAKE, patientId, supervisor.subject);
      if (moment === 'before the link') await beTheSame();
      await anActiveLink(app, ada, { patientId, peerMentorId });
      await anActiveLink(app, ada, { patientId: another, peerMentorId });
      if (moment === 'while it goes on') {
        expect(await seen(supervisor, patientId)).toEqual(PEER_SUPPORT);
        await beTheSame();
      }
      expect(await seen(supervisor, patientId)).toEqual(NOTHING);
      expect(await seen(supervisor, another)).toEqual(PEER_SUPPORT);
      // Whoever supervises the mentor next is somebody else.
      const next = await aSupervisor(app);
      await revise(peerMentorId, next.supervisorId);
      expect(await seen(next.supervisor, patientId)).toEqual(PEER_SUPPORT);
    },
  );

  it('is nobody to themselves either where the staff binds the login last', async () => {
    const supervisorId = await aClinician(app, { role: 'PEER_SUPERVISOR' });
    const [patientId, peerMentorId] = [await aLonePatient(), await aSupervisedMentor(app, supervisorId)];
    await anActiveLink(app, ada, { patientId, peerMentorId });
    expect(await supervisionOf(supervisorId)).toBe(1);
    const patient = await app.asHolder(Role.PATIENT, patientId);
    await bind(Role.ADMINISTRATOR, supervisorId, patient.subject);
    expect(await supervisionOf(supervisorId)).toBe(0);
  });

  it('loses sight with their place here, and has it for nobody after', async () => {
    const { supervisorId } = await aSupervisor(app);
    const [patientId, peerMentorId] = [await aLonePatient(), await aSupervisedMentor(app, supervisorId)];
    await anActiveLink(app, ada, { patientId, peerMentorId });
    expect(await supervisionOf(supervisorId)).toBe(1);
    await deactivate(supervisorId);
    expect(await supervisionOf(supervisorId)).toBe(0);
    await anActiveLink(app, ada, { patientId: await aLonePatient(), peerMentorId });
    expect(await supervisionOf(supervisorId)).toBe(0);
  });
});

const supervisionOf = (supervisorId: string): Promise<number> =>
  asAdmin(app.databaseUrl, async (admin) => {
    const { rows } = await admin.query(
      "select count(*)::int as grants from access_grant where basis = 'SUPERVISION' and principal_id = $1",
      [uuidOf(supervisorId)],
    );
    return rows[0].grants;
  });

describe('at the same moment', () => {
  const TIMES = Array.from({ length: 10 }, (_, index) => index);

  it('a link that opens and a change of the supervisor leave the sight with the new one', async () => {
    const [one, other] = [await aSupervisor(app), await aSupervisor(app)];
    const peerMentorId = await aSupervisedMentor(app, one.supervisorId, { capacity: 50 });
    for (const time of TIMES) {
      const next = time % 2 === 0 ? other : one;
      const { id } = await aPeerLink(ada, { patientId: await aLonePatient(), peerMentorId });
      await Promise.all([answer(ada, id, 'ACCEPT', FOR_PATIENT), revise(peerMentorId, next.supervisorId)]);
      expect(await asAdmin(app.databaseUrl, differences)).toEqual([]);
      expect(await supervisionOf(next.supervisorId)).toBe(time + 1);
    }
  });

  it('a link that ends and a change of the supervisor leave nobody the sight', async () => {
    const [one, other] = [await aSupervisor(app), await aSupervisor(app)];
    const peerMentorId = await aSupervisedMentor(app, one.supervisorId, { capacity: 50 });
    for (const time of TIMES) {
      const next = time % 2 === 0 ? other : one;
      const { id, version } = await anActiveLink(app, ada, { patientId: await aLonePatient(), peerMentorId });
      const [ended] = await Promise.all([move(ada, id, version, 'ENDED'), revise(peerMentorId, next.supervisorId)]);
      expect(ended.__typename).toBe('MovePeerLinkPayload');
      expect(await supervisionOf(one.supervisorId)).toBe(0);
      expect(await supervisionOf(other.supervisorId)).toBe(0);
    }
  });

  it('links that open and a supervisor who leaves: none is left to who is not here', async () => {
    for (const time of TIMES.slice(0, 5)) {
      const { supervisorId } = await aSupervisor(app);
      const peerMentorId = await aSupervisedMentor(app, supervisorId);
      const { id } = await aPeerLink(ada, { patientId: await aLonePatient(), peerMentorId });
      const [yes] = await Promise.all([
        answer(ada, id, 'ACCEPT', FOR_PATIENT),
        sleep(time).then(() => deactivate(supervisorId)),
      ]);
      expect(yes.__typename).toBe('AnswerPeerLinkPayload');
      expect(await supervisionOf(supervisorId)).toBe(0);
    }
  });

  it('a link that opens and a login that makes the supervisor the patient leave no sight of oneself', async () => {
    for (const time of TIMES) {
      const { supervisorId, supervisor } = await aSupervisor(app);
      const patientId = await aLonePatient();
      const peerMentorId = await aSupervisedMentor(app, supervisorId);
      const { id } = await aPeerLink(ada, { patientId, peerMentorId });
      const [yes] = await Promise.all([
        answer(ada, id, 'ACCEPT', FOR_PATIENT),
        sleep(time).then(() => bind(Role.INTAKE, patientId, supervisor.subject)),
      ]);
      expect(yes.__typename).toBe('AnswerPeerLinkPayload');
      expect(await supervisionOf(supervisorId)).toBe(0);
    }
  });

  it('yeses to one mentor of several patients do not wait for each other in a circle', async () => {
    const { supervisorId } = await aSupervisor(app);
    const peerMentorId = await aSupervisedMentor(app, supervisorId, { capacity: 50 });
    const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
    const links = await Promise.all(
      TIMES.map(async () => aPeerLink(ada, { patientId: await aLonePatient(), peerMentorId })),
    );
    await Promise.all(links.map(({ id }) => answer(ada, id, 'ACCEPT', FOR_PATIENT)));
    const yeses = await Promise.all(links.map(({ id }) => answer(mentor, id, 'ACCEPT')));
    expect(new Set(yeses.map(({ __typename }) => __typename))).toEqual(new Set(['AnswerPeerLinkPayload']));
    expect(await supervisionOf(supervisorId)).toBe(TIMES.length);
  });
});

describe('the recomputation', () => {
  it.each([
    ['a grant of supervision that is gone', "delete from access_grant where basis = 'SUPERVISION'", ['missing']],
    ['one too wide', "update access_grant set categories = 8191 where basis = 'SUPERVISION'", ['missing', 'stray']],
    [
      'one of somebody who supervises no more',
      'set local session_replication_role = replica; update peer_mentor_standing set supervisor_id = null',
      ['stray'],
    ],
  ])('would notice %s', async (_case, planted, faults) => {
    const { supervisorId } = await aSupervisor(app);
    const peerMentorId = await aSupervisedMentor(app, supervisorId);
    await anActiveLink(app, ada, { patientId: await aLonePatient(), peerMentorId });
    const found = await asAdmin(app.databaseUrl, async (admin: Client) => {
      await admin.query('begin');
      await admin.query(planted);
      const told = new Set(await differences(admin));
      await admin.query('rollback');
      return told;
    });
    expect(found).toEqual(new Set(faults.map((fault) => `${fault} grant: SUPERVISION`)));
  });
});
