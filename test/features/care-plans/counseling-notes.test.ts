import { Role } from '../../../src/access/role';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import { allLinesOf } from '../../access/audit-lines';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aSeat } from '../../support/factories';
import { aCarePlan, aCareTeam, aCounselingActivity, aMatActivity, aSession } from '../../support/factories/care-plans';
import { aClient, aConsent } from '../../support/factories/consents';
import { aRestriction, sendBreakGlass } from '../../support/factories/restrictions';
import { badInputAt, refusalOf } from '../../support/refusals';
import { uuidOf } from '../../support/uuid-of';

const WRITE = `mutation ($input: WriteCounselingNoteInput!) { writeCounselingNote(input: $input) { __typename
  ... on WriteCounselingNotePayload { session { id version note } }
  ... on VersionConflict { currentVersion } ... on TransitionNotAllowed { from to allowed } } }`;
const SEES = 'query ($id: ID!) { node(id: $id) { ... on Session { version note } } }';
const PLAN =
  'query ($id: ID!) { carePlan(id: $id) { version updatedAt activities { version sessions { totalCount nodes { version note } } } } }';

let app: TestApp;
let author: Caller;
let authorId: string;
let patientId: string;
let carePlanId: string;
let sessionId: string;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  ({ clinician: author, clinicianId: authorId, patientId } = await aCareTeam(app));
  carePlanId = await aCarePlan(app, { by: author, patientId, status: 'ACTIVE' });
  sessionId = await aSession(author, await aCounselingActivity(author, carePlanId));
});
afterAll(() => app.stop());

const send = (input: object, by = author) =>
  by.send(WRITE, { input: { sessionId, expectedVersion: 1, note: 'What was said.', ...input } });
const write = async (input: object = {}, by = author) => (await send(input, by)).data.writeCounselingNote;
const seenBy = async (caller: Caller, id = sessionId) => (await caller.data(SEES, { id })).node;

/** A clinician of this role on the care team, and a session that they held. */
async function aColleague(role: string) {
  const clinicianId = await aClinician(app, { role });
  await aSeat(app, { patientId, clinicianId });
  const caller = await app.asClinician(clinicianId);
  return { caller, clinicianId, sessionId: await aSession(caller, await aCounselingActivity(caller, carePlanId)) };
}

describe('writeCounselingNote', () => {
  it('writes a note, and writes it anew, by the version of the session', async () => {
    const { result, lines } = await allLinesOf(app, () => write());
    expect(result).toEqual({
      __typename: 'WriteCounselingNotePayload',
      session: { id: sessionId, version: 2, note: 'What was said.' },
    });
    expect(lines.map(({ kind, subject_id, reason }) => [kind, subject_id, reason])).toEqual([
      ['counseling-note.written', uuidOf(sessionId), null],
    ]);
    expect((await write({ expectedVersion: 2, note: 'Said better.' })).session).toEqual({
      id: sessionId,
      version: 3,
      note: 'Said better.',
    });
    expect(await seenBy(author)).toEqual({ version: 3, note: 'Said better.' });
  });

  it('refuses a version that has passed', async () => {
    await write();
    expect(await write({ note: 'Another.' })).toEqual({ __typename: 'VersionConflict', currentVersion: 2 });
    expect(await seenBy(author)).toEqual({ version: 2, note: 'What was said.' });
  });

  it.each([
    ['the first note', 1],
    ['a note anew', 2],
  ])('writes %s once when several try at the same moment', async (_case, expectedVersion) => {
    if (expectedVersion === 2) await write();
    const tries = Array.from({ length: 5 }, (_, index) => write({ expectedVersion, note: `Try ${index}` }));
    const results = await Promise.all(tries);
    expect(results.filter(({ __typename }) => __typename === 'WriteCounselingNotePayload')).toHaveLength(1);
    expect(results.filter(({ __typename }) => __typename === 'VersionConflict')).toEqual(
      Array(4).fill({ __typename: 'VersionConflict', currentVersion: expectedVersion + 1 }),
    );
  });

  it.each(['NO_SHOW', 'CANCELLED_BY_PATIENT', 'CANCELLED_BY_PROGRAM'])(
    'refuses a session that ended as %s',
    async (attendance) => {
      const missed = await aSession(author, await aCounselingActivity(author, carePlanId), { attendance });
      expect(await write({ sessionId: missed })).toEqual({
        __typename: 'TransitionNotAllowed',
        from: attendance,
        to: attendance,
        allowed: [],
      });
    },
  );

  it('refuses a session that was entered in error, and keeps the note that it had', async () => {
    await write();
    await author.data(
      'mutation ($input: MarkEnteredInErrorInput!) { markEnteredInError(input: $input) { __typename } }',
      {
        input: { id: sessionId, reason: 'Another patient.' },
      },
    );
    expect(await write({ expectedVersion: 3 })).toMatchObject({
      __typename: 'TransitionNotAllowed',
      from: 'ENTERED_IN_ERROR',
    });
    expect(await seenBy(author)).toEqual({ version: 3, note: 'What was said.' });
  });

  it.each(['PHYSICIAN', 'NURSE_PRACTITIONER', 'THERAPIST', 'COUNSELOR'])('lets a %s write', async (role) => {
    const { caller, sessionId } = await aColleague(role);
    expect((await write({ sessionId }, caller)).__typename).toBe('WriteCounselingNotePayload');
  });

  it.each(['NURSE', 'CASE_MANAGER', 'PEER_SUPERVISOR'])('lets no %s write', async (role) => {
    const { caller, sessionId } = await aColleague(role);
    expect(refusalOf(await send({ sessionId }, caller)).code).toBe('FORBIDDEN');
  });

  it('is for whoever held the session: not a colleague, not another role', async () => {
    const { caller } = await aColleague('THERAPIST');
    expect(refusalOf(await send({}, caller)).code).toBe('FORBIDDEN');
    for (const role of Object.values(Role).filter(
      (role) => ![Role.CLINICIAN, Role.PARTNER_APP, Role.EHR_SYSTEM].includes(role),
    ))
      expect(refusalOf(await send({}, app.as(role))).code).toBe('FORBIDDEN');
    expect(await seenBy(author)).toEqual({ version: 1, note: null });
  });

  it('finds no session that is absent, elsewhere, or of a team that the author has left', async () => {
    const elsewhere = await aCareTeam(app, app.meadow);
    expect(refusalOf(await send({ sessionId: toGlobalId('session', newId()) })).code).toBe('NOT_FOUND');
    expect(refusalOf(await send({}, elsewhere.clinician)).code).toBe('NOT_FOUND');
    const { patient } = await author.data('query ($id: ID!) { patient(id: $id) { careTeam { id } } }', {
      id: patientId,
    });
    await author.data('mutation ($input: LeaveCareTeamInput!) { leaveCareTeam(input: $input) { __typename } }', {
      input: { careTeamMemberId: patient.careTeam[0].id },
    });
    expect(refusalOf(await send({})).code).toBe('NOT_FOUND');
  });

  it.each([
    ['a blank note', { note: ' ' }, 'input.note'],
    ['a note that is too long', { note: 'x'.repeat(20_001) }, 'input.note'],
    ['an id of another kind', { sessionId: toGlobalId('care_plan', newId()) }, 'input.sessionId'],
  ])('refuses %s', async (_case, input, path) => {
    expect(refusalOf(await send(input))).toEqual(badInputAt(path));
  });
});

describe('who reads a counseling note', () => {
  it('its author alone: for everybody else nothing has changed, the version included', async () => {
    const { caller: colleague } = await aColleague('THERAPIST');
    const patient = await app.asHolder(Role.PATIENT, patientId);
    const ehr = await app.asClient(Role.EHR_SYSTEM, ['system/Patient.rs', 'system/CarePlan.rs']);
    const stranger = await app.asClinician(await aClinician(app));
    await sendBreakGlass(stranger, { patientId });
    const others = [colleague, app.as(Role.PROGRAM_DIRECTOR), patient, ehr, stranger];
    const before = await Promise.all(
      others.map(async (caller) => [await seenBy(caller), await caller.data(PLAN, { id: carePlanId })]),
    );
    await write();
    const after = await Promise.all(
      others.map(async (caller) => [await seenBy(caller), await caller.data(PLAN, { id: carePlanId })]),
    );
    expect(after).toEqual(before);
    for (const [session] of after) expect(session).toEqual({ version: 1, note: null });
    expect(await seenBy(author)).toEqual({ version: 2, note: 'What was said.' });
  });

  it('whoever has a grant of that very category', async () => {
    await write();
    const { caller, clinicianId } = await aColleague('THERAPIST');
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query(
        "insert into access_grant values ($1, $2, $3, app.bit('COUNSELING_NOTE'), 'CONSENT', gen_random_uuid(), '-infinity')",
        [app.harbor.uuid, uuidOf(clinicianId), uuidOf(patientId)],
      ),
    );
    expect(await seenBy(caller)).toEqual({ version: 2, note: 'What was said.' });
  });

  it('no app, for no scope covers notes, whatever was consented to', async () => {
    await write();
    const { id, caller: partner } = await aClient(app, { scopes: ['system/CarePlan.rs'] });
    const recipient = { partnerAppId: id };
    await aConsent(author, { patientId, recipient, categories: ['CARE_PLAN'] });
    await aConsent(author, { patientId, recipient, categories: ['COUNSELING_NOTE'], scope: 'COUNSELING_NOTES' });
    expect(await seenBy(partner)).toEqual({ version: 1, note: null });
  });

  it('not even its author, where the patient restricted counseling notes', async () => {
    await write();
    const patient = await app.asHolder(Role.PATIENT, patientId);
    await aRestriction(patient, { patientId, clinicianId: authorId, categories: ['COUNSELING_NOTE'] });
    expect(await seenBy(author)).toEqual({ version: 1, note: null });
    expect(refusalOf(await send({})).code).toBe('FORBIDDEN');
    const { rows } = await asAdmin(app.databaseUrl, (admin) =>
      admin.query('select note from counseling_note where id = $1', [uuidOf(sessionId)]),
    );
    expect(rows).toEqual([{ note: 'What was said.' }]);
  });

  it('nor where the session is withheld', async () => {
    const session = await aSession(author, await aMatActivity(author, carePlanId));
    expect((await write({ sessionId: session })).session).toMatchObject({ version: 2 });
    const patient = await app.asHolder(Role.PATIENT, patientId);
    await aRestriction(patient, { patientId, clinicianId: authorId, categories: ['MEDICATION'] });
    expect(await seenBy(author, session)).toBeNull();
    expect(refusalOf(await send({ sessionId: session, expectedVersion: 2 })).code).toBe('NOT_FOUND');
  });

  it('is shown in lists as by id', async () => {
    await write();
    const { carePlan } = await author.data(PLAN, { id: carePlanId });
    expect(carePlan.activities[0].sessions.nodes).toEqual([{ version: 2, note: 'What was said.' }]);
  });
});
