import { Role } from '../../../src/access/role';
import { ALL_SCOPES } from '../../../src/app/personas';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { placed } from '../../support/changes';
import { asAdmin } from '../../support/database';
import { aPatient } from '../../support/factories';
import { aCareTeam } from '../../support/factories/care-plans';
import { aClient, aConsent, hoursAhead } from '../../support/factories/consents';
import { anActiveLink, anEmployedMentor, move } from '../../support/factories/peer-links';
import { aRestriction, type Restriction } from '../../support/factories/restrictions';
import { uuidOf } from '../../support/uuid-of';

const CHANGES = `query Changes($after: String) {
  changes(after: $after, types: [ACCESS_BEGAN, ACCESS_ENDED]) { nodes { type subjectId patientId version subject { id } } nextCursor } }`;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.stop());

/** Reads on from where it read to. */
function readerOf(by: Caller) {
  let after: string | null = null;
  return async (): Promise<
    { type: string; subjectId: string; patientId: string; subject: { id: string } | null }[]
  > => {
    await placed(app);
    const { changes } = await by.data(CHANGES, { after });
    after = changes.nextCursor;
    return changes.nodes;
  };
}

const typesOf = (events: readonly { type: string }[]): string[] => events.map(({ type }) => type);

const revoke = (by: Caller, consentId: string) =>
  by.data('mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { __typename } }', {
    input: { consentId },
  });

const lift = (by: Caller, { id }: Restriction) =>
  by.data('mutation ($input: LiftRestrictionInput!) { liftRestriction(input: $input) { __typename } }', {
    input: { restrictionId: id },
  });

it('tells an app when a consent lets it see somebody, and when one no longer does', async () => {
  const { clinician, patientId } = await aCareTeam(app);
  const client = await aClient(app);
  const read = readerOf(client.caller);
  expect(await read()).toEqual([]);
  const consentId = await aConsent(clinician, {
    patientId,
    recipient: { partnerAppId: client.id },
    categories: ['CARE_PLAN'],
  });
  expect(await read()).toEqual([
    { type: 'ACCESS_BEGAN', subjectId: patientId, patientId, version: null, subject: { id: patientId } },
  ]);
  await revoke(clinician, consentId);
  expect(await read()).toEqual([
    { type: 'ACCESS_ENDED', subjectId: patientId, patientId, version: null, subject: null },
  ]);
  expect(await read()).toEqual([]);
});

it('tells an app that looks only after everything is over no more than that it is to forget an id', async () => {
  const { clinician, patientId } = await aCareTeam(app);
  const client = await aClient(app);
  const consentId = await aConsent(clinician, {
    patientId,
    recipient: { partnerAppId: client.id },
    categories: ['CARE_PLAN'],
  });
  await placed(app);
  await revoke(clinician, consentId);
  expect(typesOf(await readerOf(client.caller)())).toEqual(['ACCESS_ENDED']);
});

it('tells nobody of the access of another', async () => {
  const { clinician, patientId } = await aCareTeam(app);
  const [client, other] = await Promise.all([aClient(app), aClient(app)]);
  await aConsent(clinician, { patientId, recipient: { partnerAppId: client.id }, categories: ['CARE_PLAN'] });
  expect(await readerOf(other.caller)()).toEqual([]);
  expect(typesOf(await readerOf(app.as(Role.PROGRAM_DIRECTOR))())).toEqual([]);
});

it('tells of what a second consent adds and takes, though the patient stays in sight', async () => {
  const { clinician, patientId } = await aCareTeam(app);
  const client = await aClient(app);
  const read = readerOf(client.caller);
  const recipient = { partnerAppId: client.id };
  await aConsent(clinician, { patientId, recipient, categories: ['CARE_PLAN'] });
  await read();
  const more = await aConsent(clinician, { patientId, recipient, categories: ['CARE_PLAN', 'CONTACT'] });
  expect(typesOf(await read())).toEqual(['ACCESS_BEGAN']);
  await revoke(clinician, more);
  expect(await read()).toMatchObject([{ type: 'ACCESS_ENDED', subject: { id: patientId } }]);
});

it('tells nothing of what the registration does not let a client see, nor the token', async () => {
  const { clinician, patientId } = await aCareTeam(app);
  const client = await aClient(app, {
    scopes: ['system/CarePlan.rs', 'system/PeerSupport.rs'],
    asked: ['system/CarePlan.rs'],
  });
  const read = readerOf(client.caller);
  const recipient = { partnerAppId: client.id };
  await aConsent(clinician, { patientId, recipient, categories: ['CARE_PLAN'] });
  expect(typesOf(await read())).toEqual(['ACCESS_BEGAN']);
  await aConsent(clinician, { patientId, recipient, categories: ['MEDICATION'] });
  await aConsent(clinician, { patientId, recipient, categories: ['PEER_SUPPORT'] });
  expect(await read()).toEqual([]);
});

it('tells once what begins and ends by itself, at its instant', async () => {
  const { clinician, patientId } = await aCareTeam(app);
  const client = await aClient(app);
  const read = readerOf(client.caller);
  await aConsent(clinician, {
    patientId,
    recipient: { partnerAppId: client.id },
    categories: ['CARE_PLAN'],
    startsAt: hoursAhead(1),
    expiresAt: hoursAhead(2),
  });
  expect(await read()).toEqual([]);
  await shift(patientId, '1 hour');
  expect(typesOf(await read())).toEqual(['ACCESS_BEGAN']);
  expect(await read()).toEqual([]);
  await shift(patientId, '1 hour');
  expect(typesOf(await read())).toEqual(['ACCESS_ENDED']);
  expect(await read()).toEqual([]);
});

/** Lets time go by for what was granted: as the superuser, past every trigger. */
async function shift(patientId: string, interval: string): Promise<void> {
  await asAdmin(app.databaseUrl, async (admin) => {
    await admin.query('set session_replication_role = replica');
    for (const [table, columns] of [
      ['access_grant', ['valid_from', 'valid_until']],
      ['access_told', ['next_at']],
      ['consent', ['starts_at', 'expires_at']],
    ] as const) {
      const sets = columns.map((column) => `${column} = ${column} - $2::interval`).join(', ');
      await admin.query(`update ${table} set ${sets} where patient_id = $1`, [uuidOf(patientId), interval]);
    }
  });
}

it('tells a clinician and a record system when a restriction takes somebody out of their sight, and when it is lifted', async () => {
  const { clinician, clinicianId, patientId } = await aCareTeam(app);
  const self = await app.asHolder(Role.PATIENT, patientId);
  const ehr = await app.asClient(Role.EHR_SYSTEM, ALL_SCOPES);
  const [ofClinician, ofEhr] = [readerOf(clinician), readerOf(ehr)];
  await Promise.all([ofClinician(), ofEhr()]);
  const against = await aRestriction(self, { patientId, clinicianId, categories: ['MEDICATION'] });
  expect([typesOf(await ofClinician()), typesOf(await ofEhr())]).toEqual([['ACCESS_ENDED'], []]);
  const everybody = await aRestriction(self, { patientId, categories: ['ASSESSMENT'] });
  expect([typesOf(await ofClinician()), typesOf(await ofEhr())]).toEqual([['ACCESS_ENDED'], ['ACCESS_ENDED']]);
  await lift(self, against);
  expect([typesOf(await ofClinician()), typesOf(await ofEhr())]).toEqual([['ACCESS_BEGAN'], []]);
  await lift(self, everybody);
  expect([typesOf(await ofClinician()), typesOf(await ofEhr())]).toEqual([['ACCESS_BEGAN'], ['ACCESS_BEGAN']]);
});

it('tells an app and a clinician, from whom a restriction took everything, that it was lifted, and of the next', async () => {
  const { clinician, clinicianId, patientId } = await aCareTeam(app);
  const self = await app.asHolder(Role.PATIENT, patientId);
  const client = await aClient(app);
  await aConsent(clinician, { patientId, recipient: { partnerAppId: client.id }, categories: ['CARE_PLAN'] });
  for (const [by, whom] of [
    [client.caller, { partnerAppId: client.id, categories: ['CARE_PLAN'] }],
    [clinician, { clinicianId }],
  ] as const) {
    const read = readerOf(by);
    await read();
    for (let time = 1; time <= 2; time++) {
      const restriction = await aRestriction(self, { patientId, ...whom });
      expect(await read()).toMatchObject([{ type: 'ACCESS_ENDED', subjectId: patientId, subject: null }]);
      await lift(self, restriction);
      expect(await read()).toMatchObject([{ type: 'ACCESS_BEGAN', subject: { id: patientId } }]);
    }
  }
});

it('tells somebody who never saw the patient nothing of a restriction against them', async () => {
  const { patientId } = await aCareTeam(app);
  const stranger = await aCareTeam(app);
  const self = await app.asHolder(Role.PATIENT, patientId);
  const read = readerOf(stranger.clinician);
  await read();
  await aRestriction(self, { patientId, clinicianId: stranger.clinicianId });
  expect(await read()).toEqual([]);
});

it('tells a mentor once when a link begins to show them somebody, whatever the link goes through, and when it ends', async () => {
  const { clinician, patientId } = await aCareTeam(app);
  const peerMentorId = await anEmployedMentor(app);
  const read = readerOf(await app.asHolder(Role.PEER_MENTOR, peerMentorId));
  const { id, version } = await anActiveLink(app, clinician, { patientId, peerMentorId });
  expect(typesOf(await read())).toEqual(['ACCESS_BEGAN']);
  await move(clinician, id, version, 'ENDED', 'Moved away');
  expect(typesOf(await read())).toEqual(['ACCESS_ENDED']);
});

it('tells a record system of the program nothing where nobody restricted anything', async () => {
  const ehr = await app.asClient(Role.EHR_SYSTEM, ALL_SCOPES);
  const read = readerOf(ehr);
  await read();
  await aPatient(app);
  await aCareTeam(app);
  expect(await read()).toEqual([]);
});
