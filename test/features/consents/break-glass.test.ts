import { Role } from '../../../src/access/role';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import { allLinesOf } from '../../access/audit-lines';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient } from '../../support/factories';
import { aCarePlan, aCareTeam, aCbtActivity, aMatActivity, aSession } from '../../support/factories/care-plans';
import { aClient, aConsent } from '../../support/factories/consents';
import { sendBreakGlass } from '../../support/factories/restrictions';
import { badInputAt, refusalOf } from '../../support/refusals';
import { uuidOf } from '../../support/uuid-of';

const SEES = `query ($id: ID!) { patient(id: $id) { id identity { fullName } contactPoints { value } status safetyFacts { id }
  careTeam { id } carePlans { nodes { activities { id } } } } }`;
const LIST = `query ($reviewed: Boolean, $first: Int, $after: String) { emergencyAccesses(reviewed: $reviewed, first: $first, after: $after) {
  totalCount pageInfo { endCursor hasNextPage } nodes { id reason patient { id } clinician { id } reviewedBy { id } reviewedAt justified } } }`;
const REVIEW = `mutation ($input: ReviewEmergencyAccessInput!) { reviewEmergencyAccess(input: $input) { __typename
  ... on ReviewEmergencyAccessPayload { emergencyAccess { id justified reviewedAt reviewedBy { id } } } ... on TransitionNotAllowed { from to allowed } } }`;

let app: TestApp;
let officer: Caller;
beforeAll(async () => {
  app = await startTestApp();
  officer = app.as(Role.PRIVACY_OFFICER);
});
afterAll(() => app.stop());

const seenBy = async (caller: Caller, id: string) => (await caller.data(SEES, { id })).patient;
const listedBy = async (caller: Caller, variables: object = {}) =>
  (await caller.data(LIST, variables)).emergencyAccesses;
const sql = (text: string, values: unknown[]) => asAdmin(app.databaseUrl, (admin) => admin.query(text, values));
const attempts = async (clinicianId: string) =>
  (await sql('select from emergency_attempt where clinician_id = $1', [uuidOf(clinicianId)])).rowCount;

/** A clinician of no care team. */
async function aStranger() {
  const clinicianId = await aClinician(app);
  return { clinicianId, clinician: await app.asClinician(clinicianId) };
}

/** A stranger who has broken the glass. */
async function anAccess(patientId?: string) {
  const stranger = await aStranger();
  const { data } = await sendBreakGlass(stranger.clinician, { patientId: patientId ?? (await aPatient(app)) });
  return { ...stranger, access: data.breakGlass.emergencyAccess };
}

describe('breakGlass', () => {
  it('opens a record by id for 60 minutes, with an audit line that says why', async () => {
    const [patientId, { clinicianId, clinician }] = [await aPatient(app), await aStranger()];
    expect(await seenBy(clinician, patientId)).toBeNull();
    const reason = '  Found in distress at the front door.  ';
    const { result, lines } = await allLinesOf(app, () => sendBreakGlass(clinician, { patientId, reason }));
    const { emergencyAccess } = result.data.breakGlass;
    expect(emergencyAccess).toMatchObject({
      reason: reason.trim(),
      patient: { id: patientId },
      clinician: { id: clinicianId },
      reviewedAt: null,
      justified: null,
    });
    expect(Date.parse(emergencyAccess.expiresAt) - Date.parse(emergencyAccess.grantedAt)).toBe(3_600_000);
    expect(lines).toEqual([
      expect.objectContaining({
        kind: 'emergency-access.granted',
        subject_id: uuidOf(emergencyAccess.id),
        patient_id: uuidOf(patientId),
        principal_id: uuidOf(clinicianId),
        reason: reason.trim(),
      }),
    ]);
    expect(await seenBy(clinician, patientId)).toMatchObject({ id: patientId, identity: expect.any(Object) });
  });

  it('opens a record by an identifier of another system', async () => {
    const { clinician } = await aStranger();
    const identifier = { system: 'urn:example:wristband', value: newId() };
    const patientId = await aPatient(app, { identifier });
    const { data } = await sendBreakGlass(clinician, { identifier });
    expect(data.breakGlass.emergencyAccess.patient).toEqual({ id: patientId });
    expect(await seenBy(clinician, patientId)).not.toBeNull();
  });

  it('shows what the care team sees, and lets the clinician write down what they found and did', async () => {
    const team = await aCareTeam(app);
    const { patientId } = team;
    const plan = await aCarePlan(app, { by: team.clinician, patientId, status: 'ACTIVE' });
    const cbt = await aCbtActivity(team.clinician, plan);
    await aMatActivity(team.clinician, plan);
    const { clinician } = await anAccess(patientId);
    expect(await seenBy(clinician, patientId)).toEqual(await seenBy(team.clinician, patientId));
    expect(await aSession(clinician, cbt)).toMatch(/^session_/);
  });

  it('says nothing of what the patient consented to, in a preview either', async () => {
    const team = await aCareTeam(app);
    const { patientId } = team;
    const client = await aClient(app);
    await aConsent(team.clinician, { patientId, recipient: { partnerAppId: client.id } });
    const { clinician } = await anAccess(patientId);
    const PREVIEW = `query ($patientId: ID!, $recipientId: ID!) { patient(id: $patientId) { id consents { nodes { id } } }
      consentPreview(patientId: $patientId, recipientId: $recipientId) { visible } }`;
    const asked = { patientId, recipientId: client.id };
    expect(await clinician.data(PREVIEW, asked)).toEqual({
      patient: { id: patientId, consents: { nodes: [] } },
      consentPreview: null,
    });
    expect((await team.clinician.data(PREVIEW, asked)).consentPreview).not.toBeNull();
  });

  it('lets nobody change the care team by it', async () => {
    const team = await aCareTeam(app);
    const { patientId } = team;
    const { clinician, clinicianId } = await anAccess(patientId);
    const { careTeam } = await seenBy(clinician, patientId);
    for (const [document, input] of [
      [
        'mutation ($input: JoinCareTeamInput!) { joinCareTeam(input: $input) { __typename } }',
        { patientId, clinicianId, duty: 'any' },
      ],
      [
        'mutation ($input: LeaveCareTeamInput!) { leaveCareTeam(input: $input) { __typename } }',
        { careTeamMemberId: careTeam[0].id },
      ],
    ] as const)
      expect(refusalOf(await clinician.send(document, { input })).code).toBe('FORBIDDEN');
  });

  it('closes the record again after the 60 minutes', async () => {
    const patientId = await aPatient(app);
    const { clinician, access } = await anAccess(patientId);
    await sql("update access_grant set valid_until = now() where basis = 'EMERGENCY' and source_id = $1", [
      uuidOf(access.id),
    ]);
    expect(await seenBy(clinician, patientId)).toBeNull();
    expect((await listedBy(clinician)).nodes).toEqual([expect.objectContaining({ id: access.id, patient: null })]);
  });

  it('finds nobody who is absent, elsewhere or oneself, in the same bytes, and writes every try down without what was asked', async () => {
    const { clinicianId, clinician } = await aStranger();
    const foreign = { system: 'urn:example:wristband', value: 'CANARY' };
    const oneself = await aPatient(app);
    await app
      .as(Role.INTAKE)
      .data('mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }', {
        input: { issuer: app.issuer.issuer, subject: clinician.subject, holderId: oneself },
      });
    const tries = [
      { patientId: oneself },
      { patientId: toGlobalId('patient', newId()) },
      { patientId: await aPatient(app, { organization: app.meadow, identifier: foreign }) },
      { identifier: foreign },
      { identifier: { system: 'urn:example:wristband', value: newId() } },
    ];
    const { result, lines } = await allLinesOf(app, async () => {
      const answers = [];
      for (const input of tries) answers.push(await sendBreakGlass(clinician, input));
      return answers;
    });
    expect(result.map((answer) => refusalOf(answer).code)).toEqual(tries.map(() => 'NOT_FOUND'));
    expect(new Set(result.map(({ text }) => text)).size).toBe(1);
    expect(await attempts(clinicianId)).toBe(tries.length);
    expect(lines).toHaveLength(tries.length);
    for (const line of lines)
      expect(line).toMatchObject({
        kind: 'emergency-access.refused',
        subject_id: uuidOf(clinicianId),
        patient_id: null,
        reason: null,
      });
    expect((await listedBy(clinician)).nodes).toEqual([]);
  });

  it('allows five tries an hour, whatever comes of them, and the next when an hour has passed', async () => {
    const { clinicianId, clinician } = await aStranger();
    const patientId = await aPatient(app);
    for (const input of [
      { patientId },
      { patientId: toGlobalId('patient', newId()) },
      { patientId },
      { patientId },
      { patientId },
    ])
      await sendBreakGlass(clinician, input);
    const { result, lines } = await allLinesOf(app, () =>
      sendBreakGlass(clinician, { patientId: toGlobalId('patient', newId()) }),
    );
    expect(refusalOf(result).code).toBe('RATE_LIMITED');
    expect(lines.map(({ kind, patient_id }) => [kind, patient_id])).toEqual([['emergency-access.refused', null]]);
    expect((await sendBreakGlass(clinician, { patientId })).text).toBe(result.text);
    expect(await attempts(clinicianId)).toBe(5);
    expect((await sendBreakGlass((await aStranger()).clinician, { patientId })).errors).toBeUndefined();
    await sql("update emergency_attempt set at = at - interval '1 hour' where clinician_id = $1", [
      uuidOf(clinicianId),
    ]);
    expect((await sendBreakGlass(clinician, { patientId })).errors).toBeUndefined();
  });

  it('allows five of many at the same moment', async () => {
    const [patientId, { clinicianId, clinician }] = [await aPatient(app), await aStranger()];
    const answers = await Promise.all(Array.from({ length: 8 }, () => sendBreakGlass(clinician, { patientId })));
    const codes = answers.map((answer) => refusalOf(answer).code ?? 'granted').sort();
    expect(codes).toEqual([...Array(3).fill('RATE_LIMITED'), ...Array(5).fill('granted')]);
    expect(await attempts(clinicianId)).toBe(5);
  });

  it.each<[string, object, string]>([
    ['nobody named', {}, 'input.patientId'],
    [
      'a patient named twice',
      { patientId: toGlobalId('patient', newId()), identifier: { system: 'urn:a:b', value: '1' } },
      'input.patientId',
    ],
    ['no reason', { patientId: toGlobalId('patient', newId()), reason: ' ' }, 'input.reason'],
    [
      'a reason that says nothing',
      { patientId: toGlobalId('patient', newId()), reason: '  urgent     ' },
      'input.reason',
    ],
    [
      'a reason that is too long',
      { patientId: toGlobalId('patient', newId()), reason: 'x'.repeat(501) },
      'input.reason',
    ],
  ])('refuses %s, and counts it not', async (_case, input, path) => {
    const { clinicianId, clinician } = await aStranger();
    expect(refusalOf(await sendBreakGlass(clinician, input))).toEqual(badInputAt(path));
    expect(await attempts(clinicianId)).toBe(0);
  });

  it('is for clinicians, by a login that says which', async () => {
    const patientId = await aPatient(app);
    for (const role of Object.values(Role).filter((role) => role !== Role.PARTNER_APP && role !== Role.EHR_SYSTEM))
      expect(refusalOf(await sendBreakGlass(app.as(role), { patientId })).code).toBe('FORBIDDEN');
    expect((await sql('select from emergency_access where patient_id = $1', [uuidOf(patientId)])).rowCount).toBe(0);
  });
});

describe('reviewEmergencyAccess', () => {
  const review = async (id: string, input: object = { justified: true }, caller = officer) =>
    (await caller.data(REVIEW, { input: { emergencyAccessId: id, ...input } })).reviewEmergencyAccess;
  const REVIEWED = { __typename: 'TransitionNotAllowed', from: 'REVIEWED', to: 'REVIEWED', allowed: [] };

  it('writes down what was found, once', async () => {
    const { access } = await anAccess();
    const { result, lines } = await allLinesOf(app, () =>
      review(access.id, { justified: false, note: 'No emergency.' }),
    );
    expect(result).toEqual({
      __typename: 'ReviewEmergencyAccessPayload',
      emergencyAccess: { id: access.id, justified: false, reviewedAt: expect.any(String), reviewedBy: null },
    });
    expect(lines.map(({ kind }) => kind)).toEqual(['emergency-access.reviewed']);
    expect(await review(access.id)).toEqual(REVIEWED);
    const { rows } = await sql('select justified, review_note from emergency_access where id = $1', [
      uuidOf(access.id),
    ]);
    expect(rows).toEqual([{ justified: false, review_note: 'No emergency.' }]);
  });

  it('is done once when several do it at the same moment', async () => {
    const { access } = await anAccess();
    const results = await Promise.all(Array.from({ length: 5 }, () => review(access.id)));
    expect(results.filter(({ __typename }) => __typename === 'ReviewEmergencyAccessPayload')).toHaveLength(1);
    expect(results.filter(({ __typename }) => __typename === 'TransitionNotAllowed')).toEqual(Array(4).fill(REVIEWED));
  });

  it('is for the privacy officer of the program, of an access that there is', async () => {
    const { access, clinician } = await anAccess();
    const input = { emergencyAccessId: access.id, justified: true };
    const others = [
      clinician,
      ...[Role.PROGRAM_DIRECTOR, Role.ADMINISTRATOR, Role.INTAKE, Role.PATIENT].map((role) => app.as(role)),
    ];
    for (const caller of others) expect(refusalOf(await caller.send(REVIEW, { input })).code).toBe('FORBIDDEN');
    const elsewhere = app.as(Role.PRIVACY_OFFICER, { organization: app.meadow });
    expect(refusalOf(await elsewhere.send(REVIEW, { input })).code).toBe('NOT_FOUND');
    const absent = { ...input, emergencyAccessId: toGlobalId('emergency_access', newId()) };
    expect(refusalOf(await officer.send(REVIEW, { input: absent })).code).toBe('NOT_FOUND');
  });
});

describe('emergencyAccesses', () => {
  it('lists the latest first, page by page, and by whether they were reviewed', async () => {
    const [first, second] = [await anAccess(), await anAccess()];
    const { nodes, pageInfo } = await listedBy(officer, { first: 1 });
    expect(nodes).toMatchObject([
      { id: second.access.id, clinician: { id: second.clinicianId }, patient: { id: second.access.patient.id } },
    ]);
    expect((await listedBy(officer, { first: 1, after: pageInfo.endCursor })).nodes).toMatchObject([
      { id: first.access.id },
    ]);
    await officer.data(REVIEW, { input: { emergencyAccessId: second.access.id, justified: true } });
    expect((await listedBy(officer, { reviewed: true, first: 1 })).nodes).toMatchObject([
      { id: second.access.id, justified: true },
    ]);
    expect((await listedBy(officer, { reviewed: false, first: 1 })).nodes).toMatchObject([{ id: first.access.id }]);
  });

  it('shows a patient who looked at their record, and a clinician what they did, and nobody more', async () => {
    const patientId = await aPatient(app);
    const { access, clinician } = await anAccess(patientId);
    const patient = await app.asHolder(Role.PATIENT, patientId);
    for (const caller of [patient, clinician])
      expect((await listedBy(caller)).nodes).toMatchObject([{ id: access.id }]);
    const others = [
      (await aStranger()).clinician,
      (await aCareTeam(app)).clinician,
      await app.asHolder(Role.PATIENT, await aPatient(app)),
      app.as(Role.PRIVACY_OFFICER, { organization: app.meadow }),
    ];
    for (const caller of others) expect(await listedBy(caller)).toMatchObject({ totalCount: 0, nodes: [] });
    for (const role of [Role.PROGRAM_DIRECTOR, Role.ADMINISTRATOR, Role.INTAKE, Role.PEER_MENTOR])
      expect((await app.as(role).send(LIST)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
