import { Role } from '../../src/access/role';
import { seedDemo } from '../../src/app/demo/seed-demo';
import { ALL_SCOPES, personas } from '../../src/app/personas';
import { Fellowship } from '../../src/features/peers';
import { Modality } from '../../src/features/peers/modality';
import { asAdmin } from '../support/database';
import { type Demo, startDemo } from '../support/demo';

jest.setTimeout(60_000);

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.stop());

const PLAN = `{
  status
  goals { statement }
  activities { __typename status clinician { displayName } sessions(first: 5) { totalCount } }
  peerLinks { nodes { status peer { __typename id ... on PeerMentor { engagement } } } }
}`;

describe('the demo clinic', () => {
  it('is one of two organizations, and has six clinicians or more and forty patients', async () => {
    const [harbor, meadow] = await Promise.all(
      [demo.app.harbor, demo.app.meadow].map((organization) =>
        demo.app
          .as(Role.PROGRAM_DIRECTOR, { organization })
          .data(
            '{ viewer { organization { name } } patients(first: 100) { nodes { identity { fullName } } } clinicians(first: 100) { totalCount } }',
          ),
      ),
    );
    expect(harbor.viewer.organization.name).not.toBe(meadow.viewer.organization.name);
    expect(harbor.clinicians.totalCount).toBeGreaterThanOrEqual(6);
    expect(harbor.patients.nodes).toHaveLength(40);
    expect(meadow.patients.nodes.length).toBeGreaterThan(0);
    // Nobody could take them for people.
    const names: string[] = [...harbor.patients.nodes, ...meadow.patients.nodes].map(
      ({ identity }) => identity.fullName,
    );
    expect(names.filter((name) => !/ (Example|Sample|Placeholder)$/.test(name))).toEqual([]);
  });

  it('has eight mentors, employed and volunteer, all with a supervisor and six with a credential', async () => {
    const { peerMentors } = await demo
      .as('administrator')
      .data(
        '{ peerMentors(first: 100) { nodes { engagement stage supervisor { id } credential { title } openSlots } } }',
      );
    expect(peerMentors.nodes).toHaveLength(8);
    const engagements = peerMentors.nodes.map(({ engagement }: { engagement: string }) => engagement);
    expect(engagements).toEqual(expect.arrayContaining(['EMPLOYED', 'SUPERVISED_VOLUNTEER', 'INDEPENDENT']));
    const supervisor = { id: expect.any(String) };
    for (const mentor of peerMentors.nodes) expect(mentor).toMatchObject({ supervisor });
    const credentialed = peerMentors.nodes.filter(({ stage }: { stage: string }) => stage === 'CREDENTIALED');
    expect(credentialed).toHaveLength(6);
    const credential = { title: expect.any(String) };
    for (const mentor of credentialed) expect(mentor).toMatchObject({ credential, openSlots: expect.any(Number) });
  });

  it('has twenty groups of every fellowship and modality, all with meetings', async () => {
    const { peerGroups } = await demo
      .as('partner')
      .data('{ peerGroups(first: 100) { nodes { fellowship modalities meetings { name timeZone } } } }');
    const groups: { fellowship: string; modalities: string[]; meetings: object[] }[] = peerGroups.nodes;
    expect(groups).toHaveLength(20);
    expect(new Set(groups.map(({ fellowship }) => fellowship))).toEqual(new Set(Object.values(Fellowship)));
    expect(new Set(groups.flatMap(({ modalities }) => modalities))).toEqual(new Set(Object.values(Modality)));
    expect(groups.filter(({ meetings }) => meetings.length === 0)).toEqual([]);
  });

  it('has one partner app and one record system, with all scopes', async () => {
    const { partnerApps } = await demo
      .as('administrator')
      .data('{ partnerApps { nodes { kind clientId active scopes } } }');
    const scopes = expect.arrayContaining([...ALL_SCOPES]);
    expect(partnerApps.nodes).toHaveLength(2);
    expect(partnerApps.nodes).toEqual(
      expect.arrayContaining([
        { kind: 'PARTNER_APP', clientId: 'demo-partner', active: true, scopes },
        { kind: 'EHR_SYSTEM', clientId: 'demo-ehr', active: true, scopes },
      ]),
    );
  });

  it('knows every persona by the role of its token', async () => {
    const roles = personas.map(async ({ name, role }) => {
      const { viewer } = await demo.as(name).data('{ viewer { role } }');
      return [viewer.role, role];
    });
    for (const [told, meant] of await Promise.all(roles)) expect(told).toBe(meant);
  });
});

describe('the demo clinician and the demo patient', () => {
  it('has a caseload of ten or more, each with a plan of all three kinds of activity', async () => {
    const { viewer } = await demo
      .as('clinician')
      .data(
        '{ viewer { clinician { caseload(first: 100) { nodes { activeCarePlan { activities { __typename } } } } } } }',
      );
    const { nodes } = viewer.clinician.caseload;
    expect(nodes.length).toBeGreaterThanOrEqual(10);
    for (const { activeCarePlan } of nodes) {
      const kinds = activeCarePlan.activities.map((activity: { __typename: string }) => activity.__typename);
      expect(kinds.sort()).toEqual(['CbtActivity', 'CounselingActivity', 'MatActivity']);
    }
  });

  it('knows the days of recovery of the demo patient, milestones with kind words, and check-ins of the days before', async () => {
    const { viewer } = await demo.as('patient').data(`{ viewer { patient {
      recovery { basis cumulativeDays currentDays nextMilestone { kind } }
      milestones { nodes { kind encouragements { from } } } checkIns { nodes { mood craving occurredAt } } } } }`);
    const { recovery, milestones, checkIns } = viewer.patient;
    expect(recovery).toMatchObject({ basis: 'ABSTINENCE', nextMilestone: { kind: 'DAYS_90' } });
    // By the calendar of the seed, which is that of UTC.
    expect([63, 64]).toContain(recovery.cumulativeDays);
    expect(recovery.currentDays).toBe(recovery.cumulativeDays);
    expect(milestones.nodes).toMatchObject([
      { kind: 'DAYS_60' },
      { kind: 'DAYS_30' },
      { kind: 'FIRST_MEETING', encouragements: [{ from: expect.any(String) }] },
    ]);
    expect(checkIns.nodes).toMatchObject([{ mood: 4 }, { mood: 3 }, { mood: 2, craving: 7 }]);
    for (const { occurredAt } of checkIns.nodes) expect(Date.parse(occurredAt)).toBeLessThan(Date.now() - 86_400_000);
  });

  it('comes first by name, with an active plan, therapy under way, the demo mentor and one group', async () => {
    const [{ viewer: clinician }, { viewer: patient }, { viewer: mentor }] = await Promise.all([
      demo
        .as('clinician')
        .data(`{ viewer { clinician { caseload(first: 1) { nodes { id activeCarePlan ${PLAN} } } } } }`),
      demo.as('patient').data('{ viewer { role patient { id } } }'),
      demo.as('mentor').data('{ viewer { peerMentor { id engagement } } }'),
    ]);
    const [first] = clinician.clinician.caseload.nodes;
    expect(patient.role).toBe('PATIENT');
    expect(patient.patient.id).toBe(first.id);
    expect(first.activeCarePlan.status).toBe('ACTIVE');
    expect(first.activeCarePlan.goals).not.toEqual([]);
    const [cbt] = first.activeCarePlan.activities;
    expect(cbt).toMatchObject({ __typename: 'CbtActivity', sessions: { totalCount: 3 } });
    expect(mentor.peerMentor.engagement).toBe('SUPERVISED_VOLUNTEER');
    expect(first.activeCarePlan.peerLinks.nodes).toHaveLength(2);
    expect(first.activeCarePlan.peerLinks.nodes).toEqual(
      expect.arrayContaining([
        { status: 'ACTIVE', peer: { __typename: 'PeerMentor', ...mentor.peerMentor } },
        { status: 'ACTIVE', peer: { __typename: 'PeerGroup', id: expect.any(String) } },
      ]),
    );
  });

  it('has both keys turned: the patient consented, both said yes, and each sees the link as far as they may', async () => {
    const link = '{ id status awaiting pausedReason consent { scope categories } peer { __typename } }';
    const [{ viewer: patient }, { peerLinks }] = await Promise.all([
      demo.as('patient').data(`{ viewer { patient { preferredName peerLinks { nodes ${link} } } } }`),
      demo
        .as('mentor')
        .data(
          `{ peerLinks { nodes { id status patient { preferredName identity { fullName } contactPoints { channel } } } } }`,
        ),
    ]);
    const categories = ['PEER_SUPPORT', 'CONTACT', 'RECOVERY'];
    const shared = { status: 'ACTIVE', awaiting: [], pausedReason: null };
    expect(patient.patient.peerLinks.nodes).toEqual([
      { ...shared, id: expect.any(String), consent: null, peer: { __typename: 'PeerGroup' } },
      {
        ...shared,
        id: expect.any(String),
        consent: { scope: 'PEER_SHARING', categories },
        peer: { __typename: 'PeerMentor' },
      },
    ]);
    // Who the patient is by name was not shared.
    expect(peerLinks.nodes).toEqual([
      {
        id: patient.patient.peerLinks.nodes[1].id,
        status: 'ACTIVE',
        patient: { preferredName: patient.patient.preferredName, identity: null, contactPoints: [{ channel: 'SMS' }] },
      },
    ]);
  });
});

it('changes nothing when it is seeded again', async () => {
  const before = await rowsOfEveryTable();
  await seedDemo(demo.settings, demo.app.databaseUrl, demo.app.databaseUrl);
  expect(await rowsOfEveryTable()).toEqual(before);
  expect(before.patient).toBe(43);
});

async function rowsOfEveryTable(): Promise<Record<string, number>> {
  return asAdmin(demo.app.databaseUrl, async (admin) => {
    const { rows: tables } = await admin.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' order by 1",
    );
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const { rows } = await admin.query<{ count: string }>(`select count(*) from ${name}`);
      counts[name] = Number(rows[0]?.count);
    }
    return counts;
  });
}
