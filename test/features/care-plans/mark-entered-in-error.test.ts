import { Role } from '../../../src/access/role';
import { startTestApp, type TestApp } from '../../support/app';
import { aClinician } from '../../support/factories';
import {
  aCarePlan,
  aCareTeam,
  aCbtActivity,
  aCounselingActivity,
  aDose,
  aMatActivity,
  aSafetyFact,
  aSession,
  type CareTeam,
} from '../../support/factories/care-plans';

const MARKED = 'enteredInErrorAt enteredInErrorReason';
const MARK = `mutation ($input: MarkEnteredInErrorInput!) {
  markEnteredInError(input: $input) { __typename
    ... on MarkEnteredInErrorPayload { node { __typename id ... on CarePlan { planStatus: status statusReason version }
      ... on CareActivity { status statusReason version } ... on Session { version ${MARKED} } ... on Dose { ${MARKED} } ... on SafetyFact { ${MARKED} } } }
    ... on TransitionNotAllowed { from to allowed } }
}`;
const reason = 'Meant for somebody else.';

describe('markEnteredInError, for care', () => {
  let app: TestApp;
  let team: CareTeam;
  let carePlanId: string;
  beforeAll(async () => {
    app = await startTestApp();
    team = await aCareTeam(app);
    carePlanId = await aCarePlan(app, { by: team.clinician, patientId: team.patientId, status: 'ACTIVE' });
  });
  afterAll(() => app.stop());
  const by = () => team.clinician;
  const aPlanOfTheTeam = () => aCarePlan(app, { by: by(), patientId: team.patientId });
  const mark = async (id: string) => (await by().data(MARK, { input: { id, reason } })).markEnteredInError;

  const RECORDS: [string, () => Promise<string>, object][] = [
    ['CarePlan', aPlanOfTheTeam, { planStatus: 'ENTERED_IN_ERROR', statusReason: reason, version: 2 }],
    [
      'CbtActivity',
      () => aCbtActivity(by(), carePlanId),
      { status: 'ENTERED_IN_ERROR', statusReason: reason, version: 2 },
    ],
    [
      'MatActivity',
      () => aMatActivity(by(), carePlanId),
      { status: 'ENTERED_IN_ERROR', statusReason: reason, version: 2 },
    ],
    [
      'CounselingActivity',
      () => aCounselingActivity(by(), carePlanId),
      { status: 'ENTERED_IN_ERROR', statusReason: reason, version: 2 },
    ],
    [
      'Session',
      async () => aSession(by(), await aCbtActivity(by(), carePlanId)),
      { enteredInErrorAt: expect.any(String), enteredInErrorReason: reason, version: 2 },
    ],
    [
      'Dose',
      async () => aDose(by(), await aMatActivity(by(), carePlanId)),
      { enteredInErrorAt: expect.any(String), enteredInErrorReason: reason },
    ],
    [
      'SafetyFact',
      () => aSafetyFact(by(), team.patientId),
      { enteredInErrorAt: expect.any(String), enteredInErrorReason: reason },
    ],
  ];

  it.each(RECORDS)('marks a %s, which stays and shows why', async (__typename, make, shown) => {
    const id = await make();
    const marked = await mark(id);
    expect(marked).toEqual({ __typename: 'MarkEnteredInErrorPayload', node: { __typename, id, ...shown } });
  });

  it.each(RECORDS)('refuses to mark a %s twice', async (_type, make) => {
    const id = await make();
    await mark(id);
    expect(await mark(id)).toEqual({
      __typename: 'TransitionNotAllowed',
      from: 'ENTERED_IN_ERROR',
      to: 'ENTERED_IN_ERROR',
      allowed: [],
    });
  });

  it.each(RECORDS)('marks a %s once when two ask at the same moment', async (_type, make) => {
    const id = await make();
    const names = (await Promise.all([mark(id), mark(id)])).map(({ __typename }) => __typename);
    expect(names.filter((name) => name === 'MarkEnteredInErrorPayload')).toHaveLength(1);
  });

  it.each(RECORDS)('finds no %s for another team, another organization or the director’s hand', async (_type, make) => {
    const input = { id: await make(), reason };
    const elsewhere = await aCareTeam(app, app.meadow);
    for (const caller of [await app.asClinician(await aClinician(app)), elsewhere.clinician])
      expect((await caller.send(MARK, { input })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const director = await app.as(Role.PROGRAM_DIRECTOR).send(MARK, { input });
    expect(director.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('leaves marked sessions, doses and facts out of lists and counts, and their ids still find them', async () => {
    const cbt = await aCbtActivity(by(), carePlanId);
    const mat = await aMatActivity(by(), carePlanId);
    const kept = await aSession(by(), cbt);
    const mistaken = [await aSession(by(), cbt), await aDose(by(), mat), await aSafetyFact(by(), team.patientId)];
    for (const id of mistaken) await mark(id);
    const data = await by().data(
      `query ($cbt: ID!, $mat: ID!, $patient: ID!, $mistaken: [ID!]!) {
        cbt: node(id: $cbt) { ... on CbtActivity { completedSessions sessions { totalCount nodes { id } } } }
        mat: node(id: $mat) { ... on MatActivity { doses { totalCount } } }
        patient(id: $patient) { safetyFacts { id } }
        nodes(ids: $mistaken) { id }
      }`,
      { cbt, mat, patient: team.patientId, mistaken },
    );
    expect(data.cbt).toEqual({ completedSessions: 1, sessions: { totalCount: 1, nodes: [{ id: kept }] } });
    expect(data.mat.doses.totalCount).toBe(0);
    expect(data.patient.safetyFacts).not.toContainEqual({ id: mistaken[2] });
    expect(data.nodes).toEqual(mistaken.map((id) => ({ id })));
  });
});
