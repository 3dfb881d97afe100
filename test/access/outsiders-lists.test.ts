import { Role } from '../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../support/app';
import { asAdmin } from '../support/database';
import { aClinician, aPatient } from '../support/factories';
import { aCarePlan, aMatActivity } from '../support/factories/care-plans';
import { aClient, aConsent } from '../support/factories/consents';
import { aSharingConsent } from '../support/factories/peer-consents';
import { anActiveLink, anEmployedMentor } from '../support/factories/peer-links';
import { aMentor } from '../support/factories/peers';
import { uuidOf } from '../support/uuid-of';

const SCOPES = ['system/Patient.rs', 'system/CarePlan.rs', 'system/MedicationRequest.rs', 'system/PeerSupport.rs'];
const CATEGORIES = ['IDENTITY', 'CARE_PLAN', 'MEDICATION', 'PEER_SUPPORT', 'GROUP_PARTICIPATION'];
const LONG_AGO = '2020-01-01T00:00:00Z';

let app: TestApp;
let clinicianId: string;
let clinician: Caller;
let patientId: string;
let callers: Record<string, Caller>;

beforeAll(async () => {
  app = await startTestApp();
  clinicianId = await aClinician(app);
  clinician = await app.asClinician(clinicianId);
  patientId = await aPatient(app, { careTeam: [clinicianId], preferredName: 'Robin' });
  const carePlanId = await aCarePlan(app, { patientId, by: clinician });
  await aMatActivity(clinician, carePlanId);
  callers = {
    'a partner app': await sharedWith({}),
    'a record system by consent': await sharedWith({ kind: 'EHR_SYSTEM' }),
    'a volunteer mentor': await linked(await aMentor(app, { engagement: 'SUPERVISED_VOLUNTEER' })),
    'an independent mentor': await linked(await aMentor(app, { engagement: 'INDEPENDENT' })),
    'an employed mentor': await linked(await anEmployedMentor(app)),
    "the program's own record system": await app.asClient(Role.EHR_SYSTEM, SCOPES),
    'the program director': app.as(Role.PROGRAM_DIRECTOR),
    'a clinician': clinician,
  };
});
afterAll(() => app.stop());

/** A client to whom the patient consented. */
async function sharedWith(input: Record<string, unknown>): Promise<Caller> {
  const client = await aClient(app, { scopes: SCOPES, ...input });
  await aConsent(clinician, { patientId, recipient: { partnerAppId: client.id }, categories: CATEGORIES });
  return client.caller;
}

/** The mentor, once the two are linked. */
async function linked(peerMentorId: string): Promise<Caller> {
  await aSharingConsent(app, { patientId, peerMentorId, categories: CATEGORIES });
  await anActiveLink(app, clinician, { patientId, peerMentorId });
  return app.asHolder(Role.PEER_MENTOR, peerMentorId);
}

const by = (who: string): Caller => {
  const caller = callers[who];
  if (!caller) throw new Error(`Nobody is ${who}.`);
  return caller;
};

/** What was written down of the patient meanwhile: the categories, a line each. */
async function recorded(during: () => Promise<unknown>): Promise<string[][]> {
  const lines = async () => {
    const { rows } = await asAdmin(app.databaseUrl, (admin) =>
      admin.query<{ id: string; categories: string[] }>(
        `select app.line_of(a.id, line::int) as id, app.categories(part) as categories
         from api_disclosure a cross join unnest(patient_ids, parts) with ordinality as l(patient_id, part, line)
         where patient_id = $1`,
        [uuidOf(patientId)],
      ),
    );
    return rows;
  };
  const before = new Set((await lines()).map(({ id }) => id));
  await during();
  return (await lines()).filter(({ id }) => !before.has(id)).map(({ categories }) => categories);
}

const OUTSIDERS = [
  'a partner app',
  'a record system by consent',
  'a volunteer mentor',
  'an independent mentor',
] as const;
const INSIDERS = [
  'an employed mentor',
  "the program's own record system",
  'the program director',
  'a clinician',
] as const;

/** Lists by what other tables tell, and the argument that is refused. */
const REFUSED: readonly (readonly [argument: string, list: string])[] = [
  ['filter.search', 'patients(filter: { search: "a" }) { nodes { id } }'],
  ['filter.search', 'patients(filter: { search: "nobody is called so" }) { pageInfo { hasNextPage } }'],
  ['filter.status', 'patients(filter: { status: [ACTIVE] }) { totalCount }'],
  ['orderBy', 'patients(orderBy: NAME) { nodes { id } }'],
  ['filter.clinicianId', 'carePlans(filter: { clinicianId: "$clinician" }) { nodes { id } }'],
  ['filter.withoutPeerSupport', 'carePlans(filter: { withoutPeerSupport: true }) { nodes { id } }'],
  ['filter.withoutPeerSupport', 'carePlans(filter: { withoutPeerSupport: false }) { nodes { id } }'],
];

const OPEN: readonly string[] = [
  `patients(filter: { updatedSince: "${LONG_AGO}", search: null, status: null }) { nodes { id } }`,
  'patients(orderBy: UPDATED_AT) { nodes { id } }',
  `carePlans(filter: { status: [DRAFT], updatedSince: "${LONG_AGO}" }) { nodes { patient { id } } }`,
  'peerLinks(status: [ACTIVE]) { nodes { patient { id } } }',
  'peerGroups(filter: { search: "a", active: true }) { nodes { id } }',
];

const documentOf = (list: string): string => `{ ${list.replace('$clinician', clinicianId)} }`;

describe.each(OUTSIDERS)('%s', (who) => {
  it.each(REFUSED)('is refused %s of %s, and nothing is written down', async (argument, list) => {
    const lines = await recorded(async () => {
      const { data, errors } = await by(who).send(documentOf(list));
      expect(data).toBeNull();
      expect(errors).toEqual([
        expect.objectContaining({
          message: `"${argument}" is not open to callers outside the program: what it tells would not be written down as shown to them. Leave it out, and go by the fields of the records.`,
          extensions: { code: 'FORBIDDEN' },
        }),
      ]);
    });
    expect(lines).toEqual([]);
  });

  it('is refused it by variables, too, the first time and every other', async () => {
    const query =
      'query ($filter: PatientFilter, $by: PatientOrder) { patients(filter: $filter, orderBy: $by) { nodes { id } } }';
    for (const variables of [{ filter: { search: 'a' } }, { by: 'NAME' }])
      for (let time = 0; time < 3; time += 1)
        expect((await by(who).send(query, variables)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await by(who).data(query, { filter: {}, by: 'UPDATED_AT' })).patients.nodes).toEqual([{ id: patientId }]);
  });

  it.each(OPEN)('is answered %s', async (list) => {
    const lines = await recorded(async () => {
      const { errors } = await by(who).send(documentOf(list));
      expect(errors).toBeUndefined();
    });
    // Whom it shows is written down; groups show nobody.
    expect(lines.length > 0).toBe(!list.startsWith('peerGroups'));
  });
});

it.each(OUTSIDERS.filter((who) => who !== 'a partner app'))(
  '%s is refused a caseload, which is by name',
  async (who) => {
    const query = 'query ($id: ID!) { clinician(id: $id) { displayName caseload { nodes { id } } } }';
    const lines = await recorded(async () => {
      const { data, errors } = await by(who).send(query, { id: clinicianId });
      expect(data).toEqual({ clinician: null });
      expect(errors?.map(({ message, extensions }) => [message.split(' ')[0], extensions.code])).toEqual([
        ['"Clinician.caseload"', 'FORBIDDEN'],
      ]);
    });
    expect(lines).toEqual([]);
  },
);

it('a caseload beneath a record by its id is refused, too', async () => {
  const query =
    'query ($id: ID!) { node(id: $id) { ... on Patient { careTeam { clinician { caseload { nodes { id } } } } } } }';
  const { data, errors } = await by('a record system by consent').send(query, { id: patientId });
  expect(data.node.careTeam).toEqual([{ clinician: null }]);
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
});

it('a refused list spoils no other', async () => {
  const query = '{ patients(filter: { search: "a" }) { nodes { id } } viewer { role } }';
  const { errors } = await by('a partner app').send(query);
  expect(errors?.map(({ path }) => path)).toEqual([['patients']]);
});

it.each(INSIDERS)('%s is refused nothing', async (who) => {
  for (const [, list] of REFUSED) expect((await by(who).send(documentOf(list))).errors).toBeUndefined();
});

it('the director finds by all of them', async () => {
  const director = by('the program director');
  const { patients, clinician: found } = await director.data(
    'query ($id: ID!) { patients(filter: { search: "" }, orderBy: NAME) { nodes { id } } clinician(id: $id) { caseload { nodes { id } } } }',
    { id: clinicianId },
  );
  expect(patients.nodes).toEqual([{ id: patientId }]);
  expect(found.caseload.nodes).toEqual([{ id: patientId }]);
});

describe('what changed since', () => {
  const changed = (since: string, shown: string): string =>
    `{ carePlans(filter: { updatedSince: "${since}" }${shown.includes('hasNextPage') ? ', first: 0' : ''}) { ${shown} } }`;

  it.each(['nodes { id }', 'pageInfo { hasNextPage }'])(
    'is written down with every category that changed: %s',
    async (shown) => {
      const lines = await recorded(() => by('a partner app').data(changed(LONG_AGO, shown)));
      expect(lines).toEqual([['CARE_PLAN', 'MEDICATION']]);
    },
  );

  it('is not where nobody asks for it', async () => {
    const lines = await recorded(() => by('a partner app').data('{ carePlans { nodes { id } } }'));
    expect(lines).toEqual([['CARE_PLAN']]);
  });

  it('is of nobody where nothing changed', async () => {
    const lines = await recorded(() => by('a partner app').data(changed('2990-01-01T00:00:00Z', 'nodes { id }')));
    expect(lines).toEqual([]);
  });
});
