import { Role } from '../../../src/access/role';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician } from '../../support/factories';
import { badInputAt, refusalOf } from '../../support/refusals';

const ORGANIZATION = `id version name timeZone isPart2Program
  settings { minimumMentorRecoveryMonths acceptsMinors emergencyText onCall { id } followUpHours attentionThresholds }`;
const REVISE = `mutation ($input: ReviseOrganizationInput!) { reviseOrganization(input: $input) {
  __typename ... on ReviseOrganizationPayload { organization { ${ORGANIZATION} } } ... on VersionConflict { message currentVersion } } }`;

let app: TestApp;
let administrator: Caller;
beforeAll(async () => {
  app = await startTestApp();
  administrator = app.as(Role.ADMINISTRATOR);
});
afterAll(() => app.stop());

async function present(caller = administrator) {
  const { viewer } = await caller.data(`{ viewer { organization { ${ORGANIZATION} } } }`);
  return viewer.organization;
}

/** Revises what is there now. */
async function revise(input: object) {
  const { version } = await present();
  const data = await administrator.data(REVISE, { input: { expectedVersion: version, ...input } });
  return data.reviseOrganization;
}

it('changes what is given, leaves what is not, and raises the version by one', async () => {
  const before = await present();
  const onCallId = await aClinician(app);
  const all = {
    name: 'Harbor Recovery and Wellness',
    timeZone: 'America/Denver',
    minimumMentorRecoveryMonths: 12,
    acceptsMinors: true,
    emergencyText: 'Call 911.',
    onCallId,
    followUpHours: { CHECK_IN_CALL: 48, URGENT_SAFETY_CALL: 0.5 },
    attentionThresholds: { HIGH_CRAVING: 8, MISSED_SESSIONS: 3 },
  };
  const { organization } = await revise(all);
  const { name, timeZone, onCallId: _, ...settings } = all;
  expect(organization).toEqual({
    ...before,
    version: before.version + 1,
    name,
    timeZone,
    settings: { ...settings, onCall: { id: onCallId } },
  });
  expect(await present()).toEqual(organization);
  const again = await revise({ emergencyText: 'Call 988.' });
  expect(again.organization).toEqual({
    ...organization,
    version: before.version + 2,
    settings: { ...organization.settings, emergencyText: 'Call 988.' },
  });
});

it('clears with null what can be empty', async () => {
  await revise({ minimumMentorRecoveryMonths: 6, onCallId: await aClinician(app) });
  const { organization } = await revise({ minimumMentorRecoveryMonths: null, onCallId: null });
  expect(organization.settings).toMatchObject({ minimumMentorRecoveryMonths: null, onCall: null });
});

it('refuses to clear what cannot be empty, naming each', async () => {
  const before = await present();
  const input = { expectedVersion: before.version, name: null, timeZone: null };
  expect(refusalOf(await administrator.send(REVISE, { input }))).toEqual(badInputAt('input.name', 'input.timeZone'));
  const settings = { expectedVersion: before.version, acceptsMinors: null, emergencyText: null, followUpHours: null };
  expect(refusalOf(await administrator.send(REVISE, { input: settings }))).toEqual(
    badInputAt('input.acceptsMinors', 'input.emergencyText', 'input.followUpHours'),
  );
  expect(await present()).toEqual(before);
});

it.each<[string, object, string]>([
  ['a blank name', { name: ' ' }, 'input.name'],
  ['a name that is too long', { name: 'x'.repeat(201) }, 'input.name'],
  ['fewer than no months', { minimumMentorRecoveryMonths: -1 }, 'input.minimumMentorRecoveryMonths'],
  ['hours that are no number', { followUpHours: { CHECK_IN_CALL: 'CANARY' } }, 'input.followUpHours'],
  ['hours that are none', { followUpHours: { CHECK_IN_CALL: 0 } }, 'input.followUpHours'],
  ['more hours than a year has', { followUpHours: { CHECK_IN_CALL: 8761 } }, 'input.followUpHours'],
  ['a threshold of something else', { attentionThresholds: { CANARY: 1 } }, 'input.attentionThresholds'],
  ['a threshold that is no number', { attentionThresholds: { HIGH_CRAVING: 'CANARY' } }, 'input.attentionThresholds'],
  ['a threshold of nothing', { attentionThresholds: { OUT_OF_CONTACT: 0 } }, 'input.attentionThresholds'],
  ['hours of no kind that there is', { followUpHours: { CHECK_IN_CALL: 72, CANARY: 1 } }, 'input.followUpHours'],
  ['hours by something deeper', { followUpHours: { CHECK_IN_CALL: { CANARY: 1 } } }, 'input.followUpHours'],
])('refuses %s', async (_case, input, path) => {
  const { version } = await present();
  const answer = await administrator.send(REVISE, { input: { expectedVersion: version, ...input } });
  expect(refusalOf(answer)).toEqual(badInputAt(path));
  expect(answer.text).not.toContain('CANARY');
});

it('refuses a zone that does not exist', async () => {
  const answer = await administrator.send(REVISE, { input: { expectedVersion: 1, timeZone: 'Mars/Olympus' } });
  expect(refusalOf(answer)).toEqual(badInputAt('input.timeZone'));
});

it('has nobody on call who is absent, works elsewhere or works here no more', async () => {
  const { version } = await present();
  const code = async (onCallId: string) =>
    refusalOf(await administrator.send(REVISE, { input: { expectedVersion: version, onCallId } }));
  expect((await code(toGlobalId('clinician', newId()))).code).toBe('NOT_FOUND');
  expect((await code(await aClinician(app, { organization: app.meadow }))).code).toBe('NOT_FOUND');
  const gone = await aClinician(app);
  await administrator.data(
    'mutation ($input: DeactivateClinicianInput!) { deactivateClinician(input: $input) { __typename } }',
    {
      input: { clinicianId: gone, expectedVersion: 1 },
    },
  );
  expect(await code(gone)).toEqual(badInputAt('input.onCallId'));
});

it('refuses another version than the present one, and changes nothing', async () => {
  const before = await present();
  for (const expectedVersion of [before.version + 1, Math.max(1, before.version - 1)]) {
    const conflict = await revise({ expectedVersion, name: 'Too late', emergencyText: 'Too late' });
    expect(conflict).toEqual({
      __typename: 'VersionConflict',
      message: expect.any(String),
      currentVersion: before.version,
    });
  }
  expect(await present()).toEqual(before);
});

it('lets exactly one of two at once win', async () => {
  const { version } = await present();
  const names = ['One', 'Two', 'Three', 'Four'];
  const answers = await Promise.all(
    names.map((name) => administrator.data(REVISE, { input: { expectedVersion: version, name, emergencyText: name } })),
  );
  const winners = answers.filter((answer) => answer.reviseOrganization.__typename === 'ReviseOrganizationPayload');
  expect(winners).toHaveLength(1);
  const { name, settings, version: now } = await present();
  expect([name, now]).toEqual([settings.emergencyText, version + 1]);
});

it("changes one's own organization and no other", async () => {
  const stranger = app.as(Role.ADMINISTRATOR, { organization: app.meadow });
  const before = await present(stranger);
  await revise({ name: 'Harbor again' });
  expect(await present(stranger)).toEqual(before);
});

it.each(
  Object.values(Role).filter(
    (role) => role !== Role.ADMINISTRATOR && role !== Role.PARTNER_APP && role !== Role.EHR_SYSTEM,
  ),
)('is closed to %s', async (role) => {
  const answer = await app.as(role).send(REVISE, { input: { expectedVersion: 1 } });
  expect(refusalOf(answer).code).toBe('FORBIDDEN');
});

it('is closed to systems', async () => {
  for (const role of [Role.PARTNER_APP, Role.EHR_SYSTEM] as const) {
    const client = await app.asClient(role, ['system/Patient.cruds', 'system/CarePlan.cruds']);
    expect(refusalOf(await client.send(REVISE, { input: { expectedVersion: 1 } })).code).toBe('FORBIDDEN');
  }
});
