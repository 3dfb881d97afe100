import { Role } from '../../../src/access/role';
import { RUNTIME_ROLE } from '../../../src/platform/database/roles';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import { allLinesOf } from '../../access/audit-lines';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician } from '../../support/factories';
import { aCareTeam, type CareTeam } from '../../support/factories/care-plans';
import { aClient, aConsent } from '../../support/factories/consents';
import { aMentor } from '../../support/factories/peers';
import { badInputAt, refusalOf } from '../../support/refusals';
import { uuidOf } from '../../support/uuid-of';

const PREVIEW = `query ($patientId: ID!, $recipientId: ID!) {
  consentPreview(patientId: $patientId, recipientId: $recipientId) { visible withheld { category reason } sentence } }`;
const SEEN = 'query ($id: ID!) { patient(id: $id) { identity { fullName } contactPoints { value } status } }';

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

const preview = async (recipientId: string, by: Caller = self, patientId = team.patientId) =>
  (await by.data(PREVIEW, { patientId, recipientId })).consentPreview;
const reasons = ({ withheld }: { withheld: { category: string; reason: string }[] }) =>
  Object.fromEntries(withheld.map(({ category, reason }) => [category, reason]));

describe('the preview of a consent', () => {
  it('says what an app would see, as it then sees it', async () => {
    const client = await aClient(app);
    const before = await preview(client.id);
    expect(before.visible).toEqual([]);
    expect(before.sentence).toBe('This app sees nothing, not even that there is such a patient.');
    expect((await client.caller.data(SEEN, { id: team.patientId })).patient).toBeNull();
    await aConsent(self, {
      patientId: team.patientId,
      recipient: { partnerAppId: client.id },
      categories: ['CONTACT', 'CARE_PLAN', 'MEDICATION'],
    });
    const after = await preview(client.id);
    expect(after.visible).toEqual(['CONTACT', 'CARE_PLAN']);
    expect(after.sentence).toBe(
      'This app sees that there is such a patient, what they like to be called, how to reach them and their care plans and sessions, and nothing else.',
    );
    expect((await client.caller.data(SEEN, { id: team.patientId })).patient).toEqual({
      identity: null,
      contactPoints: [],
      status: 'PRE_ADMISSION',
    });
  });

  it('tells what a consent could open from what the registration rules out', async () => {
    const client = await aClient(app, { scopes: ['system/CarePlan.rs', 'system/PeerSupport.rs'] });
    await aConsent(self, { patientId: team.patientId, recipient: { partnerAppId: client.id } });
    const told = reasons(await preview(client.id));
    expect(told).toMatchObject({
      PEER_SUPPORT: 'NO_CONSENT',
      MEDICATION: 'OUTSIDE_ROLE',
      COUNSELING_NOTE: 'OUTSIDE_ROLE',
    });
    expect(told.CARE_PLAN).toBeUndefined();
  });

  it('is of a suspended app nothing, whatever was granted', async () => {
    const client = await aClient(app);
    await aConsent(self, { patientId: team.patientId, recipient: { partnerAppId: client.id } });
    await app
      .as(Role.ADMINISTRATOR)
      .data('mutation ($input: SuspendPartnerAppInput!) { suspendPartnerApp(input: $input) { __typename } }', {
        input: { partnerAppId: client.id, expectedVersion: 1 },
      });
    expect((await preview(client.id)).sentence).toBe('This app sees nothing, not even that there is such a patient.');
  });

  it('is of a mentor without a link nothing, though a consent names them', async () => {
    const mentorId = await aMentor(app);
    await aConsent(self, {
      patientId: team.patientId,
      scope: 'PEER_SHARING',
      recipient: { peerMentorId: mentorId },
      categories: ['PEER_SUPPORT'],
    });
    expect((await preview(mentorId)).visible).toEqual([]);
    expect(
      (await (await app.asHolder(Role.PEER_MENTOR, mentorId)).data(SEEN, { id: team.patientId })).patient,
    ).toBeNull();
  });

  it('is of a clinician what their seat shows, less what is denied to them', async () => {
    const told = await preview(team.clinicianId);
    expect(told.withheld).toEqual([{ category: 'COUNSELING_NOTE', reason: 'OUTSIDE_ROLE' }]);
    expect(told.sentence).toMatch(/^This clinician sees /);
    expect((await preview(await aClinician(app))).visible).toEqual([]);
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query(
        `insert into access_restriction (organization_id, id, patient_id, clinician_id, categories, reason, starts_at)
         values ($1, gen_random_uuid(), $2, $3, '{MEDICATION}', 'At the request of the patient', now())`,
        [app.harbor.uuid, uuidOf(team.patientId), uuidOf(team.clinicianId)],
      ),
    );
    expect(reasons(await preview(team.clinicianId))).toEqual({
      MEDICATION: 'NO_CONSENT',
      COUNSELING_NOTE: 'OUTSIDE_ROLE',
    });
  });

  it("is of a program's own record system the whole organization, by its scopes", async () => {
    const ehr = await aClient(app, { kind: 'EHR_SYSTEM', legalBasis: 'PROGRAM_SYSTEM' });
    expect((await preview(ehr.id)).visible).toEqual(['IDENTITY', 'CONTACT', 'CARE_PLAN', 'PEER_SUPPORT']);
  });

  it('leaves the viewer who they were, in the same operation', async () => {
    const client = await aClient(app);
    const both = `query ($patientId: ID!, $recipientId: ID!) { before: patient(id: $patientId) { status } viewer { role }
      consentPreview(patientId: $patientId, recipientId: $recipientId) { visible } after: patient(id: $patientId) { status careTeam { id } } }`;
    const data = await team.clinician.data(both, { patientId: team.patientId, recipientId: client.id });
    expect(data).toMatchObject({
      viewer: { role: 'CLINICIAN' },
      before: { status: 'PRE_ADMISSION' },
      after: { status: 'PRE_ADMISSION', careTeam: [{}] },
    });
  });

  it.each<[string, () => Promise<Caller> | Caller]>([
    ['a clinician of the care team', () => team.clinician],
    ['the director', () => app.as(Role.PROGRAM_DIRECTOR)],
    ['the privacy officer', () => app.as(Role.PRIVACY_OFFICER)],
  ])('is for %s', async (_who, caller) => {
    expect(await preview((await aClient(app)).id, await caller())).not.toBeNull();
  });

  it.each([Role.INTAKE, Role.ADMINISTRATOR, Role.PEER_MENTOR])('is not for %s', async (role) => {
    const answer = await app
      .as(role)
      .send(PREVIEW, { patientId: team.patientId, recipientId: (await aClient(app)).id });
    expect(refusalOf(answer).code).toBe('FORBIDDEN');
  });

  it('is null for a patient or a recipient whom the viewer does not see', async () => {
    const client = await aClient(app);
    const stranger = await app.asClinician(await aClinician(app));
    expect(await preview(client.id, stranger)).toBeNull();
    expect(await preview(client.id, self, toGlobalId('patient', newId()))).toBeNull();
    expect(await preview(toGlobalId('partner_app', newId()))).toBeNull();
    expect(await preview((await aClient(app, { organization: app.meadow })).id)).toBeNull();
    expect(await preview(client.id, app.as(Role.PROGRAM_DIRECTOR, { organization: app.meadow }))).toBeNull();
  });

  it('refuses ids of another kind', async () => {
    const answer = await self.send(PREVIEW, { patientId: team.patientId, recipientId: team.patientId });
    expect(refusalOf(answer)).toEqual(badInputAt('recipientId'));
  });

  it("writes the director's look down", async () => {
    const director = app.as(Role.PROGRAM_DIRECTOR);
    const client = await aClient(app);
    const { lines } = await allLinesOf(app, () => preview(client.id, director));
    expect(lines.map(({ kind }) => kind)).toEqual(['patients.seen']);
  });
});

describe('app.preview', () => {
  const settings = `select current_setting('app.role') as role, current_setting('app.principal') as principal, current_setting('app.wide') as wide,
    current_setting('app.mask') as mask, current_setting('app.holder') as holder, current_setting('app.denied') as denied`;

  /** In a transaction of the runtime role, as the patient. */
  const asPatient = <T>(
    work: (query: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>) => Promise<T>,
  ): Promise<T> =>
    asAdmin(app.databaseUrl, async (admin) => {
      const query = async (text: string, values: unknown[] = []) => (await admin.query(text, values)).rows;
      await query('begin');
      await query(`set local role ${RUNTIME_ROLE}`);
      await query("select app.become($1, 'PATIENT', $2, 0, -1, 'patient')", [app.harbor.uuid, uuidOf(team.patientId)]);
      return work(query);
    });

  it('puts every setting back', async () => {
    const client = await aClient(app);
    await asPatient(async (query) => {
      const before = await query(settings);
      expect(
        await query('select * from app.preview($1, $2)', [uuidOf(team.patientId), uuidOf(client.id)]),
      ).toMatchObject([{ bits: 0, kind: 'PARTNER_APP' }]);
      expect(await query(settings)).toEqual(before);
    });
  });

  it('puts them back after an error, too', async () => {
    const client = await aClient(app);
    // A scope so broken that the mask cannot be cast stands for whatever may fail in the middle.
    await asPatient(async (query) => {
      const before = await query(settings);
      await query('reset role');
      await query(
        'create or replace function app.sight_of(patient uuid) returns int stable language sql return (1 / (patient <> patient)::int)',
      );
      await query(`set local role ${RUNTIME_ROLE}`);
      await query('savepoint here');
      await aConsentFor(query, client.id);
      await expect(
        query('select * from app.preview($1, $2)', [uuidOf(team.patientId), uuidOf(client.id)]),
      ).rejects.toThrow('division by zero');
      await query('rollback to savepoint here');
      expect(await query(settings)).toEqual(before);
    });
  });

  async function aConsentFor(
    query: (text: string, values?: unknown[]) => Promise<unknown>,
    clientId: string,
  ): Promise<void> {
    await query('reset role');
    await query(
      `insert into access_grant (organization_id, principal_id, patient_id, categories, basis, source_id, valid_from) values ($1, $2, $3, 4, 'CONSENT', gen_random_uuid(), now())`,
      [app.harbor.uuid, uuidOf(clientId), uuidOf(team.patientId)],
    );
    await query(`set local role ${RUNTIME_ROLE}`);
  }
});
