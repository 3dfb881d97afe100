import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seedBulk } from '../src/app/bulk/seed-bulk';
import { toGlobalId } from '../src/platform/graphql/ids';
import type { Caller } from './support/app';
import { asAdmin } from './support/database';
import { type Demo, startDemo } from './support/demo';
import { statementsOf } from './support/statements';

jest.setTimeout(60_000);

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.stop());

const example = (name: string): string => readFileSync(join(__dirname, '../examples', `${name}.graphql`), 'utf8');

describe('the examples, as README sends them', () => {
  it('show a clinician every patient of the caseload with plan, therapy and the peers who walk alongside', async () => {
    const { viewer } = await demo.as('clinician').data(example('clinician-dashboard'));
    const { totalCount, nodes } = viewer.clinician.caseload;
    expect(nodes.length).toBe(totalCount);
    expect(nodes.length).toBeGreaterThanOrEqual(10);
    const [first] = nodes;
    expect(first).toMatchObject({
      identity: { fullName: 'Avery Example' },
      status: 'ACTIVE',
      activeCarePlan: { status: 'ACTIVE', goals: [{ statement: expect.any(String) }] },
    });
    const [cbt, mat, counseling] = first.activeCarePlan.activities;
    expect(cbt).toMatchObject({ plannedSessions: 12, completedSessions: 3 });
    expect(cbt.sessions.nodes).toHaveLength(3);
    expect(mat.display).toContain('naltrexone');
    expect(counseling.format).toBe('INDIVIDUAL');
    const peers = first.activeCarePlan.peerLinks.nodes.map(
      ({ peer }: { peer: { __typename: string } }) => peer.__typename,
    );
    expect(peers.sort()).toEqual(['PeerGroup', 'PeerMentor']);
    const meetings = first.activeCarePlan.peerLinks.nodes.flatMap(
      ({ nextMeetings }: { nextMeetings: object[] }) => nextMeetings,
    );
    expect(meetings).toEqual([
      { startsAt: expect.any(String), meeting: { name: 'Harbor Steps', modality: 'IN_PERSON' } },
    ]);
  });

  it('show a record system every patient with identity, care team and plan, in pages that go on', async () => {
    const ehr = demo.as('ehr');
    const { patients } = await ehr.data(example('ehr-sync'));
    expect(patients.nodes).toHaveLength(40);
    for (const patient of patients.nodes) {
      expect(patient).toMatchObject({ identity: { fullName: expect.any(String) }, status: expect.any(String) });
      expect(patient.careTeam).not.toEqual([]);
    }
    expect(
      patients.nodes.filter(({ activeCarePlan }: { activeCarePlan: object | null }) => activeCarePlan),
    ).toHaveLength(10);

    const page = await ehr.data(example('ehr-sync'), { since: '2026-01-01T00:00:00Z', first: 30 });
    const rest = await ehr.data(example('ehr-sync'), {
      since: '2026-01-01T00:00:00Z',
      after: page.patients.pageInfo.endCursor,
    });
    const ids = [...page.patients.nodes, ...rest.patients.nodes].map(({ id }: { id: string }) => id);
    expect(ids).toEqual(patients.nodes.map(({ id }: { id: string }) => id));
  });

  it('find a patient peers that fit, each with reasons, and with the next meeting that suits', async () => {
    const { viewer } = await demo.as('patient').data(example('find-a-peer'));
    const { supportPreferences, suggestedPeers } = viewer.patient;
    expect(supportPreferences).toMatchObject({
      version: 1,
      fellowships: ['SMART_RECOVERY'],
      avoid: ['CELEBRATE_RECOVERY'],
    });
    expect(suggestedPeers).toHaveLength(5);
    const scores = suggestedPeers.map(({ score }: { score: number }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const tools = suggestedPeers.find(
      ({ peer }: { peer: { displayName: string } }) => peer.displayName === 'Tools and Choices',
    );
    expect(tools).toMatchObject({
      peer: { __typename: 'PeerGroup', fellowship: 'SMART_RECOVERY' },
      nextMeeting: { meeting: { name: 'Tools and Choices', modality: 'VIRTUAL' } },
    });
    expect(tools.reasons.map(({ sentence }: { sentence: string }) => sentence)).toEqual([
      'Is SMART Recovery, which you asked for.',
      'Meets Tuesdays 19:00, when you are free.',
      'Online, as you wish.',
      'Meets in English, which you speak.',
    ]);
    const { viewer: again } = await demo.as('patient').data(example('find-a-peer'), { kinds: ['MENTOR'], first: 2 });
    const kinds = again.patient.suggestedPeers.map(({ peer }: { peer: { __typename: string } }) => peer.__typename);
    expect(kinds).toEqual(['PeerMentor', 'PeerMentor']);
    // The one who walks along already is not suggested again.
    expect(JSON.stringify(again)).not.toContain('Alex Walker-Example');
  });

  it("show a partner's app nothing, and no sign of anybody, before a patient consents", async () => {
    const { peerLinks } = await demo.as('partner').data(example('partner-app'));
    expect(peerLinks).toEqual({ nodes: [], pageInfo: { hasNextPage: false, endCursor: null } });
  });
});

describe('the examples cost one SQL statement, for 50 patients as for one', () => {
  let one: Caller;
  let fifty: Caller;
  beforeAll(async () => {
    one = await aClinicianOf(1);
    fifty = await aClinicianOf(50);
  });

  /** A clinician with so many patients, each with a plan, three activities, sessions and two peer links. */
  async function aClinicianOf(patients: number): Promise<Caller> {
    const { dataSource } = demo.app.api.services;
    await seedBulk(dataSource, demo.app.harbor.uuid, patients, () => undefined);
    const { rows } = await asAdmin(demo.app.databaseUrl, (admin) =>
      admin.query<{ id: string }>('select clinician_id as id from care_team_member order by id desc limit 1'),
    );
    return demo.app.asClinician(toGlobalId('clinician', rows[0]?.id ?? ''));
  }

  it('the dashboard of a clinician', async () => {
    const counted = '{ viewer { clinician { caseload { totalCount } } } }';
    expect((await one.data(counted)).viewer.clinician.caseload.totalCount).toBe(1);
    expect((await fifty.data(counted)).viewer.clinician.caseload.totalCount).toBe(50);
    expect(await statementsOf(demo.app, one, example('clinician-dashboard'))).toBe(1);
    expect(await statementsOf(demo.app, fifty, example('clinician-dashboard'), { first: 50 })).toBe(1);
  });

  it('the sync of a record system', async () => {
    const ehr = demo.as('ehr');
    expect(await statementsOf(demo.app, ehr, example('ehr-sync'), { first: 1 })).toBe(1);
    expect(await statementsOf(demo.app, ehr, example('ehr-sync'), { first: 50 })).toBe(1);
  });

  it('peers that fit, however many', async () => {
    const patient = demo.as('patient');
    expect(await statementsOf(demo.app, patient, example('find-a-peer'), { first: 1 })).toBe(1);
    expect(await statementsOf(demo.app, patient, example('find-a-peer'), { first: 20 })).toBe(1);
  });

  it("the list of a partner's app, which stays empty", async () => {
    const partner = demo.as('partner');
    expect(await statementsOf(demo.app, partner, example('partner-app'), { first: 1 })).toBe(1);
    expect(await statementsOf(demo.app, partner, example('partner-app'), { first: 50 })).toBe(1);
  });
});
