import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient, aSeat } from '../../support/factories';
import { aCareTeam, type CareTeam } from '../../support/factories/care-plans';
import { aCheckIn, markInError } from '../../support/factories/recovery';
import { uuidOf } from '../../support/uuid-of';

const CHECK_IN = `mutation ($input: CheckInInput!) { checkIn(input: $input) {
  checkIn { id occurredAt mood craving note wantsContact patient { id } } supportMessage } }`;
const CHECK_INS =
  'query ($id: ID!) { patient(id: $id) { checkIns(first: 2) { totalCount nodes { id mood craving note } } } }';

let app: TestApp;
let team: CareTeam;
let self: Caller;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  team = await aCareTeam(app);
  self = await app.asHolder(Role.PATIENT, team.patientId);
});
afterAll(() => app.stop());

const say = (by: Caller, input = {}) =>
  by.send(CHECK_IN, { input: { patientId: team.patientId, mood: 3, craving: 4, ...input } });

/** The calls that a check-in of this patient asked for. */
const calls = (patientId = team.patientId) =>
  asAdmin(app.databaseUrl, async (admin) => {
    const { rows } = await admin.query(
      `select kind, category, is_urgent, assignee_clinician_id, extract(epoch from due_at - opened_at)::int / 3600 as hours
       from follow_up where patient_id = $1`,
      [uuidOf(patientId)],
    );
    return rows;
  });

it('keeps what the patient says, and answers', async () => {
  const { data } = await say(self, { note: 'A long day.' });
  expect(data.checkIn.checkIn).toMatchObject({
    mood: 3,
    craving: 4,
    note: 'A long day.',
    wantsContact: false,
    patient: { id: team.patientId },
  });
  expect(data.checkIn.supportMessage).toContain('Thank you for checking in.');
  expect(await calls()).toEqual([]);
});

it('lists them, the latest first, for the care team as well', async () => {
  for (const mood of [1, 2, 5]) await aCheckIn(self, team.patientId, { mood });
  for (const by of [self, team.clinician]) {
    const { patient } = await by.data(CHECK_INS, { id: team.patientId });
    expect(patient.checkIns).toMatchObject({ totalCount: 3, nodes: [{ mood: 5 }, { mood: 2 }] });
  }
});

it('opens a call for whoever has been on the care team longest, and says by when', async () => {
  await aSeat(app, { patientId: team.patientId, clinicianId: await aClinician(app) });
  const { data } = await say(self, { wantsContact: true });
  expect(data.checkIn.supportMessage).toContain('has been asked to call you within three days');
  expect(await calls()).toEqual([
    {
      kind: 'CHECK_IN_CALL',
      category: 'RECOVERY',
      is_urgent: false,
      assignee_clinician_id: uuidOf(team.clinicianId),
      hours: 72,
    },
  ]);
});

it("promises what the program's own hours say, with its own words for danger", async () => {
  const organization = app.meadow;
  const administrator = app.as(Role.ADMINISTRATOR, { organization });
  const read = 'query { viewer { organization { version } } }';
  const { version } = (await administrator.data(read)).viewer.organization;
  await administrator.data(
    'mutation ($input: ReviseOrganizationInput!) { reviseOrganization(input: $input) { __typename } }',
    {
      input: {
        expectedVersion: version,
        followUpHours: { CHECK_IN_CALL: 5 },
        emergencyText: 'In danger, ring the bell.',
      },
    },
  );
  const patientId = await aPatient(app, { organization });
  const patient = await app.asHolder(Role.PATIENT, patientId, organization);
  const { data } = await say(patient, { patientId, wantsContact: true });
  expect(data.checkIn.supportMessage).toContain('within five hours is on the clinic’s list');
  expect(data.checkIn.supportMessage).toContain('In danger, ring the bell.');
  // With nobody on the care team the call waits for whoever looks.
  expect(await calls(patientId)).toMatchObject([{ assignee_clinician_id: null, hours: 5 }]);
});

it('gives the call to nobody who may not know of recovery', async () => {
  const second = await aClinician(app);
  await aSeat(app, { patientId: team.patientId, clinicianId: second });
  await self.data('mutation ($input: RestrictAccessInput!) { restrictAccess(input: $input) { __typename } }', {
    input: { patientId: team.patientId, clinicianId: team.clinicianId, categories: ['RECOVERY'], reason: 'So be it.' },
  });
  await say(self, { wantsContact: true });
  expect(await calls()).toMatchObject([{ assignee_clinician_id: uuidOf(second) }]);
});

it.each([
  ['a mood beyond the scale', { mood: 6 }, 'input.mood'],
  ['a craving beyond the scale', { craving: 11 }, 'input.craving'],
  ['a note without end', { note: 'x'.repeat(2001) }, 'input.note'],
])('refuses %s', async (_, input, path) => {
  expect((await say(self, input)).errors?.[0]?.extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    fields: [{ path }],
  });
});

it('is for the patient alone', async () => {
  expect((await say(team.clinician)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const other = await app.asHolder(Role.PATIENT, await aPatient(app));
  expect((await say(other)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});

it('keeps every check-in that is sent at the same moment, and one call for each that asks', async () => {
  await Promise.all([1, 2, 3].map((mood) => say(self, { mood, wantsContact: true })));
  const { patient } = await self.data(CHECK_INS, { id: team.patientId });
  expect(patient.checkIns.totalCount).toBe(3);
  expect(await calls()).toHaveLength(3);
});

it('takes back what was sent by mistake, and leaves the call to people', async () => {
  const id = await aCheckIn(self, team.patientId, { wantsContact: true });
  expect(await markInError(self, id)).toBe('MarkEnteredInErrorPayload');
  expect((await self.data(CHECK_INS, { id: team.patientId })).patient.checkIns.totalCount).toBe(0);
  expect(await calls()).toHaveLength(1);
  expect(await markInError(self, id)).toBe('TransitionNotAllowed');
  await expect(markInError(await app.asClinician(await aClinician(app)), id)).rejects.toThrow('NOT_FOUND');
});

it('takes nothing from somebody who has died', async () => {
  await team.clinician.data(
    'mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { __typename } }',
    {
      input: { patientId: team.patientId, expectedVersion: 1, as: 'DECEASED' },
    },
  );
  expect((await say(self)).errors?.[0]?.extensions).toMatchObject({ fields: [{ path: 'input.patientId' }] });
});
