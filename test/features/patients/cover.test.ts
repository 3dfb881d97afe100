import { Role } from '../../../src/access/role';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import { allLinesOf } from '../../access/audit-lines';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient, aSeat } from '../../support/factories';
import { aRestriction, sendBreakGlass } from '../../support/factories/restrictions';
import { badInputAt, refusalOf } from '../../support/refusals';
import { uuidOf } from '../../support/uuid-of';

const JOIN = `mutation ($input: JoinCareTeamInput!) { joinCareTeam(input: $input) { __typename
  ... on JoinCareTeamPayload { careTeamMember { id duty from until clinician { id } coverFor { id } } } ... on TransitionNotAllowed { from to allowed } } }`;
const LEAVE = 'mutation ($input: LeaveCareTeamInput!) { leaveCareTeam(input: $input) { __typename } }';
const SEES = 'query ($id: ID!) { patient(id: $id) { id careTeam { clinician { id } } } }';
const SEATED = { __typename: 'TransitionNotAllowed', from: 'SEATED', to: 'SEATED', allowed: [] };

let app: TestApp;
let colleagueId: string;
let clinicianId: string;
let clinician: Caller;
let patientId: string;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  [colleagueId, clinicianId] = [await aClinician(app), await aClinician(app)];
  clinician = await app.asClinician(clinicianId);
  patientId = await aPatient(app, { careTeam: [colleagueId] });
});
afterAll(() => app.stop());

const hours = (count: number): string => new Date(Date.now() + count * 3_600_000).toISOString();
const send = (input: object = {}, by = clinician) =>
  by.send(JOIN, {
    input: {
      patientId,
      clinicianId,
      duty: 'cover',
      coverForId: colleagueId,
      until: hours(8),
      reason: 'Sick leave.',
      ...input,
    },
  });
const cover = async (input: object = {}) => (await send(input)).data.joinCareTeam;
const sees = async (caller = clinician) => (await caller.data(SEES, { id: patientId })).patient;
const sql = (text: string, values: unknown[]) => asAdmin(app.databaseUrl, (admin) => admin.query(text, values));
const seats = async () =>
  (
    await sql('select from care_team_member where patient_id = $1 and clinician_id = $2', [
      uuidOf(patientId),
      uuidOf(clinicianId),
    ])
  ).rowCount;

describe('covering for a colleague', () => {
  it('opens the record to a clinician of no seat, with an audit line that says why', async () => {
    expect(await sees()).toBeNull();
    const until = hours(8);
    const { result, lines } = await allLinesOf(app, () => cover({ until }));
    expect(result.careTeamMember).toMatchObject({
      duty: 'cover',
      until,
      clinician: { id: clinicianId },
      coverFor: { id: colleagueId },
    });
    expect(lines).toEqual([
      expect.objectContaining({
        kind: 'care-team.covered',
        subject_id: uuidOf(result.careTeamMember.id),
        patient_id: uuidOf(patientId),
        principal_id: uuidOf(clinicianId),
        reason: 'Sick leave.',
      }),
    ]);
    expect(await sees()).toEqual({
      id: patientId,
      careTeam: [{ clinician: { id: colleagueId } }, { clinician: { id: clinicianId } }],
    });
  });

  it('opens it from the first instant on, and not before', async () => {
    const from = new Date(Date.now() + 1000).toISOString();
    const { careTeamMember } = await cover({ from });
    expect(careTeamMember).toMatchObject({ from, clinician: { id: clinicianId }, coverFor: { id: colleagueId } });
    expect(await sees()).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await sees()).toMatchObject({ id: patientId });
  });

  it('closes it at the last instant', async () => {
    await cover({ until: new Date(Date.now() + 1000).toISOString() });
    expect(await sees()).toMatchObject({ id: patientId });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await sees()).toBeNull();
  });

  it('can be given up before', async () => {
    const { careTeamMember } = await cover();
    await clinician.data(LEAVE, { input: { careTeamMemberId: careTeamMember.id } });
    expect(await sees()).toBeNull();
  });

  it('is possible for who sees the patient by breaking the glass', async () => {
    await sendBreakGlass(clinician, { patientId });
    expect((await cover()).__typename).toBe('JoinCareTeamPayload');
  });

  it.each<[string, object, string]>([
    ['no reason', { reason: null }, 'input.reason'],
    ['a blank reason', { reason: ' ' }, 'input.reason'],
    ['no end', { until: null }, 'input.until'],
    ['an end in the past', { until: '2026-01-01T00:00:00Z' }, 'input.until'],
    ['an end beyond 14 days', { until: hours(14 * 24 + 1) }, 'input.until'],
    ['an end before the beginning', { from: hours(9) }, 'input.until'],
    ['a beginning in the past', { from: hours(-1) }, 'input.from'],
  ])('refuses %s', async (_case, input, path) => {
    expect(refusalOf(await send(input))).toEqual(badInputAt(path));
    expect(await seats()).toBe(0);
  });

  it('refuses who covers for themselves', async () => {
    expect(refusalOf(await send({ coverForId: clinicianId }))).toEqual(badInputAt('input.coverForId'));
  });

  it('allows 14 days', async () => {
    expect((await cover({ until: hours(14 * 24 - 1) })).__typename).toBe('JoinCareTeamPayload');
  });

  it('finds no patient who is absent, elsewhere, of another team, denied or oneself: in the same bytes', async () => {
    const patient = await app.asHolder(Role.PATIENT, patientId);
    await aRestriction(patient, { patientId, clinicianId });
    const oneself = await aPatient(app, { careTeam: [colleagueId] });
    await app
      .as(Role.INTAKE)
      .data('mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }', {
        input: { issuer: app.issuer.issuer, subject: clinician.subject, holderId: oneself },
      });
    const foreignColleague = await aClinician(app, { organization: app.meadow });
    const answers = [
      await send(),
      await send({ patientId: oneself }),
      await send({ patientId: toGlobalId('patient', newId()) }),
      await send({ patientId: await aPatient(app, { organization: app.meadow, careTeam: [foreignColleague] }) }),
      await send({ patientId: await aPatient(app) }),
      await send({ patientId: await aPatient(app, { careTeam: [await aClinician(app)] }) }),
    ];
    for (const answer of answers) expect(refusalOf(answer).code).toBe('NOT_FOUND');
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await seats()).toBe(0);
  });

  it('finds no colleague whose seat has ended, or is still to begin', async () => {
    await sql('update care_team_member set ends_at = now() where patient_id = $1', [uuidOf(patientId)]);
    expect(refusalOf(await send()).code).toBe('NOT_FOUND');
    await aSeat(app, { patientId, clinicianId: colleagueId, from: hours(1) });
    expect(refusalOf(await send()).code).toBe('NOT_FOUND');
  });

  it('finds no colleague who is absent or elsewhere', async () => {
    for (const coverForId of [toGlobalId('clinician', newId()), await aClinician(app, { organization: app.meadow })])
      expect(refusalOf(await send({ coverForId })).code).toBe('NOT_FOUND');
  });

  it('is taken by nobody for somebody else, and by no login without a clinician', async () => {
    const another = await app.asClinician(await aClinician(app));
    for (const caller of [another, app.as(Role.CLINICIAN)]) {
      expect(refusalOf(await send({}, caller)).code).toBe('NOT_FOUND');
    }
    expect(await seats()).toBe(0);
  });

  it('is taken once at a time, and again when it is over', async () => {
    expect((await cover({ until: hours(2) })).__typename).toBe('JoinCareTeamPayload');
    expect(await cover({ from: hours(1), until: hours(3) })).toEqual(SEATED);
    expect((await cover({ from: hours(3), until: hours(4) })).__typename).toBe('JoinCareTeamPayload');
  });

  it('is taken once when several try at the same moment', async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => cover()));
    expect(results.filter(({ __typename }) => __typename === 'JoinCareTeamPayload')).toHaveLength(1);
    expect(results.filter(({ __typename }) => __typename === 'TransitionNotAllowed')).toEqual(Array(4).fill(SEATED));
    expect(await seats()).toBe(1);
  });

  it('is taken by several clinicians at the same moment', async () => {
    const others = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const id = await aClinician(app);
        return { id, caller: await app.asClinician(id) };
      }),
    );
    const answers = await Promise.all(others.map(({ id, caller }) => send({ clinicianId: id }, caller)));
    for (const { data } of answers) expect(data.joinCareTeam.__typename).toBe('JoinCareTeamPayload');
  });

  it('is one effect under an idempotency key', async () => {
    const input = { patientId, clinicianId, duty: 'cover', coverForId: colleagueId, until: hours(8), reason: 'Leave.' };
    const first = await clinician.send(JOIN, { input }, { idempotencyKey: 'cover-1' });
    const second = await clinician.send(JOIN, { input }, { idempotencyKey: 'cover-1' });
    expect(second.text).toBe(first.text);
    expect(await seats()).toBe(1);
  });
});

it('who covers seats nobody, removes nobody, and hands the cover to nobody', async () => {
  await send();
  const another = await aClinician(app);
  const join = (input: object, by = clinician) =>
    by.send(JOIN, { input: { patientId, duty: 'any', ...input } }).then((answer) => refusalOf(answer).code);
  expect(await join({ clinicianId: another })).toBe('FORBIDDEN');
  expect(await join({ clinicianId, from: hours(9) })).toBe('FORBIDDEN');
  const { patient } = await clinician.data(
    'query ($id: ID!) { patient(id: $id) { careTeam { id clinician { id } } } }',
    { id: patientId },
  );
  const seatOf = (id: string): string =>
    patient.careTeam.find((seat: { clinician: { id: string } }) => seat.clinician.id === id).id;
  const leave = (careTeamMemberId: string) => clinician.send(LEAVE, { input: { careTeamMemberId } });
  expect(refusalOf(await leave(seatOf(colleagueId))).code).toBe('FORBIDDEN');
  const third = await app.asClinician(another);
  const handedOn = { clinicianId: another, coverForId: clinicianId, until: hours(4), reason: 'Handed on' };
  expect(await join(handedOn, third)).toBe('NOT_FOUND');
  expect((await leave(seatOf(clinicianId))).errors).toBeUndefined();
});
