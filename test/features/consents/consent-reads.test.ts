import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician } from '../../support/factories';
import type { CareTeam } from '../../support/factories/care-plans';
import {
  aConsent,
  aConsentingPatient,
  aProposedConsent,
  type Client,
  hoursAhead,
  letExpire,
} from '../../support/factories/consents';
import { statementsOf } from '../../support/statements';

const LIST = `query ($id: ID!, $status: [ConsentStatus!]) { patient(id: $id) { consents(status: $status) { totalCount nodes { id status } } } }`;
const DETAIL = `query ($id: ID!) { patient(id: $id) { consents { nodes { id status patient { id }
  recipient { __typename ... on PartnerApp { id name } ... on PeerMentor { displayName } ... on ExternalRecipient { name } } } } } }`;

let app: TestApp;
let team: CareTeam;
let client: Client;
let self: Caller;
const ids: Record<string, string> = {};

beforeAll(async () => {
  app = await startTestApp();
  const { about, ...parties } = await aConsentingPatient(app);
  ({ team, client, self } = parties);
  ids.PROPOSED = await aProposedConsent(team.clinician, about());
  ids.ACTIVE = await aConsent(self, about({ startsAt: hoursAhead(1) }));
  ids.EXPIRED = await aConsent(self, about({ recipient: { externalName: 'Dr. Example' } }));
  ids.SUPERSEDED = await aConsent(self, about());
  ids.REVOKED = await aConsent(self, about({ supersedesId: ids.SUPERSEDED }));
  await letExpire(app, ids.EXPIRED);
  await self.data('mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { __typename } }', {
    input: { consentId: ids.REVOKED },
  });
});
afterAll(() => app.stop());

const listed = async (by: Caller, status?: string[]) =>
  (await by.data(LIST, { id: team.patientId, status })).patient.consents;

it('lists the consents of a patient, the newest first, each where it stands now', async () => {
  const newestFirst = ['REVOKED', 'SUPERSEDED', 'EXPIRED', 'ACTIVE', 'PROPOSED'];
  expect(await listed(self)).toEqual({
    totalCount: 5,
    nodes: newestFirst.map((status) => ({ id: ids[status], status })),
  });
});

it('narrows them by where they stand now: an end that has come counts, whether or not it was written', async () => {
  for (const status of Object.keys(ids))
    expect(await listed(self, [status])).toEqual({ totalCount: 1, nodes: [{ id: ids[status], status }] });
  expect((await listed(self, ['ACTIVE', 'EXPIRED'])).nodes.map(({ status }: { status: string }) => status)).toEqual([
    'EXPIRED',
    'ACTIVE',
  ]);
  expect((await listed(self, [])).totalCount).toBe(0);
});

it.each<[string, () => Caller, number | null]>([
  ['a clinician of the care team', () => team.clinician, 5],
  ['the director', () => app.as(Role.PROGRAM_DIRECTOR), 5],
  ['the privacy officer', () => app.as(Role.PRIVACY_OFFICER), 5],
  ['the front desk', () => app.as(Role.INTAKE), 0],
])('shows %s as many as they may see', async (_who, caller, total) => {
  expect((await listed(caller())).totalCount).toBe(total);
});

it('shows a consent by id to whoever sees the patient, and to nobody else', async () => {
  const ask = 'query ($id: ID!) { node(id: $id) { ... on Consent { id status recipient { __typename } } } }';
  const shown = { node: { id: ids.EXPIRED, status: 'EXPIRED', recipient: { __typename: 'ExternalRecipient' } } };
  expect(await self.data(ask, { id: ids.EXPIRED })).toEqual(shown);
  for (const caller of [
    app.as(Role.INTAKE),
    app.as(Role.ADMINISTRATOR),
    client.caller,
    await app.asClinician(await aClinician(app)),
    app.as(Role.PROGRAM_DIRECTOR, { organization: app.meadow }),
  ])
    expect(await caller.data(ask, { id: ids.EXPIRED })).toEqual({ node: null });
});

it('reads them with their recipients in one statement', async () => {
  const { patient } = await self.data(DETAIL, { id: team.patientId });
  expect(
    patient.consents.nodes.map(({ recipient }: { recipient: { __typename: string } }) => recipient.__typename),
  ).toEqual(['PartnerApp', 'PartnerApp', 'ExternalRecipient', 'PartnerApp', 'PartnerApp']);
  const plain = await statementsOf(app, self, 'query ($id: ID!) { patient(id: $id) { id } }', { id: team.patientId });
  expect(await statementsOf(app, self, DETAIL, { id: team.patientId })).toBe(plain);
});
