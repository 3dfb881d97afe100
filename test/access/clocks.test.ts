import { Role } from '../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../support/app';
import { aClinician, aPatient, aSeat } from '../support/factories';
import { aCareTeam } from '../support/factories/care-plans';
import { aClient, aConsent } from '../support/factories/consents';
import { aSharingConsent } from '../support/factories/peer-consents';
import { anAcceptedLink } from '../support/factories/peer-links';
import { aMentor } from '../support/factories/peers';
import { aRestriction } from '../support/factories/restrictions';
import { allLinesOf } from './audit-lines';

const LEAVE = `mutation ($input: LeaveCareTeamInput!) { leaveCareTeam(input: $input) { __typename
  ... on LeaveCareTeamPayload { careTeamMember { until } } } }`;
const LIFT =
  'mutation ($input: LiftRestrictionInput!) { liftRestriction(input: $input) { accessRestriction { until } } }';
const HOUR = 3_600_000;

let app: TestApp;
let director: Caller;
beforeAll(async () => {
  app = await startTestApp();
  director = app.as(Role.PROGRAM_DIRECTOR);
});
afterEach(() => jest.useRealTimers());
afterAll(() => app.stop());

/** Sets the server's clock, and nothing else: the database keeps the time, and so do timers. */
function setServerClock(milliseconds: number): void {
  jest.useFakeTimers({
    now: Date.now() + milliseconds,
    advanceTimers: true,
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
}

const sees = async (caller: Caller, id: string): Promise<boolean> =>
  (await caller.data('query ($id: ID!) { patient(id: $id) { id } }', { id })).patient !== null;

describe.each([
  ['ahead of', HOUR],
  ['behind', -HOUR],
])("where the server's clock is %s the database's", (_case, skew) => {
  it('a seat that ends now has ended', async () => {
    const { patientId, clinician, clinicianId } = await aCareTeam(app);
    const { careTeam } = (
      await director.data('query ($id: ID!) { patient(id: $id) { careTeam { id } } }', { id: patientId })
    ).patient;
    expect(await sees(clinician, patientId)).toBe(true);
    setServerClock(skew);
    const { leaveCareTeam } = await director.data(LEAVE, { input: { careTeamMemberId: careTeam[0].id } });
    expect(leaveCareTeam.__typename).toBe('LeaveCareTeamPayload');
    expect(await sees(clinician, patientId)).toBe(false);
    // And somebody who sits down later sits.
    jest.useRealTimers();
    await aSeat(app, { patientId, clinicianId });
    expect(await sees(clinician, patientId)).toBe(true);
  });

  it('a seat that began and ended by that clock has ended', async () => {
    const [patientId, clinicianId] = [await aPatient(app), await aClinician(app)];
    const clinician = await app.asClinician(clinicianId);
    setServerClock(skew);
    const careTeamMemberId = await aSeat(app, { patientId, clinicianId });
    const { leaveCareTeam } = await director.data(LEAVE, { input: { careTeamMemberId } });
    expect(leaveCareTeam.__typename).toBe('LeaveCareTeamPayload');
    expect(await sees(clinician, patientId)).toBe(false);
  });

  it('a restriction that is set holds, and one that is lifted is over, once', async () => {
    const { patientId, clinician, clinicianId } = await aCareTeam(app);
    const patient = await app.asHolder(Role.PATIENT, patientId);
    setServerClock(skew);
    const { id: restrictionId } = await aRestriction(patient, { patientId, clinicianId });
    expect(await sees(clinician, patientId)).toBe(false);
    const { result: until, lines } = await allLinesOf(app, async () => {
      const lift = async () =>
        (await patient.data(LIFT, { input: { restrictionId } })).liftRestriction.accessRestriction;
      return [await lift(), await lift()];
    });
    expect(until[0]).toEqual(until[1]);
    expect(lines).toHaveLength(1);
    expect(await sees(clinician, patientId)).toBe(true);
  });

  it('a consent that names no beginning holds, for an app and for a mentor', async () => {
    const { patientId, clinician } = await aCareTeam(app);
    const patient = await app.asHolder(Role.PATIENT, patientId);
    const client = await aClient(app);
    const peerMentorId = await aMentor(app);
    setServerClock(skew);
    const expiresAt = new Date(Date.now() + 5 * HOUR).toISOString();
    const recipient = { partnerAppId: client.id };
    await aConsent(patient, { patientId, recipient, categories: ['IDENTITY'], expiresAt });
    expect(await sees(client.caller, patientId)).toBe(true);
    await aSharingConsent(app, { patientId, peerMentorId, expiresAt: new Date(expiresAt) });
    jest.useRealTimers();
    await anAcceptedLink(app, clinician, { patientId, peerMentorId });
    expect(await sees(await app.asHolder(Role.PEER_MENTOR, peerMentorId), patientId)).toBe(true);
  });
});
