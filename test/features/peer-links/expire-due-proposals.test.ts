import { setTimeout as sleep } from 'node:timers/promises';
import { Role } from '../../../src/access/role';
import { expireDueConsents } from '../../../src/features/consents';
import { expireDueProposals } from '../../../src/features/peer-links';
import { allLinesOf } from '../../access/audit-lines';
import { type Caller, STANDING_STILL, startTestApp, type TestApp } from '../../support/app';
import { placed } from '../../support/changes';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient } from '../../support/factories';
import { aCareTeam } from '../../support/factories/care-plans';
import { letExpire } from '../../support/factories/consents';
import { aSharingConsent } from '../../support/factories/peer-consents';
import {
  anAcceptedLink,
  anActiveLink,
  anEmployedMentor,
  answer,
  aPeerLink,
  FOR_PATIENT,
  move,
} from '../../support/factories/peer-links';
import { aMentor, aPeerGroup } from '../../support/factories/peers';
import { refusalOf } from '../../support/refusals';
import { untilWaiting } from '../../support/until-waiting';
import { uuidOf } from '../../support/uuid-of';

jest.setTimeout(60_000);

let app: TestApp;
let clinicianId: string;
let ada: Caller;

beforeAll(async () => {
  app = await startTestApp({}, undefined, STANDING_STILL);
  clinicianId = await aClinician(app);
  ada = await app.asClinician(clinicianId);
});
afterAll(() => app.stop());

const aLonePatient = (): Promise<string> => aPatient(app, { careTeam: [clinicianId] });
const sweep = (): Promise<void> => expireDueProposals(app.api.services.dataSource);
const statusOf = async (id: string) =>
  (await ada.data('query ($id: ID!) { peerLink(id: $id) { status version endedOn awaiting } }', { id })).peerLink;

/** The link as if it had been proposed so many days ago, and an hour. */
const proposedDaysAgo = (id: string, days: number) =>
  asAdmin(app.databaseUrl, (admin) =>
    admin.query("update peer_link set created_at = now() - $2 * interval '1 day' - interval '1 hour' where id = $1", [
      uuidOf(id),
      days,
    ]),
  );

/** The link as if the patient had agreed to it so many days ago, and an hour. */
const agreedDaysAgo = (id: string, days: number) =>
  asAdmin(app.databaseUrl, (admin) =>
    admin.query(
      "update peer_link set patient_agreed_at = now() - $2 * interval '1 day' - interval '1 hour' where id = $1",
      [uuidOf(id), days],
    ),
  );

it('writes EXPIRED to proposals that nobody answered for 30 days, in every organization, and to no other link', async () => {
  const patientId = await aLonePatient();
  const peerMentorId = await anEmployedMentor(app);
  const [due, fresh] = [
    await aPeerLink(ada, { patientId, peerGroupId: await aPeerGroup(app) }),
    await aPeerLink(ada, { patientId, peerGroupId: await aPeerGroup(app) }),
  ];
  const accepted = await anAcceptedLink(app, ada, { patientId, peerMentorId });
  const { patientId: elsewhere, clinician } = await aCareTeam(app, app.meadow);
  const away = await aPeerLink(clinician, {
    patientId: elsewhere,
    peerGroupId: await aPeerGroup(app, { organization: app.meadow }),
  });
  const { lines } = await allLinesOf(app, async () => {
    for (const { id } of [due, accepted, away]) await proposedDaysAgo(id, 30);
    await proposedDaysAgo(fresh.id, 29);
    await sweep();
  });
  // The program itself does it, in the open: a line in the log of each, and an event.
  expect(lines.map(({ subject_id }) => subject_id).sort()).toEqual([uuidOf(due.id), uuidOf(away.id)].sort());
  expect(lines.find(({ subject_id }) => subject_id === uuidOf(due.id))).toMatchObject({
    kind: 'peer-link.expired',
    role: 'JOB',
    principal_id: '00000000-0000-0000-0000-000000000002',
    subject_type: 'peer_link',
    patient_id: uuidOf(patientId),
  });
  await placed(app);
  const { changes } = await ada.data('{ changes(types: [PEER_LINK], first: 100) { nodes { subjectId version } } }');
  expect(changes.nodes).toContainEqual({ subjectId: due.id, version: 2 });
  expect(await statusOf(due.id)).toEqual({
    status: 'EXPIRED',
    version: 2,
    endedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    awaiting: [],
  });
  expect(await statusOf(fresh.id)).toMatchObject({ status: 'PROPOSED' });
  expect(await statusOf(accepted.id)).toMatchObject({ status: 'ACCEPTED' });
  const { peerLink } = await clinician.data('query ($id: ID!) { peerLink(id: $id) { status } }', { id: away.id });
  expect(peerLink.status).toBe('EXPIRED');
});

it('takes a proposal that the patient agreed to out of the sight of the mentor, and makes room for another', async () => {
  const [patientId, peerMentorId] = [await aLonePatient(), await anEmployedMentor(app)];
  const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
  const { id } = await aPeerLink(ada, { patientId, peerMentorId });
  await proposedDaysAgo(id, 61);
  await answer(ada, id, 'ACCEPT', FOR_PATIENT);
  // The mentor has thirty days as well, from when they see it.
  await agreedDaysAgo(id, 29);
  await sweep();
  expect(await statusOf(id)).toMatchObject({ status: 'PROPOSED', awaiting: ['MENTOR'] });
  await agreedDaysAgo(id, 30);
  await sweep();
  const late = await mentor.send(
    'mutation ($input: AnswerPeerLinkInput!) { answerPeerLink(input: $input) { __typename } }',
    {
      input: { peerLinkId: id, answer: 'ACCEPT' },
    },
  );
  expect(refusalOf(late).code).toBe('NOT_FOUND');
  expect((await answer(ada, id, 'ACCEPT', FOR_PATIENT)).__typename).toBe('TransitionNotAllowed');
  expect((await aPeerLink(ada, { patientId, peerMentorId })).id).not.toBe(id);
});

it('does them in turns until none is left, each once, though several servers sweep at the same moment', async () => {
  const [patientId, peerGroupId] = [await aLonePatient(), await aPeerGroup(app)];
  const { id } = await aPeerLink(ada, { patientId, peerGroupId });
  await proposedDaysAgo(id, 40);
  await asAdmin(app.databaseUrl, async (admin) => {
    await admin.query(
      `insert into peer_group select (jsonb_populate_record(g, jsonb_build_object('id', gen_random_uuid(), 'display_name', 'Copy'))).*
       from peer_group g, generate_series(1, 450) where g.id = $1`,
      [uuidOf(peerGroupId)],
    );
    await admin.query(
      `insert into peer_link select (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'peer_group_id', g.id))).*
       from peer_link l, peer_group g where l.id = $1 and g.display_name = 'Copy'`,
      [uuidOf(id)],
    );
  });
  await Promise.all([sweep(), sweep(), sweep()]);
  const { rows } = await asAdmin(app.databaseUrl, (admin) =>
    admin.query(`select status, version, count(*)::int as links from peer_link where patient_id = $1 group by 1, 2`, [
      uuidOf(patientId),
    ]),
  );
  expect(rows).toEqual([{ status: 'EXPIRED', version: 2, links: 451 }]);
});

it('lets an answer and the sweep come one after the other', async () => {
  for (let time = 0; time < 8; time += 1) {
    const { id } = await aPeerLink(ada, { patientId: await aLonePatient(), peerGroupId: await aPeerGroup(app) });
    await proposedDaysAgo(id, 30);
    const [yes] = await Promise.all([answer(ada, id, 'ACCEPT', FOR_PATIENT), sweep()]);
    const wasInTime = yes.__typename === 'AnswerPeerLinkPayload';
    expect((await statusOf(id)).status).toBe(wasInTime ? 'ACCEPTED' : 'EXPIRED');
  }
});

it('waits in no circle with somebody who ends a link of the same patient and the same mentor', async () => {
  const [patientId, anotherId] = [await aLonePatient(), await aLonePatient()];
  const peerMentorId = await anEmployedMentor(app);
  const going = await anActiveLink(app, ada, { patientId, peerMentorId });
  const due = [
    await aPeerLink(ada, { patientId, peerMentorId: await anEmployedMentor(app) }),
    await aPeerLink(ada, { patientId: anotherId, peerMentorId }),
  ];
  for (const { id } of due) {
    await answer(ada, id, 'ACCEPT', FOR_PATIENT);
    await proposedDaysAgo(id, 31);
    await agreedDaysAgo(id, 31);
  }
  // The sweep is done with the first patient, and about to come to the other and the mentor.
  const ended = await asAdmin(app.databaseUrl, async (admin) => {
    await admin.query('begin');
    await admin.query('select 1 from patient_peer_support where id = $1 for update', [uuidOf(anotherId)]);
    const both = Promise.all([sleep(500).then(() => move(ada, going.id, going.version, 'ENDED')), sweep()]);
    await sleep(1000);
    await admin.query('commit');
    return (await both)[0];
  });
  expect(ended.__typename).toBe('MovePeerLinkPayload');
  for (const { id } of due) expect((await statusOf(id)).status).toBe('EXPIRED');
});

it('leaves to the next turn what a server was killed over, and to no other what it had done', async () => {
  const due = await Promise.all(
    [1, 2].map(async () => aPeerLink(ada, { patientId: await aLonePatient(), peerGroupId: await aPeerGroup(app) })),
  );
  for (const { id } of due) await proposedDaysAgo(id, 31);
  const failed = await asAdmin(app.databaseUrl, async (admin) => {
    await admin.query('begin');
    await admin.query('select 1 from patient_peer_support for update');
    const swept = sweep().then(
      () => 'swept',
      () => 'killed',
    );
    const kill = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%app.expire_proposals%'`;
    // Each on its own, for a transaction sees what is under way as it was when it first looked.
    const killed = async () => (await asAdmin(app.databaseUrl, (other) => other.query(kill))).rowCount;
    for (let turn = 0; turn < 100 && (await killed()) === 0; turn += 1) await sleep(50);
    await admin.query('rollback');
    return swept;
  });
  expect(failed).toBe('killed');
  for (const { id } of due) expect((await statusOf(id)).status).toBe('PROPOSED');
  await sweep();
  for (const { id } of due) expect(await statusOf(id)).toMatchObject({ status: 'EXPIRED', version: 2 });
  const { rows } = await asAdmin(app.databaseUrl, (admin) =>
    admin.query("select from audit_event where kind = 'peer-link.expired' and subject_id = any($1)", [
      due.map(({ id }) => uuidOf(id)),
    ]),
  );
  expect(rows).toHaveLength(2);
});

it('waits in no circle with the sweep of consents, which pauses other links of the same patients', async () => {
  const patientIds = [await aLonePatient(), await aLonePatient()];
  const links: { paused: string; expired: string }[] = [];
  // One sweep comes to the first patient first, the other to the second.
  for (const [place, patientId] of patientIds.entries()) {
    const peerMentorId = await aMentor(app);
    const consentId = await aSharingConsent(app, { patientId, peerMentorId });
    const standing = await anActiveLink(app, ada, { patientId, peerMentorId });
    const proposed = await aPeerLink(ada, { patientId, peerGroupId: await aPeerGroup(app) });
    await letExpire(app, consentId, 10 - place);
    await proposedDaysAgo(proposed.id, 31 + place);
    links.push({ paused: standing.id, expired: proposed.id });
  }
  await asAdmin(app.databaseUrl, async (admin) => {
    await admin.query('begin');
    // As if each were about to derive what asks for attention of its first patient.
    await admin.query(
      "select pg_advisory_xact_lock(hashtextextended('attention' || id::text, 0)) from unnest($1::uuid[]) id",
      [patientIds.map(uuidOf)],
    );
    const both = Promise.all([expireDueConsents(app.api.services.dataSource), sweep()]);
    await untilWaiting(admin, 2);
    await admin.query('commit');
    await both;
  });
  for (const { paused, expired } of links) {
    expect((await statusOf(paused)).status).toBe('PAUSED');
    expect((await statusOf(expired)).status).toBe('EXPIRED');
  }
});
