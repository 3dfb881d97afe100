import { setTimeout as sleep } from 'node:timers/promises';
import { Role } from '../../../src/access/role';
import { escalateDueFollowUps } from '../../../src/features/recovery';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient, aSeat } from '../../support/factories';
import { aCarePlan, aCareTeam, aGoal } from '../../support/factories/care-plans';
import { aClient, aConsent } from '../../support/factories/consents';
import { anEmployedMentor, answer, aPeerLink, FOR_PATIENT, move } from '../../support/factories/peer-links';
import { aReturnToUse, changeFollowUp, letEscalate, putOnCall, theOne } from '../../support/factories/returns-to-use';
import { type Subscriber, subscribe, TELLING_MS } from '../../support/subscriber';
import { uuidOf } from '../../support/uuid-of';

jest.setTimeout(30_000);

const PATIENT = `subscription Patient($patientId: ID) { patientChanged(patientId: $patientId) {
  cursor type subjectId version patientId subject { __typename id ... on CarePlan { title goals { statement } } } } }`;
const LINK = `subscription Link($peerLinkId: ID) { peerLinkChanged(peerLinkId: $peerLinkId) { id version status patient { id } } }`;
const FOLLOW_UPS = 'subscription FollowUps { followUpOpened { id kind patient { id } } }';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.stop());

const revoke = (by: Caller, consentId: string) =>
  by.data('mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { __typename } }', {
    input: { consentId },
  });

/** Opens a follow-up, as what calls for one will. */
async function aFollowUp(
  patientId: string,
  { clinicianId, mentorId }: { clinicianId?: string; mentorId?: string } = {},
): Promise<string> {
  const { rows } = await asAdmin(app.databaseUrl, (admin) =>
    admin.query<{ id: string }>(
      `select app.open_follow_up($1, $2, 'PEER_SUPPORT', 'PEER_OUTREACH', false, null, null, $3, $4) as id`,
      [
        app.harbor.uuid,
        uuidOf(patientId),
        clinicianId ? uuidOf(clinicianId) : null,
        mentorId ? uuidOf(mentorId) : null,
      ],
    ),
  );
  return `follow_up_${rows[0]?.id.replaceAll('-', '')}`;
}

describe('patientChanged', () => {
  it('sends a clinician what changes with their patient, read when it is sent, each once and in order', async () => {
    const { clinician, patientId } = await aCareTeam(app);
    const other = await aCareTeam(app);
    const screen = await subscribe(app, clinician, PATIENT, { patientId });
    const carePlanId = await aCarePlan(app, { patientId, by: clinician, title: 'One plan' });
    await aCarePlan(app, { patientId: other.patientId, by: other.clinician });
    await aGoal(clinician, carePlanId, { statement: 'Sleep' });
    await screen.received(2);
    await sleep(TELLING_MS);
    expect(screen.sent).toMatchObject([
      { data: { patientChanged: { type: 'CARE_PLAN', subjectId: carePlanId, patientId, version: 1 } } },
      { data: { patientChanged: { type: 'GOAL', patientId } } },
    ]);
    await screen.stop();
  });

  it('sends one whom nobody was asked for to whoever sees them, and to nobody else', async () => {
    const [mine, theirs] = await Promise.all([aCareTeam(app), aCareTeam(app)]);
    const screens = await Promise.all([
      subscribe(app, mine.clinician, PATIENT),
      subscribe(app, theirs.clinician, PATIENT),
      subscribe(app, theirs.clinician, PATIENT, { patientId: mine.patientId }),
      subscribe(app, app.as(Role.PROGRAM_DIRECTOR, { organization: app.meadow }), PATIENT),
    ]);
    await aCarePlan(app, { patientId: mine.patientId, by: mine.clinician });
    await screens[0].received(1);
    await sleep(TELLING_MS);
    expect(screens.map(({ sent }) => sent.length)).toEqual([1, 0, 0, 0]);
    await Promise.all(screens.map((screen) => screen.stop()));
  });

  it('writes down what an outsider is sent, tells the notice with it, and falls silent when the consent is revoked', async () => {
    const { clinician, patientId } = await aCareTeam(app);
    const client = await aClient(app);
    const consentId = await aConsent(clinician, {
      patientId,
      recipient: { partnerAppId: client.id },
      categories: ['CARE_PLAN'],
    });
    const screen = await subscribe(app, client.caller, PATIENT, { patientId });
    const carePlanId = await aCarePlan(app, { patientId, by: clinician });
    await screen.received(1);
    const [event] = screen.sent;
    expect(event).toMatchObject({
      data: { patientChanged: { type: 'CARE_PLAN', subjectId: carePlanId } },
      extensions: { part2: { disclosureIds: [expect.any(String)], consents: [{ id: consentId }] } },
    });
    const { rows } = await asAdmin(app.databaseUrl, (admin) =>
      admin.query(
        'select app.categories(parts[1]) as categories, operation from api_disclosure where patient_ids = array[$1::uuid]',
        [uuidOf(patientId)],
      ),
    );
    expect(rows).toEqual([{ categories: ['CARE_PLAN'], operation: 'Patient' }]);
    await revoke(clinician, consentId);
    await aGoal(clinician, carePlanId);
    await screen.received(2);
    await sleep(TELLING_MS);
    expect(screen.sent.slice(1)).toEqual([
      {
        data: {
          patientChanged: {
            cursor: expect.any(String),
            type: 'ACCESS_ENDED',
            subjectId: patientId,
            version: null,
            patientId,
            subject: null,
          },
        },
      },
    ]);
    await screen.stop();
  });

  it('is silent for a clinician from the end of their seat on', async () => {
    const { clinician, clinicianId, patientId } = await aCareTeam(app);
    const colleagueId = await aClinician(app);
    const colleague = await app.asClinician(colleagueId);
    await aSeat(app, { patientId, clinicianId: colleagueId });
    const screen = await subscribe(app, clinician, PATIENT, { patientId });
    await app
      .as(Role.PROGRAM_DIRECTOR)
      .data('mutation ($input: LeaveCareTeamInput!) { leaveCareTeam(input: $input) { __typename } }', {
        input: { careTeamMemberId: await seatOf(patientId, clinicianId) },
      });
    await aCarePlan(app, { patientId, by: colleague });
    await screen.received(1);
    await sleep(TELLING_MS);
    expect(screen.sent.map(({ data }) => data.patientChanged.type)).toEqual(['ACCESS_ENDED']);
    await screen.stop();
  });

  it('tells what a patient lets somebody see from the moment on at which it begins', async () => {
    const { clinician, patientId } = await aCareTeam(app);
    const client = await aClient(app);
    const screen = await subscribe(app, client.caller, PATIENT);
    await aConsent(clinician, { patientId, recipient: { partnerAppId: client.id }, categories: ['CARE_PLAN'] });
    await screen.received(2);
    await sleep(TELLING_MS);
    expect(screen.sent.map(({ data }) => data.patientChanged)).toMatchObject([
      { type: 'CONSENT' },
      { type: 'ACCESS_BEGAN', subject: { id: patientId } },
    ]);
    await screen.stop();
  });
});

const seatOf = async (patientId: string, clinicianId: string): Promise<string> => {
  const { patient } = await app
    .as(Role.PROGRAM_DIRECTOR)
    .data('query ($id: ID!) { patient(id: $id) { careTeam { id clinician { id } } } }', { id: patientId });
  return patient.careTeam.find((seat: { clinician: { id: string } }) => seat.clinician.id === clinicianId).id;
};

describe('peerLinkChanged', () => {
  it('is told to a mentor from the patient’s yes on, and to another mentor never', async () => {
    const { clinician, patientId } = await aCareTeam(app);
    const [mentorId, otherId] = await Promise.all([anEmployedMentor(app), anEmployedMentor(app)]);
    const [mentor, other] = await Promise.all([mentorId, otherId].map((id) => app.asHolder(Role.PEER_MENTOR, id)));
    if (!mentor || !other) throw new Error('There are two mentors.');
    const screens = await Promise.all([
      subscribe(app, mentor, LINK),
      subscribe(app, other, LINK),
      subscribe(app, clinician, LINK),
    ]);
    const { id } = await aPeerLink(clinician, { patientId, peerMentorId: mentorId });
    await screens[2].received(1);
    await answer(clinician, id, 'ACCEPT', FOR_PATIENT);
    const accepted = await answer(mentor, id, 'ACCEPT');
    await move(clinician, id, accepted.peerLink?.version ?? 0, 'ACTIVE');
    await screens[2].received(4);
    await sleep(TELLING_MS);
    const statuses = screens.map(({ sent }) => sent.map(({ data }) => data.peerLinkChanged.status));
    expect(statuses[1]).toEqual([]);
    expect(statuses[2]?.at(-1)).toBe('ACTIVE');
    expect(statuses[0]).toHaveLength(3);
    expect(screens[0].sent[0]?.data).toMatchObject({ peerLinkChanged: { id, patient: { id: patientId } } });
    await Promise.all(screens.map((screen) => screen.stop()));
  });
});

describe('followUpOpened', () => {
  it('is told to the clinician who is to do it, to the team where it is nobody’s, and to a mentor of their own', async () => {
    const { clinician, clinicianId, patientId } = await aCareTeam(app);
    const colleagueId = await aClinician(app);
    const colleague = await app.asClinician(colleagueId);
    await aSeat(app, { patientId, clinicianId: colleagueId });
    const mentorId = await anEmployedMentor(app);
    const mentor = await app.asHolder(Role.PEER_MENTOR, mentorId);
    const { id } = await aPeerLink(clinician, { patientId, peerMentorId: mentorId });
    await answer(clinician, id, 'ACCEPT', FOR_PATIENT);
    const stranger = await app.asClinician(await aClinician(app));
    const screens = await Promise.all(
      [clinician, colleague, mentor, stranger].map((by) => subscribe(app, by, FOLLOW_UPS)),
    );
    const opened = [
      await aFollowUp(patientId),
      await aFollowUp(patientId, { clinicianId }),
      await aFollowUp(patientId, { mentorId }),
    ];
    await Promise.all([screens[0]?.received(2), screens[1]?.received(1), screens[2]?.received(1)]);
    await sleep(TELLING_MS);
    expect(screens.map(({ sent }) => sent.map(({ data }) => opened.indexOf(data.followUpOpened.id)))).toEqual([
      [0, 1],
      [0],
      [2],
      [],
    ]);
    await Promise.all(screens.map((screen) => screen.stop()));
  });
});

describe('followUpOpened, of one that was there already', () => {
  const seen = ({ sent }: Subscriber): string[] => sent.map(({ data }) => data.followUpOpened.id);

  it('is told to whoever is on call when it escalates to them, once, and to nobody else again', async () => {
    const nurseId = await aClinician(app, { role: 'NURSE' });
    const patientId = await aPatient(app, { careTeam: [nurseId] });
    const onCallId = await aClinician(app);
    await putOnCall(app, onCallId);
    const [nurse, onCall] = [await app.asClinician(nurseId), await app.asClinician(onCallId)];
    const screens = await Promise.all([subscribe(app, nurse, FOLLOW_UPS), subscribe(app, onCall, FOLLOW_UPS)]);
    const patient = await app.asHolder(Role.PATIENT, patientId);
    const { followUps } = await aReturnToUse(patient, { patientId, safetyNeeds: ['PREGNANCY'] });
    const call = theOne(followUps, 'URGENT_SAFETY_CALL');
    // Whoever sees the patient by the call that came to them would be told of what is nobody's, too, were it still to be told.
    await screens[0].received(4);
    await sleep(TELLING_MS);
    await letEscalate(app, call);
    await escalateDueFollowUps(app.api.services.dataSource);
    await screens[1].received(1);
    const { followUp } = await changeFollowUp(onCall, 'Acknowledge', { id: call.id, version: 2 });
    await changeFollowUp(onCall, 'Complete', followUp);
    await sleep(TELLING_MS);
    expect(seen(screens[1])).toEqual([call.id]);
    expect(seen(screens[0]).sort()).toEqual(followUps.map(({ id }) => id).sort());
    await putOnCall(app, null);
    await Promise.all(screens.map((screen) => screen.stop()));
  });

  it('is told to whom somebody assigns it, and to nobody who may not see it', async () => {
    const { clinician, patientId } = await aCareTeam(app);
    const colleagueId = await aClinician(app);
    await aSeat(app, { patientId, clinicianId: colleagueId });
    const [colleague, stranger] = [await app.asClinician(colleagueId), await app.asClinician(await aClinician(app))];
    const id = await aFollowUp(patientId);
    const screens = await Promise.all([colleague, stranger, clinician].map((by) => subscribe(app, by, FOLLOW_UPS)));
    await changeFollowUp(clinician, 'Assign', { id, version: 1 }, { assigneeId: colleagueId });
    await screens[0]?.received(1);
    await sleep(TELLING_MS);
    expect(screens.map(seen)).toEqual([[id], [], []]);
    await Promise.all(screens.map((screen) => screen.stop()));
  });

  it('is told to the director where it is urgent and nobody’s, for they say whose it is', async () => {
    const { patientId } = await aCareTeam(app, app.meadow);
    const director = app.as(Role.PROGRAM_DIRECTOR, { organization: app.meadow });
    const screen = await subscribe(app, director, FOLLOW_UPS);
    const patient = await app.asHolder(Role.PATIENT, patientId, app.meadow);
    const { followUps } = await aReturnToUse(patient, { patientId, safetyNeeds: ['PREGNANCY'] });
    await screen.received(2);
    await sleep(TELLING_MS);
    const urgent = followUps.filter(({ kind }) => ['URGENT_SAFETY_CALL', 'MEDICAL_REVIEW'].includes(kind));
    expect(seen(screen).sort()).toEqual(urgent.map(({ id }) => id).sort());
    await screen.stop();
  });
});

describe('a subscription', () => {
  it.each([
    ['an id of another kind', PATIENT, { patientId: 'care_plan_0198c0ffee0198c0ffee0198c0ffee00' }, 'BAD_USER_INPUT'],
    ['a field that there is not', 'subscription { nothingChanged }', {}, 'BAD_USER_INPUT'],
    ['a query', '{ viewer { id } }', {}, 'BAD_USER_INPUT'],
    [
      'a document too deep',
      `subscription { patientChanged { subject { ${'... on Patient { careTeam { clinician { caseload { nodes { '.repeat(4)} id ${'} } } } }'.repeat(4)} } } }`,
      {},
      'QUERY_TOO_COSTLY',
    ],
    ['a document too long', `subscription { patientChanged { ${'type '.repeat(4_000)} } }`, {}, 'QUERY_TOO_COSTLY'],
  ])('with %s is refused', async (_, document, variables, code) => {
    const { clinician } = await aCareTeam(app);
    const screen = await subscribe(app, clinician, document, variables);
    await screen.received(1);
    expect(screen.sent.map(({ errors }) => errors?.map(({ extensions }) => extensions.code))).toEqual([[code]]);
    await screen.stop();
  });

  it('is refused to a role that the field is not for', async () => {
    const screen = await subscribe(app, app.as(Role.ADMINISTRATOR), PATIENT);
    await screen.received(1);
    expect(screen.sent[0]?.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    await screen.stop();
  });

  it('is not begun without a good token: the connection closes', async () => {
    const callers = [app.nobody(), app.withToken('a.b.c')];
    const screens = await Promise.all(callers.map((by) => subscribe(app, by, PATIENT)));
    expect(await Promise.all(screens.map(({ closed }) => closed))).toEqual([4403, 4403]);
  });

  it('ends with the token', async () => {
    const subject = 'short-lived';
    const token = await app.issuer.sign({
      subject,
      organizationId: app.harbor.uuid,
      role: Role.INTAKE,
      scopes: [],
      lifetimeSeconds: 2,
    });
    const screen = await subscribe(app, app.withToken(token), PATIENT);
    const before = Date.now();
    expect(await screen.closed).toBe(4403);
    expect(Date.now() - before).toBeLessThan(2_500);
  });

  it('ends when nobody is behind the token any more', async () => {
    const client = await aClient(app);
    const { clinician, patientId } = await aCareTeam(app);
    await aConsent(clinician, { patientId, recipient: { partnerAppId: client.id }, categories: ['CARE_PLAN'] });
    const screen = await subscribe(app, client.caller, PATIENT);
    await app
      .as(Role.ADMINISTRATOR)
      .data('mutation ($input: SuspendPartnerAppInput!) { suspendPartnerApp(input: $input) { __typename } }', {
        input: { partnerAppId: client.id, expectedVersion: 1 },
      });
    await aCarePlan(app, { patientId, by: clinician });
    expect(await screen.closed).toBe(4403);
    expect(screen.sent).toEqual([]);
  });
});

it('ends when the server stops', async () => {
  const other = await startTestApp();
  const screen = await subscribe(other, other.as(Role.INTAKE), PATIENT);
  await aPatient(other);
  await screen.received(1);
  const stopped = other.stop();
  expect(await screen.closed).toBe(1001);
  await stopped;
});
