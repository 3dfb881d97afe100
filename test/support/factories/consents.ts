import { Role } from '../../../src/access/role';
import type { Caller, TestApp } from '../app';
import { asAdmin } from '../database';
import { serial } from '../factories';
import { uuidOf } from '../uuid-of';
import { aCareTeam, type CareTeam } from './care-plans';

type Input = Record<string, unknown>;

const GRANT = `mutation ($input: GrantConsentInput!) { grantConsent(input: $input) {
  __typename ... on GrantConsentPayload { consent { id } } ... on ConsentIncomplete { missing } } }`;
const PROPOSE = `mutation ($input: GrantConsentInput!) { proposeConsent(input: $input) {
  __typename ... on ProposeConsentPayload { consent { id } } ... on ConsentIncomplete { missing } } }`;

/** A client system and whoever acts as it. */
export interface Client {
  readonly id: string;
  readonly caller: Caller;
}

/** A patient with a care team, who acts for themselves, and a client that a consent may name. */
export interface ConsentingPatient {
  readonly team: CareTeam;
  readonly client: Client;
  readonly self: Caller;
  /** Whose consent it is and to whom, for an input that says the rest. */
  readonly about: (input?: object) => Input;
}

/** Registers a patient, their clinician and a client that sees nobody yet. */
export async function aConsentingPatient(app: TestApp): Promise<ConsentingPatient> {
  const [team, client] = await Promise.all([aCareTeam(app), aClient(app)]);
  const self = await app.asHolder(Role.PATIENT, team.patientId);
  const recipient = { partnerAppId: client.id };
  return { team, client, self, about: (input = {}) => ({ patientId: team.patientId, recipient, ...input }) };
}

/** So many hours from now, as the graph writes instants. */
export function hoursAhead(count: number): string {
  return new Date(Date.now() + count * 3_600_000).toISOString();
}

/** Registers a client that sees patients by their consent; its token asks for all it was registered for, unless told otherwise. */
export async function aClient(
  app: TestApp,
  {
    scopes = ['system/Patient.rs', 'system/CarePlan.rs', 'system/PeerSupport.rs'],
    asked = scopes,
    organization = app.harbor,
    ...input
  }: { scopes?: readonly string[]; asked?: readonly string[]; organization?: TestApp['harbor'] } & Input = {},
): Promise<Client> {
  const clientId = `consenting-${serial()}`;
  const kind = input.kind === 'EHR_SYSTEM' ? Role.EHR_SYSTEM : Role.PARTNER_APP;
  const { registerPartnerApp } = await app
    .as(Role.ADMINISTRATOR, { organization })
    .data('mutation ($input: RegisterPartnerAppInput!) { registerPartnerApp(input: $input) { partnerApp { id } } }', {
      input: { name: `App ${clientId}`, clientId, kind, legalBasis: 'PATIENT_CONSENT', scopes, ...input },
    });
  const caller = app.as(kind, { organization, subject: clientId, scopes: asked });
  return { id: registerPartnerApp.partnerApp.id, caller };
}

/** What a consent says before anybody signs it. */
export function terms(input: Input = {}): Input {
  return {
    scope: 'NAMED_DISCLOSURE',
    discloser: 'Harbor Recovery',
    categories: ['CARE_PLAN'],
    purpose: 'CARE_COORDINATION',
    expiresAt: hoursAhead(24),
    ...input,
  };
}

/** The same with a signature: every element of 42 CFR 2.31(a). */
export function signedTerms(input: Input = {}): Input {
  return terms({ signedAt: new Date().toISOString(), ...ACKNOWLEDGED, ...input });
}

/** What the signer says, apart from the day. */
export const ACKNOWLEDGED = {
  signedBy: 'SELF',
  signatureMethod: 'ELECTRONIC',
  acknowledgesRightToRevoke: true,
  acknowledgesRedisclosure: true,
  acknowledgesConsequencesOfRefusal: true,
};

/** Grants a consent with every element; answers with its id. */
export async function aConsent(by: Caller, input: Input): Promise<string> {
  const { grantConsent } = await by.data(GRANT, { input: signedTerms(input) });
  return idOf(grantConsent);
}

/** Prepares a consent; answers with its id. */
export async function aProposedConsent(by: Caller, input: Input): Promise<string> {
  const { proposeConsent } = await by.data(PROPOSE, { input: terms(input) });
  return idOf(proposeConsent);
}

/** Lets a consent end `seconds` ago: as the superuser, past the trigger that keeps its words, with the grant that it made. */
export async function letExpire(app: TestApp, consentId: string, seconds = 1): Promise<void> {
  await asAdmin(app.databaseUrl, async (admin) => {
    const past = [uuidOf(consentId), seconds];
    await admin.query('set session_replication_role = replica');
    await admin.query(
      "update consent set starts_at = now() - interval '1 day', expires_at = now() - $2 * interval '1 second' where id = $1",
      past,
    );
    await admin.query(
      "update access_grant set valid_until = now() - $2 * interval '1 second' where source_id = $1",
      past,
    );
  });
}

function idOf(result: { __typename: string; missing?: string[]; consent?: { id: string } }): string {
  if (!result.consent) throw new Error(`No consent was made: ${result.__typename} ${result.missing?.join()}`);
  return result.consent.id;
}
