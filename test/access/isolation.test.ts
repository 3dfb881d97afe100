import { Role } from '../../src/access/role';
import { newId } from '../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp, type TestOrganization } from '../support/app';
import { asAdmin } from '../support/database';
import { aClinician, aPatient, aSeat } from '../support/factories';
import { aPeerLink } from '../support/factories/peer-links';
import { aPeerGroup } from '../support/factories/peers';
import { badInputAt, refusalOf } from '../support/refusals';

const SCOPES = ['system/Patient.cruds', 'system/CarePlan.cruds', 'system/PeerSupport.rs', 'system/Observation.rs'];

/** Everything one organization has, and what betrays it. */
interface Place {
  readonly organization: TestOrganization;
  readonly clinicianId: string;
  readonly patientId: string;
  readonly seatId: string;
  readonly accountId: string;
  readonly partnerAppId: string;
  readonly peerLinkId: string;
  readonly cursor: string;
  readonly callers: Readonly<Record<string, Caller>>;
  /** Names and ids that the other organization must never meet. */
  readonly traces: readonly string[];
}

let app: TestApp;
let harbor: Place;
let meadow: Place;

/** The same in both, down to identifiers, logins and client ids: only names and made ids differ. */
async function furnish(organization: TestOrganization, name: string): Promise<Place> {
  const administrator = app.as(Role.ADMINISTRATOR, { organization, subject: 'shared-administrator' });
  const director = app.as(Role.PROGRAM_DIRECTOR, { organization, subject: 'shared-director' });
  const clinicianId = await aClinician(app, { organization, displayName: `${name} Clinician` });
  const identifier = { system: 'urn:example:mrn', value: 'shared' };
  const patientId = await aPatient(app, {
    organization,
    familyName: `${name}son`,
    preferredName: `${name}y`,
    identifier,
  });
  const seatId = await aSeat(app, { organization, patientId, clinicianId });
  const { connectAccount } = await administrator.data(
    'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }',
    { input: { issuer: app.issuer.issuer, subject: 'shared-clinician', holderId: clinicianId } },
  );
  const { registerPartnerApp } = await administrator.data(
    'mutation ($input: RegisterPartnerAppInput!) { registerPartnerApp(input: $input) { partnerApp { id } } }',
    {
      input: {
        name: `${name} Records`,
        clientId: 'shared-client',
        kind: 'EHR_SYSTEM',
        legalBasis: 'PROGRAM_SYSTEM',
        scopes: SCOPES,
      },
    },
  );
  const clinician = app.as(Role.CLINICIAN, { organization, subject: 'shared-clinician' });
  const peerGroupId = await aPeerGroup(app, { organization });
  const { id: peerLinkId } = await aPeerLink(clinician, { patientId, peerGroupId });
  const { patients } = await director.data('{ patients { pageInfo { endCursor } } }');
  const ids = [clinicianId, patientId, seatId, connectAccount.account.id, registerPartnerApp.partnerApp.id, peerLinkId];
  return {
    organization,
    clinicianId,
    patientId,
    seatId,
    accountId: connectAccount.account.id,
    partnerAppId: registerPartnerApp.partnerApp.id,
    peerLinkId,
    cursor: patients.pageInfo.endCursor,
    callers: {
      administrator,
      director,
      intake: app.as(Role.INTAKE, { organization, subject: 'shared-intake' }),
      clinician,
      privacy: app.as(Role.PRIVACY_OFFICER, { organization, subject: 'shared-privacy' }),
      ehr: app.as(Role.EHR_SYSTEM, { organization, subject: 'shared-client', scopes: SCOPES }),
    },
    traces: [name, organization.name, ...[organization.id, ...ids].map((id) => id.slice(id.lastIndexOf('_') + 1))],
  };
}

beforeAll(async () => {
  app = await startTestApp();
  harbor = await furnish(app.harbor, 'Quay');
  meadow = await furnish(app.meadow, 'Clover');
});
afterAll(() => app.stop());

const sides: [string, () => [Place, Place]][] = [
  ['harbor of meadow', () => [harbor, meadow]],
  ['meadow of harbor', () => [meadow, harbor]],
];
const everybody = ['administrator', 'director', 'intake', 'clinician', 'privacy', 'ehr'] as const;

function callerOf(place: Place, name: string): Caller {
  const caller = place.callers[name];
  if (!caller) throw new Error(`Nobody is called ${name}.`);
  return caller;
}

describe.each(sides)('nobody of %s', (_name, sidesOf) => {
  const idsOf = (place: Place) => [
    place.organization.id,
    place.clinicianId,
    place.patientId,
    place.seatId,
    place.accountId,
    place.partnerAppId,
    place.peerLinkId,
  ];

  it.each(everybody)('sees a record by its id: %s', async (name) => {
    const [own, other] = sidesOf();
    const answer = await callerOf(own, name).send(
      `query ($ids: [ID!]!, $clinicianId: ID!) { nodes(ids: $ids) { id } clinician(id: $clinicianId) { id } }`,
      { ids: idsOf(other), clinicianId: other.clinicianId },
    );
    expect(answer.data).toEqual({ nodes: [null, null, null, null, null, null, null], clinician: null });
    const seen = await callerOf(own, name).data('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: idsOf(own),
    });
    expect(seen.nodes.filter(Boolean).length).toBeGreaterThan(0);
  });

  it.each(everybody.slice(1))('sees a patient by id, identifier or name: %s', async (name) => {
    const [own, other] = sidesOf();
    const caller = callerOf(own, name);
    const data = await caller.data(
      `query ($id: ID!, $search: String!) { patient(id: $id) { id }
         mine: patientByIdentifier(system: "urn:example:mrn", value: "shared") { id }
         patients(filter: { search: $search }) { totalCount nodes { id } } }`,
      { id: other.patientId, search: other.traces[0] },
    );
    expect(data).toEqual({ patient: null, mine: { id: own.patientId }, patients: { totalCount: 0, nodes: [] } });
  });

  it.each(everybody)('meets a trace of it in any list or nested edge: %s', async (name) => {
    const [own, other] = sidesOf();
    const caller = callerOf(own, name);
    const team =
      'careTeam { id duty clinician { id displayName caseload { totalCount nodes { id preferredName } } } coverFor { id } }';
    const fields = [
      `viewer { displayName organization { id name settings { onCall { id } } } clinician { id displayName caseload { totalCount nodes { id identity { fullName identifiers { value } } ${team} } } } patient { id } }`,
      `clinicians { totalCount nodes { id displayName caseload { totalCount nodes { id preferredName ${team} } } } }`,
      `patients { totalCount nodes { id preferredName identity { fullName } ${team} } }`,
      'partnerApps { totalCount nodes { id name clientId } }',
    ];
    for (const field of fields) {
      const answer = await caller.send(`{ ${field} }`);
      for (const trace of other.traces) expect(answer.text).not.toContain(trace);
      for (const total of answer.text.matchAll(/"totalCount":(\d+)/g)) expect(Number(total[1])).toBeLessThanOrEqual(1);
    }
    const { text } = await caller.send(`{ ${fields[0]} }`);
    expect(text).toContain(own.organization.name);
  });

  it('pages with a cursor of it', async () => {
    const [own, other] = sidesOf();
    const answer = await callerOf(own, 'director').send(
      'query ($after: String) { patients(after: $after) { nodes { id } } }',
      {
        after: other.cursor,
      },
    );
    expect(refusalOf(answer)).toEqual(badInputAt('after'));
  });

  it('changes anything of it', async () => {
    const [own, other] = sidesOf();
    const before = await rowsOf(other.organization);
    const identifier = { system: 'urn:example:mrn', value: newId() };
    const yes = { answer: 'ACCEPT', onBehalfOf: 'PATIENT' };
    const seat = { duty: 'any' };
    const attempts: [string, string, object][] = [
      ['intake', 'revisePatient', { patientId: other.patientId, expectedVersion: 1, givenName: 'Mallory' }],
      ['ehr', 'revisePatient', { patientId: other.patientId, expectedVersion: 1, givenName: 'Mallory' }],
      ['intake', 'attachIdentifier', { subjectId: other.patientId, identifier }],
      ['director', 'dischargePatient', { patientId: other.patientId, expectedVersion: 1, as: 'COMPLETED' }],
      ['ehr', 'readmitPatient', { patientId: other.patientId, expectedVersion: 1 }],
      ['director', 'joinCareTeam', { ...seat, patientId: other.patientId, clinicianId: own.clinicianId }],
      ['director', 'joinCareTeam', { ...seat, patientId: own.patientId, clinicianId: other.clinicianId }],
      [
        'director',
        'joinCareTeam',
        {
          ...seat,
          patientId: own.patientId,
          clinicianId: own.clinicianId,
          coverForId: other.clinicianId,
          until: '2999-01-01T00:00:00Z',
          reason: 'x',
        },
      ],
      ['director', 'leaveCareTeam', { careTeamMemberId: other.seatId }],
      ['clinician', 'leaveCareTeam', { careTeamMemberId: other.seatId }],
      ['clinician', 'movePeerLink', { peerLinkId: other.peerLinkId, expectedVersion: 1, to: 'WITHDRAWN' }],
      ['clinician', 'answerPeerLink', { ...yes, peerLinkId: other.peerLinkId }],
      ['director', 'answerPeerLink', { ...yes, peerLinkId: other.peerLinkId }],
      ['administrator', 'deactivateClinician', { clinicianId: other.clinicianId, expectedVersion: 1 }],
      ['administrator', 'suspendPartnerApp', { partnerAppId: other.partnerAppId, expectedVersion: 1 }],
      ['administrator', 'connectAccount', { issuer: app.issuer.issuer, subject: newId(), holderId: other.clinicianId }],
      ['intake', 'connectAccount', { issuer: app.issuer.issuer, subject: newId(), holderId: other.patientId }],
      ['administrator', 'reviseOrganization', { expectedVersion: 1, onCallId: other.clinicianId }],
    ];
    for (const [name, field, input] of attempts) {
      const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
      const answer = await callerOf(own, name).send(
        `mutation ($input: ${type}!) { ${field}(input: $input) { __typename } }`,
        { input },
      );
      expect([field, refusalOf(answer).code]).toEqual([field, 'NOT_FOUND']);
      for (const trace of other.traces) expect(answer.text).not.toContain(trace);
    }
    expect(await rowsOf(other.organization)).toEqual(before);
  });
});

it('lets each organization have the same identifiers, logins and client ids', async () => {
  // The two were furnished alike: had one been told of the other, furnishing would have failed.
  for (const place of [harbor, meadow]) {
    const { viewer } = await callerOf(place, 'clinician').data('{ viewer { clinician { id } organization { id } } }');
    expect(viewer).toEqual({ clinician: { id: place.clinicianId }, organization: { id: place.organization.id } });
  }
});

it('keeps an idempotency key of one apart from the same key of the other', async () => {
  const send = (place: Place) =>
    callerOf(place, 'administrator').send(
      'mutation ($input: RegisterClinicianInput!) { registerClinician(input: $input) { clinician { id } } }',
      { input: { displayName: 'Same', role: 'NURSE' } },
      { idempotencyKey: 'shared-key' },
    );
  const there = (await send(meadow)).data.registerClinician.clinician.id;
  const here = (await send(harbor)).data.registerClinician.clinician.id;
  expect(here).not.toBe(there);
  expect((await send(meadow)).data.registerClinician.clinician.id).toBe(there);
  expect((await send(harbor)).data.registerClinician.clinician.id).toBe(here);
});

/** Every row of the organization in every table. */
async function rowsOf({ uuid }: TestOrganization): Promise<unknown> {
  return asAdmin(app.databaseUrl, async (admin) => {
    const tables = await admin.query<{ name: string }>(
      // The server seals what was audited by itself, soon after.
      `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'organization_id'
         and table_name not in ('audit_seal', 'audit_head') order by 1`,
    );
    expect(tables.rows.length).toBeGreaterThan(12);
    const rows: Record<string, unknown> = {};
    for (const { name } of tables.rows) {
      const { rows: found } = await admin.query(
        `select to_jsonb(t) as row from ${name} t where organization_id = $1 order by 1::text`,
        [uuid],
      );
      rows[name] = found;
    }
    return rows;
  });
}
