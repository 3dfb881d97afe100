import { Role } from '../../src/access/role';
import { type Answer, type Caller, startTestApp, type TestApp } from '../support/app';
import { asAdmin } from '../support/database';
import { aClinician, aPatient } from '../support/factories';
import { aClient, aConsent, type Client, hoursAhead } from '../support/factories/consents';
import { uuidOf } from '../support/uuid-of';

const NOTICE = '42 CFR part 2 prohibits unauthorized use or disclosure of these records.';
const NAMES = 'query Names { patients { nodes { preferredName } } }';
const PLANS = 'query Plans { patients { nodes { id carePlans { nodes { title } } } } }';
const EVERY_SCOPE = ['system/Patient.rs', 'system/CarePlan.rs', 'system/MedicationRequest.rs', 'system/PeerSupport.rs'];

let app: TestApp;
let clinician: Caller;
let clinicianId: string;

beforeAll(async () => {
  app = await startTestApp();
  clinicianId = await aClinician(app);
  clinician = await app.asClinician(clinicianId);
});
afterAll(() => app.stop());

interface Shared {
  readonly client: Client;
  readonly patientId: string;
  readonly consentId: string;
}

/** A patient with a plan, and an app that may see these categories. */
async function shared(categories: readonly string[], input: Record<string, unknown> = {}): Promise<Shared> {
  const client = await aClient(app, { scopes: EVERY_SCOPE });
  const patientId = await aPatient(app, { careTeam: [clinicianId], preferredName: 'Robin' });
  await clinician.data('mutation ($input: DraftCarePlanInput!) { draftCarePlan(input: $input) { created } }', {
    input: { patientId, title: 'Recovery plan' },
  });
  const recipient = { partnerAppId: client.id };
  return { client, patientId, consentId: await aConsent(clinician, { patientId, recipient, categories, ...input }) };
}

const part2Of = ({ text }: Answer) => JSON.parse(text).extensions?.part2;

interface Recorded {
  readonly id: string;
  readonly categories: string[];
  readonly operation: string;
  readonly consent_id: string;
  readonly recipient: string;
  readonly purpose: string;
}

/** What was written down of a patient, the oldest first. */
async function recorded(patientId: string): Promise<Recorded[]> {
  const { rows } = await asAdmin(app.databaseUrl, (admin) =>
    admin.query<Recorded>(
      `select app.line_of(a.id, line::int) as id, app.categories(part) as categories, operation, consent_id, recipient, purpose
       from api_disclosure a
         cross join unnest(patient_ids, consent_ids, parts) with ordinality as l(patient_id, consent_id, part, line)
         join consent c on c.id = l.consent_id
       where l.patient_id = $1 order by at, 1`,
      [uuidOf(patientId)],
    ),
  );
  return rows;
}

describe('an answer to an outsider', () => {
  it('is written down with what was really read, and carries notice, disclosure and consent', async () => {
    const { client, patientId, consentId } = await shared(['CARE_PLAN', 'IDENTITY', 'CONTACT']);
    const answer = await client.caller.send(PLANS);
    expect(answer.data.patients.nodes).toEqual([{ id: patientId, carePlans: { nodes: [{ title: 'Recovery plan' }] } }]);
    const [line, ...others] = await recorded(patientId);
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      categories: ['CARE_PLAN'],
      operation: 'Plans',
      consent_id: uuidOf(consentId),
      purpose: 'CARE_COORDINATION',
    });
    expect(part2Of(answer)).toEqual({
      notice: NOTICE,
      disclosureIds: [`disclosure_${line?.id.replaceAll('-', '')}`],
      consents: [{ id: consentId, scope: 'NAMED_DISCLOSURE' }],
    });
  });

  it('that only says that somebody is a patient is written down, too', async () => {
    const { client, patientId } = await shared(['CARE_PLAN']);
    const answer = await client.caller.send(NAMES);
    expect(answer.data.patients.nodes).toEqual([{ preferredName: 'Robin' }]);
    expect((await recorded(patientId)).map(({ categories }) => categories)).toEqual([[]]);
    expect(part2Of(answer).disclosureIds).toHaveLength(1);
  });

  it('that says nothing of anybody carries nothing and leaves no trace', async () => {
    const { client, patientId, consentId } = await shared(['CARE_PLAN']);
    await clinician.data('mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { __typename } }', {
      input: { consentId },
    });
    const { text } = await client.caller.send(NAMES);
    expect(text).toBe('{"data":{"patients":{"nodes":[]}}}\n');
    expect(await recorded(patientId)).toEqual([]);
  });

  it('stands on the older of two consents where both cover it, and on each for what only it covers', async () => {
    const { client, patientId, consentId } = await shared(['CARE_PLAN']);
    const newer = await aConsent(clinician, {
      patientId,
      recipient: { partnerAppId: client.id },
      categories: ['CARE_PLAN', 'CONTACT'],
    });
    const answer = await client.caller.send('{ patients { nodes { status contactPoints { value } } } }');
    const lines = (await recorded(patientId)).map(({ categories, consent_id }) => [consent_id, categories]);
    expect(new Map(lines as [string, string[]][])).toEqual(
      new Map([
        [uuidOf(consentId), ['CARE_PLAN']],
        [uuidOf(newer), ['CONTACT']],
      ]),
    );
    expect(
      part2Of(answer)
        .consents.map(({ id }: { id: string }) => id)
        .sort(),
    ).toEqual([consentId, newer].sort());
  });

  it('names the operation by its root fields where it has no name', async () => {
    const { client, patientId } = await shared(['CARE_PLAN']);
    await client.caller.data('query ($id: ID!) { node(id: $id) { id } mine: patients { nodes { id } } }', {
      id: patientId,
    });
    expect((await recorded(patientId)).map(({ operation }) => operation)).toEqual(['node patients']);
  });

  it('that only says that there is somebody on the next page is written down, too', async () => {
    const { client, patientId } = await shared(['IDENTITY']);
    const answer = await client.caller.send('{ patients(first: 0) { pageInfo { hasNextPage } } }');
    expect(answer.data.patients.pageInfo).toEqual({ hasNextPage: true });
    expect(await recorded(patientId)).toHaveLength(1);
    expect(part2Of(answer).disclosureIds).toHaveLength(1);
  });

  it('that only says that there is a plan is written down as one', async () => {
    const { client, patientId } = await shared(['CARE_PLAN']);
    const answer = await client.caller.send(
      'query ($id: ID!) { patient(id: $id) { carePlans(first: 0) { pageInfo { hasNextPage } } } }',
      { id: patientId },
    );
    expect(answer.data.patient.carePlans.pageInfo).toEqual({ hasNextPage: true });
    expect((await recorded(patientId)).map(({ categories }) => categories)).toEqual([['CARE_PLAN']]);
  });

  it('stands on no consent that shows the recipient nothing', async () => {
    const { client, patientId, consentId } = await shared(['CARE_PLAN'], { startsAt: hoursAhead(-1) });
    await aConsent(clinician, {
      patientId,
      recipient: { partnerAppId: client.id },
      categories: ['COUNSELING_NOTE'],
      scope: 'COUNSELING_NOTES',
      startsAt: hoursAhead(-2),
    });
    const answer = await client.caller.send(NAMES);
    expect(part2Of(answer).consents).toEqual([{ id: consentId, scope: 'NAMED_DISCLOSURE' }]);
  });

  it('is written down patient by patient', async () => {
    const { client, patientId } = await shared(['CARE_PLAN']);
    const another = await aPatient(app, { careTeam: [clinicianId] });
    await aConsent(clinician, {
      patientId: another,
      recipient: { partnerAppId: client.id },
      categories: ['IDENTITY'],
    });
    const answer = await client.caller.send('{ patients { nodes { status identity { fullName } } } }');
    expect((await recorded(patientId)).map(({ categories }) => categories)).toEqual([['CARE_PLAN']]);
    expect((await recorded(another)).map(({ categories }) => categories)).toEqual([['IDENTITY']]);
    expect(part2Of(answer).disclosureIds).toHaveLength(2);
  });

  it('is not given when it cannot be written down', async () => {
    const { client, patientId } = await shared(['CARE_PLAN']);
    await client.caller.data(PLANS);
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query("alter table api_disclosure add constraint planted check (operation <> 'Planted') not valid"),
    );
    const answer = await client.caller.send('query Planted { patients { nodes { preferredName } } }');
    await asAdmin(app.databaseUrl, (admin) => admin.query('alter table api_disclosure drop constraint planted'));
    expect(JSON.parse(answer.text)).toEqual({
      errors: [{ message: expect.any(String), extensions: expect.objectContaining({ code: 'INTERNAL_SERVER_ERROR' }) }],
    });
    expect(await recorded(patientId)).toHaveLength(1);
  });

  it('is kept as it was when the consent is revoked afterwards', async () => {
    const { client, patientId, consentId } = await shared(['CARE_PLAN']);
    await client.caller.data(PLANS);
    const before = await recorded(patientId);
    await clinician.data('mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { __typename } }', {
      input: { consentId },
    });
    expect(await recorded(patientId)).toEqual(before);
    expect(before).toHaveLength(1);
  });
});

it('reads of nobody in the first request after a revocation, and on the next page of a list that was begun before', async () => {
  const { client, patientId, consentId } = await shared(['CARE_PLAN']);
  const others = [await aPatient(app, { careTeam: [clinicianId] }), await aPatient(app, { careTeam: [clinicianId] })];
  for (const other of others)
    await aConsent(clinician, { patientId: other, recipient: { partnerAppId: client.id }, categories: ['CARE_PLAN'] });
  const page = 'query ($after: String) { patients(first: 1, after: $after) { nodes { id } pageInfo { endCursor } } }';
  const first = await client.caller.data(page);
  expect(first.patients.nodes).toEqual([{ id: others[1] }]);
  await clinician.data('mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { __typename } }', {
    input: { consentId },
  });
  const second = await client.caller.data(page, { after: first.patients.pageInfo.endCursor });
  expect(second.patients.nodes).toEqual([{ id: others[0] }]);
  const third = await client.caller.data(page, { after: second.patients.pageInfo.endCursor });
  expect(third.patients.nodes).toEqual([]);
  expect(await client.caller.data('query ($id: ID!) { patient(id: $id) { id } }', { id: patientId })).toEqual({
    patient: null,
  });
});

describe('who is an outsider', () => {
  it('is a record system that sees patients by their consent, and not one of the program', async () => {
    const patientId = await aPatient(app, { careTeam: [clinicianId] });
    const byConsent = await aClient(app, { kind: 'EHR_SYSTEM', scopes: EVERY_SCOPE });
    await aConsent(clinician, {
      patientId,
      recipient: { partnerAppId: byConsent.id },
      categories: ['CARE_PLAN'],
      expiresAt: hoursAhead(2),
    });
    const answer = await byConsent.caller.send('{ patients { totalCount nodes { id } } }');
    expect(answer.data.patients).toEqual({ totalCount: null, nodes: [{ id: patientId }] });
    expect(part2Of(answer).disclosureIds).toHaveLength(1);

    const ours = await app.asClient(Role.EHR_SYSTEM, EVERY_SCOPE);
    const inside = await ours.send('query ($id: ID!) { patient(id: $id) { id } patients { totalCount } }', {
      id: patientId,
    });
    expect(inside.data.patient).toEqual({ id: patientId });
    expect(inside.data.patients.totalCount).toBeGreaterThan(1);
    expect(part2Of(inside)).toBeUndefined();
    expect(await recorded(patientId)).toHaveLength(1);
  });

  it('is refused when the server took them for somebody of the program, and let in the next time', async () => {
    const { client, patientId } = await shared(['CARE_PLAN']);
    const scope = [app.harbor.uuid, Role.PARTNER_APP, app.issuer.issuer, client.caller.subject].join('/');
    app.api.services.callers.set(scope, { isOutsider: false, reachesFew: true });
    const { data, errors } = await client.caller.send(NAMES);
    expect([data?.patients ?? null, errors?.[0]?.extensions.code]).toEqual([null, 'UNAVAILABLE']);
    expect(await recorded(patientId)).toEqual([]);
    expect((await client.caller.data(NAMES)).patients.nodes).toHaveLength(1);
    expect(await recorded(patientId)).toHaveLength(1);
  });
});

it.each<[string, string, (number | null)[]]>([
  ['that says what no consent covers', 'bits', [512]],
  ['of somebody who never consented', 'nobody', [0]],
  ['that does not say what was read', 'bits', [null]],
  ['that says nothing of what was read of one of them', 'bits', []],
])('refuses to write down an answer %s', async (_case, who, bits) => {
  const { client, patientId } = await shared(['CARE_PLAN']);
  const subject = who === 'nobody' ? await aPatient(app) : patientId;
  await asAdmin(app.databaseUrl, async (admin) => {
    await admin.query('begin');
    await admin.query("select app.enter($1, $2, $3, 'PARTNER_APP', $4)", [
      app.harbor.uuid,
      app.issuer.issuer,
      client.caller.subject,
      EVERY_SCOPE,
    ]);
    const record = admin.query(
      "select * from app.record_disclosures('planted', app.family_of(gen_random_uuid()), $1, $2)",
      [[uuidOf(subject)], bits],
    );
    await expect(record).rejects.toThrow('An outsider was shown what no consent covers.');
    await admin.query('rollback');
  });
});
