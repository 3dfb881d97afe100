import { Role } from '../../../../src/access/role';
import {
  nextReturnStatuses,
  ReturnToUseStatus,
} from '../../../../src/features/recovery/returns-to-use/return-to-use-status';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { aClinician } from '../../../support/factories';
import { aCareTeam, type CareTeam } from '../../../support/factories/care-plans';
import { sendBreakGlass } from '../../../support/factories/restrictions';
import {
  aReturnToUse,
  followUpsOf,
  putOnCall,
  type SeenReturn,
  theOne,
} from '../../../support/factories/returns-to-use';
import { badInputAt, refusalOf } from '../../../support/refusals';

const MOVE = `mutation ($input: MoveReturnToUseInput!) { moveReturnToUse(input: $input) { __typename
  ... on MoveReturnToUsePayload { returnToUse { id version status note } } ... on VersionConflict { currentVersion }
  ... on TransitionNotAllowed { from to allowed } } }`;
const MARK = `mutation ($input: MarkEnteredInErrorInput!) { markEnteredInError(input: $input) { __typename
  ... on MarkEnteredInErrorPayload { node { ... on ReturnToUse { id version status note } } } ... on TransitionNotAllowed { from } } }`;

let app: TestApp;
let team: CareTeam;
let shared: SeenReturn;
beforeAll(async () => {
  app = await startTestApp();
  team = await aCareTeam(app);
});
beforeEach(async () => {
  shared = await aReturnToUse(team.clinician, { patientId: team.patientId, patientAgreed: true });
});
afterAll(() => app.stop());

const send = (by: Caller, expectedVersion: number, to: string, note?: string) =>
  by.send(MOVE, { input: { returnToUseId: shared.id, expectedVersion, to, note } });
const move = async (expectedVersion: number, to: string, note?: string) =>
  (await send(team.clinician, expectedVersion, to, note)).data.moveReturnToUse;

it('goes one step after the other, from shared to settled', async () => {
  const steps = ['ACKNOWLEDGED', 'SUPPORT_IN_PROGRESS', 'PLAN_REVIEWED', 'SETTLED'];
  for (const [index, to] of steps.entries()) {
    expect(await move(index + 1, to, `On to ${to}`)).toEqual({
      __typename: 'MoveReturnToUsePayload',
      returnToUse: { id: shared.id, version: index + 2, status: to, note: `On to ${to}` },
    });
  }
});

it('leaves no step out, goes none back, and is no mistake by a step', async () => {
  expect(await move(1, 'SETTLED')).toEqual({
    __typename: 'TransitionNotAllowed',
    from: 'SHARED',
    to: 'SETTLED',
    allowed: ['ACKNOWLEDGED'],
  });
  expect((await move(1, 'ENTERED_IN_ERROR')).__typename).toBe('TransitionNotAllowed');
  await move(1, 'ACKNOWLEDGED');
  expect((await move(2, 'SHARED')).allowed).toEqual(['SUPPORT_IN_PROGRESS']);
});

it.each(Object.values(ReturnToUseStatus))('never leads from %s to a mistake, nor back', (from) => {
  const order = Object.values(ReturnToUseStatus);
  for (const to of nextReturnStatuses(from)) {
    expect(to).not.toBe('ENTERED_IN_ERROR');
    expect(order.indexOf(to)).toBe(order.indexOf(from) + 1);
  }
});

it('is moved once, though two do so at the same moment', async () => {
  const both = await Promise.all([move(1, 'ACKNOWLEDGED'), move(1, 'ACKNOWLEDGED')]);
  expect(both.map(({ __typename }) => __typename).sort()).toEqual(['MoveReturnToUsePayload', 'VersionConflict']);
  expect(await move(1, 'ACKNOWLEDGED')).toEqual({ __typename: 'VersionConflict', currentVersion: 2 });
});

it('is moved by clinicians who see it, and by nobody else', async () => {
  const outside = await app.asClinician(await aClinician(app));
  expect(refusalOf(await send(outside, 1, 'ACKNOWLEDGED')).code).toBe('NOT_FOUND');
  const patient = await app.asHolder(Role.PATIENT, team.patientId);
  for (const other of [patient, app.as(Role.PROGRAM_DIRECTOR)])
    expect(refusalOf(await send(other, 1, 'ACKNOWLEDGED')).code).toBe('FORBIDDEN');
  expect(refusalOf(await send(team.clinician, 1, 'ACKNOWLEDGED', 'x'.repeat(2001)))).toEqual(badInputAt('input.note'));
});

it('is neither moved nor retracted by whoever looks past the care team, or has something urgent to do', async () => {
  const [looking, onCallId] = [await app.asClinician(await aClinician(app)), await aClinician(app)];
  await sendBreakGlass(looking, { patientId: team.patientId });
  await putOnCall(app, onCallId);
  shared = await aReturnToUse(team.clinician, { patientId: team.patientId, safetyNeeds: ['PREGNANCY'] });
  const call = theOne(shared.followUps, 'URGENT_SAFETY_CALL');
  expect(call.assignee?.id).toBe(onCallId);
  const onCall = await app.asClinician(onCallId);
  for (const other of [looking, onCall]) {
    expect(refusalOf(await send(other, 1, 'ACKNOWLEDGED')).code).toBe('FORBIDDEN');
    const marked = await other.send(MARK, { input: { id: shared.id, reason: 'So be it.' } });
    expect(refusalOf(marked).code).toBe('FORBIDDEN');
  }
});

it('ends nothing urgent by a mark: that nobody needs a call is for whoever looks at it to say', async () => {
  shared = await aReturnToUse(team.clinician, { patientId: team.patientId, safetyNeeds: ['OVERDOSE_RISK'] });
  await team.clinician.data(MARK, { input: { id: shared.id, reason: 'Another patient was meant.' } });
  const open = await followUpsOf(team.clinician, { patientId: team.patientId });
  const left = open.filter(({ id }) => shared.followUps.some((one) => one.id === id));
  expect(left.map(({ kind }) => kind).toSorted()).toEqual(['MEDICAL_REVIEW', 'URGENT_SAFETY_CALL']);
});

it('is marked as a mistake with the reason, once, and what it called for ends with it', async () => {
  const input = { id: shared.id, reason: 'Another patient was meant.' };
  const mark = async () => (await team.clinician.data(MARK, { input })).markEnteredInError;
  const [one, other] = await Promise.all([mark(), mark()]);
  const marked = one.node ?? other.node;
  expect(marked).toEqual({ id: shared.id, version: 2, status: 'ENTERED_IN_ERROR', note: input.reason });
  expect([one, other].map(({ __typename }) => __typename)).toContain('MarkEnteredInErrorPayload');
  expect(await mark()).toEqual({ __typename: 'TransitionNotAllowed', from: 'ENTERED_IN_ERROR' });
  const open = await followUpsOf(team.clinician, { patientId: team.patientId });
  expect(open.map(({ id }) => id).filter((id) => shared.followUps.some((one) => one.id === id))).toEqual([]);
  const director = await app.as(Role.PROGRAM_DIRECTOR).send(MARK, { input });
  expect(refusalOf(director).code).toBe('FORBIDDEN');
});

it('is marked by the person who shared it, and not where somebody else wrote it down', async () => {
  const patient = await app.asHolder(Role.PATIENT, team.patientId);
  const mark = (id: string) => patient.send(MARK, { input: { id, reason: 'I was mistaken.' } });
  expect(refusalOf(await mark(shared.id)).code).toBe('FORBIDDEN');
  const theirs = await aReturnToUse(patient, { patientId: team.patientId, safetyNeeds: ['OVERDOSE_RISK'] });
  expect((await mark(theirs.id)).data.markEnteredInError).toMatchObject({ node: { status: 'ENTERED_IN_ERROR' } });
  // What is urgent stays open, whoever marks it.
  const open = await followUpsOf(team.clinician, { patientId: team.patientId });
  const left = open.filter(({ id }) => theirs.followUps.some((one) => one.id === id));
  expect(left.map(({ kind }) => kind).toSorted()).toEqual(['MEDICAL_REVIEW', 'URGENT_SAFETY_CALL']);
});
