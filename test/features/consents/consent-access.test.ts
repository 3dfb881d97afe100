import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aPatient } from '../../support/factories';
import { aCarePlan, aCareTeam, aCbtActivity, aMatActivity, type CareTeam } from '../../support/factories/care-plans';
import { aClient, aConsent, type Client, hoursAhead, letExpire } from '../../support/factories/consents';
import { uuidOf } from '../../support/uuid-of';

const PATIENT = `query ($id: ID!) { patient(id: $id) { id preferredName identity { fullName } contactPoints { value } status
  carePlans { totalCount nodes { title activities { __typename } } } safetyFacts { kind } consents { nodes { id } } withheld { category } } }`;

let app: TestApp;
let team: CareTeam;
let self: Caller;

beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  team = await aCareTeam(app);
  self = await app.asHolder(Role.PATIENT, team.patientId);
  const carePlanId = await aCarePlan(app, {
    by: team.clinician,
    patientId: team.patientId,
    title: 'Steady',
    status: 'ACTIVE',
  });
  await aCbtActivity(team.clinician, carePlanId);
  await aMatActivity(team.clinician, carePlanId);
});
afterAll(() => app.stop());

const grant = (client: Client, input: object = {}) =>
  aConsent(self, { patientId: team.patientId, recipient: { partnerAppId: client.id }, ...input });
const seenBy = async ({ caller }: Client, patientId = team.patientId) =>
  (await caller.data(PATIENT, { id: patientId })).patient;
const ALL = ['system/Patient.rs', 'system/CarePlan.rs', 'system/MedicationRequest.rs', 'system/PeerSupport.rs'];
const HIDDEN = {
  identity: null,
  contactPoints: null,
  status: null,
  carePlans: { totalCount: null, nodes: [] },
  safetyFacts: null,
  withheld: [],
};

describe('what a partner app sees by consent', () => {
  it.each<[string[], object]>([
    [['CONTACT'], { contactPoints: [] }],
    [['IDENTITY'], { identity: { fullName: expect.stringContaining('Robin') } }],
    [
      ['CARE_PLAN'],
      {
        status: 'ACTIVE',
        carePlans: { totalCount: null, nodes: [{ title: 'Steady', activities: [{ __typename: 'CbtActivity' }] }] },
      },
    ],
    [
      ['CARE_PLAN', 'MEDICATION'],
      {
        status: 'ACTIVE',
        safetyFacts: [],
        carePlans: {
          totalCount: null,
          nodes: [{ title: 'Steady', activities: [{ __typename: 'CbtActivity' }, { __typename: 'MatActivity' }] }],
        },
      },
    ],
  ])('is exactly %j', async (categories, shown) => {
    const client = await aClient(app, { scopes: ALL });
    const consentId = await grant(client, { categories });
    expect(await seenBy(client)).toEqual({
      id: team.patientId,
      preferredName: null,
      ...HIDDEN,
      consents: { nodes: [{ id: consentId }] },
      ...shown,
    });
    const { patients } = await client.caller.data('{ patients { nodes { id } } }');
    expect(patients.nodes).toEqual([{ id: team.patientId }]);
  });

  it('is of that patient only, and not for another app', async () => {
    const [client, other] = [await aClient(app), await aClient(app)];
    await grant(client);
    expect(await seenBy(client, await aPatient(app))).toBeNull();
    expect(await seenBy(other)).toBeNull();
  });

  it('is nothing before its first instant, and nothing from its last', async () => {
    const client = await aClient(app);
    await grant(client, { startsAt: hoursAhead(1) });
    expect(await seenBy(client)).toBeNull();
    const consentId = await grant(client);
    expect(await seenBy(client)).toMatchObject({ status: 'ACTIVE' });
    await letExpire(app, consentId, 0);
    expect(await seenBy(client)).toBeNull();
    expect((await client.caller.data('query ($id: ID!) { node(id: $id) { id } }', { id: consentId })).node).toBeNull();
  });

  it('is nothing where its token asks for something else, the consent included', async () => {
    const client = await aClient(app, { scopes: ALL, asked: ['system/PeerSupport.rs'] });
    const consentId = await grant(client, { categories: ['CARE_PLAN'] });
    expect(await seenBy(client)).toBeNull();
    expect(
      (
        await client.caller.data('query ($id: ID!) { node(id: $id) { ... on Consent { patient { id } } } }', {
          id: consentId,
        })
      ).node,
    ).toBeNull();
  });

  it('is never a counseling note, whatever was consented to', async () => {
    const client = await aClient(app, { scopes: ALL });
    await grant(client, { scope: 'COUNSELING_NOTES', categories: ['COUNSELING_NOTE'] });
    expect(await seenBy(client)).toBeNull();
  });

  it('is nothing while it is denied, and the rest where a category is', async () => {
    const client = await aClient(app, { scopes: ALL });
    await grant(client, { categories: ['CARE_PLAN', 'CONTACT'] });
    const deny = (categories: string) =>
      asAdmin(app.databaseUrl, (admin) =>
        admin.query(
          `insert into access_restriction (organization_id, id, patient_id, partner_app_id, categories, reason, starts_at)
           values ($1, gen_random_uuid(), $2, $3, $4, 'At the request of the patient', now())`,
          [app.harbor.uuid, uuidOf(team.patientId), uuidOf(client.id), categories],
        ),
      );
    await deny('{CARE_PLAN}');
    expect(await seenBy(client)).toMatchObject({ status: null, contactPoints: [] });
    await deny(
      '{IDENTITY,CONTACT,CARE_PLAN,MEDICATION,ASSESSMENT,RECOVERY,RETURN_TO_USE,PEER_SUPPORT,GROUP_PARTICIPATION,COUNSELING_NOTE}',
    );
    expect(await seenBy(client)).toBeNull();
  });
});

it('lets a record system that stands on consent see each patient who consented', async () => {
  const ehr = await aClient(app, { kind: 'EHR_SYSTEM', scopes: ALL });
  expect(await seenBy(ehr)).toBeNull();
  await grant(ehr, { categories: ['CARE_PLAN'] });
  expect(await seenBy(ehr)).toMatchObject({ status: 'ACTIVE', contactPoints: null, identity: null });
  const { patients } = await ehr.caller.data('{ patients { nodes { id } } }');
  expect(patients.nodes).toEqual([{ id: team.patientId }]);
});
