import { Role } from '../../../src/access/role';
import { type Answer, type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient } from '../../support/factories';
import { aClient, aConsent, type Client } from '../../support/factories/consents';

const NAMES = 'query Names { patients { nodes { id preferredName } } }';
const PLANS = 'query Plans { patients { nodes { status } } }';
const LIST = `query ($id: ID!, $first: Int, $after: String) { patient(id: $id) { disclosures(first: $first, after: $after) {
  totalCount pageInfo { endCursor hasNextPage } nodes { id at basis recipient purpose categories operation description consent { id } } } } }`;
const ONE = 'query ($id: ID!) { node(id: $id) { id ... on Disclosure { operation categories } } }';

let app: TestApp;
let clinicianId: string;
let clinician: Caller;
beforeAll(async () => {
  app = await startTestApp();
  clinicianId = await aClinician(app);
  clinician = await app.asClinician(clinicianId);
});
afterAll(() => app.stop());

interface Reader {
  readonly id: string;
  readonly caller: Caller;
  readonly consentId: string;
}

/** A patient with a login and a consent to the client. */
async function aReader(client: Client, categories: readonly string[] = ['CARE_PLAN']): Promise<Reader> {
  const id = await aPatient(app, { careTeam: [clinicianId] });
  const consentId = await aConsent(clinician, { patientId: id, recipient: { partnerAppId: client.id }, categories });
  return { id, caller: await app.asHolder(Role.PATIENT, id), consentId };
}

const idsIn = ({ text }: Answer): string[] => JSON.parse(text).extensions?.part2?.disclosureIds;
const listedBy = async ({ id, caller }: Pick<Reader, 'id' | 'caller'>, variables: object = {}) =>
  (await caller.data(LIST, { id, ...variables })).patient.disclosures;

describe('what one answer told of several patients', () => {
  it('is for each of them the line that is theirs, by the id that went with the answer', async () => {
    const client = await aClient(app);
    const readers = [await aReader(client), await aReader(client), await aReader(client)];
    const answer = await client.caller.send(PLANS);
    const ids = idsIn(answer);
    expect(ids).toHaveLength(3);
    const listed = await Promise.all(readers.map((reader) => listedBy(reader)));
    for (const [index, { nodes, totalCount }] of listed.entries()) {
      expect(totalCount).toBe(1);
      expect(nodes).toEqual([
        {
          id: expect.stringMatching(/^disclosure_[0-9a-f]{32}$/),
          at: expect.any(String),
          basis: 'CONSENT',
          recipient: expect.stringMatching(/^App consenting-/),
          purpose: 'CARE_COORDINATION',
          categories: ['CARE_PLAN'],
          operation: 'Plans',
          description: null,
          consent: { id: readers[index]?.consentId },
        },
      ]);
    }
    expect(listed.map(({ nodes }) => nodes[0].id).sort()).toEqual([...ids].sort());
  });

  it('can be fetched again by its id, by the patient and the privacy officer, and by nobody else', async () => {
    const client = await aClient(app);
    const [one, other] = [await aReader(client), await aReader(client)];
    await client.caller.data(PLANS);
    const [{ id }] = (await listedBy(one)).nodes;
    const officer = app.as(Role.PRIVACY_OFFICER);
    for (const caller of [one.caller, officer])
      expect((await caller.data(ONE, { id })).node).toEqual({ id, operation: 'Plans', categories: ['CARE_PLAN'] });
    const strangers = [other.caller, clinician, client.caller, app.as(Role.PROGRAM_DIRECTOR)];
    const abroad = app.as(Role.PRIVACY_OFFICER, { organization: app.meadow });
    for (const caller of [...strangers, abroad, app.as(Role.INTAKE)])
      expect((await caller.data(ONE, { id })).node).toBeNull();
    const [{ id: second }] = (await listedBy(other)).nodes;
    const { nodes } = await one.caller.data('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: [second, id, id.replace(/....$/, 'ffff')],
    });
    expect(nodes).toEqual([null, { id }, null]);
  });
});

it('stands in one list with what was written down by hand, the latest first, page by page', async () => {
  const client = await aClient(app);
  const reader = await aReader(client, ['IDENTITY']);
  await client.caller.data(NAMES);
  await clinician.data(
    'mutation ($input: RecordDisclosureInput!) { recordDisclosure(input: $input) { disclosure { id } } }',
    {
      input: {
        patientId: reader.id,
        basis: 'COURT_ORDER',
        recipient: 'Court',
        categories: [],
        at: '2026-01-02T00:00:00Z',
      },
    },
  );
  await client.caller.data(NAMES);
  const first = await listedBy(reader, { first: 2 });
  expect(first.nodes.map(({ basis }: { basis: string }) => basis)).toEqual(['CONSENT', 'CONSENT']);
  expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
  const rest = await listedBy(reader, { first: 2, after: first.pageInfo.endCursor });
  expect(rest.nodes).toMatchObject([{ basis: 'COURT_ORDER', operation: null }]);
});

it('is hidden from a privacy officer whom the patient keeps out', async () => {
  const client = await aClient(app);
  const reader = await aReader(client);
  await client.caller.data(PLANS);
  const [{ id }] = (await listedBy(reader)).nodes;
  const everything = (await clinician.data('{ __type(name: "DataCategory") { enumValues { name } } }')).__type
    .enumValues;
  await reader.caller.data('mutation ($input: RestrictAccessInput!) { restrictAccess(input: $input) { __typename } }', {
    input: {
      patientId: reader.id,
      reason: 'My own choice.',
      categories: everything.map(({ name }: { name: string }) => name),
    },
  });
  const officer = app.as(Role.PRIVACY_OFFICER);
  expect((await officer.data(ONE, { id })).node).toBeNull();
  expect((await reader.caller.data(ONE, { id })).node).toMatchObject({ id });
});

it('is not told when nobody knows whether it is on disk', async () => {
  const client = await aClient(app);
  await aReader(client);
  const { logFlush } = app.api.services;
  const after = jest.spyOn(logFlush, 'after').mockRejectedValueOnce(new Error('planted'));
  const { data, errors } = await client.caller.send(NAMES);
  expect([data ?? null, errors?.[0]?.extensions.code]).toEqual([null, 'INTERNAL_SERVER_ERROR']);
  after.mockRestore();
  expect((await client.caller.data(NAMES)).patients.nodes).toHaveLength(1);
});

it('takes one row an answer, that the runtime role can neither read nor write', async () => {
  const client = await aClient(app);
  await aReader(client);
  await aReader(client);
  await client.caller.data(NAMES);
  const rows =
    'select cardinality(patient_ids)::int as patients from api_disclosure a join partner_app p on p.id = a.recipient_id where p.client_id = $1';
  await asAdmin(app.databaseUrl, async (admin) => {
    expect((await admin.query(rows, [client.caller.subject])).rows).toEqual([{ patients: 2 }]);
    await admin.query('set role alongside_runtime');
    for (const statement of [
      'select from api_disclosure',
      'delete from api_disclosure',
      'insert into api_disclosure default values',
    ])
      await expect(admin.query(statement)).rejects.toMatchObject({ code: '42501' });
  });
});
