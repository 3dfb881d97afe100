import { randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { Role } from '../../../../src/access/role';
import type { TestApp, TestOrganization } from '../../../support/app';
import { aClientKey, type ClientKey } from '../../../support/client-keys';
import { serial } from '../../../support/factories';

/** What the token endpoint answered. */
export interface TokenAnswer {
  readonly status: number;
  readonly text: string;
  /** RFC 6749 5.1 and 5.2: a token, or an error. Empty where the answer was no JSON. */
  readonly body: {
    readonly access_token: string;
    readonly token_type: string;
    readonly expires_in: number;
    readonly scope: string;
    readonly error: string;
    readonly error_description: string;
  };
}

interface ClientOptions {
  readonly organization?: TestOrganization;
  readonly clientId?: string;
  readonly scopes?: readonly string[];
  readonly key?: ClientKey;
  readonly kind?: 'PARTNER_APP' | 'EHR_SYSTEM';
}

const REGISTER =
  'mutation ($input: RegisterPartnerAppInput!) { registerPartnerApp(input: $input) { partnerApp { id version } } }';
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A client registered with a key of its own, as it asks for tokens. */
export async function aTokenClient(app: TestApp, options: ClientOptions = {}): Promise<TokenClient> {
  const { organization = app.harbor, kind = 'EHR_SYSTEM', scopes = ['system/CarePlan.rs'] } = options;
  const clientId = options.clientId ?? `client-${serial()}`;
  const key = options.key ?? aClientKey('ES384', `key-${serial()}`);
  const legalBasis = kind === 'EHR_SYSTEM' ? 'PROGRAM_SYSTEM' : 'PATIENT_CONSENT';
  const input = { name: clientId, clientId, kind, legalBasis, scopes, jwks: { keys: [key.publicJwk] } };
  const data = await app.as(Role.ADMINISTRATOR, { organization }).data(REGISTER, { input });
  return new TokenClient(app.api.url, clientId, key, organization, data.registerPartnerApp.partnerApp);
}

export class TokenClient {
  constructor(
    readonly url: string,
    readonly clientId: string,
    readonly key: ClientKey,
    readonly organization: TestOrganization,
    readonly partnerApp: { readonly id: string; readonly version: number },
  ) {}

  get endpoint(): string {
    return `${this.url}/oidc/token`;
  }

  /** A good assertion's claims; `undefined` removes one. */
  claims(changes: Record<string, unknown> = {}): JWTPayload {
    const now = Math.floor(Date.now() / 1_000);
    const { clientId: iss, endpoint: aud } = this;
    return { iss, sub: iss, aud, jti: randomUUID(), iat: now, exp: now + 240, ...changes };
  }

  async assertion(changes: Record<string, unknown> = {}, header: Record<string, unknown> = {}): Promise<string> {
    const { alg, kid, privateKey } = this.key;
    return new SignJWT(this.claims(changes)).setProtectedHeader({ alg, kid, typ: 'JWT', ...header }).sign(privateKey);
  }

  /** Asks with a good assertion, unless the form brings another; `undefined` leaves a field out. */
  async ask(form: Record<string, string | undefined> = {}, url = this.url): Promise<TokenAnswer> {
    const filled = {
      grant_type: 'client_credentials',
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: 'client_assertion' in form ? undefined : await this.assertion(),
      organization: this.organization.id,
      scope: 'system/CarePlan.rs',
      ...form,
    };
    const given = Object.entries(filled).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    );
    return send(`${url}/oidc/token`, new URLSearchParams(given).toString());
  }

  /** Asks with this assertion. */
  present(assertion: string, url = this.url): Promise<TokenAnswer> {
    return this.ask({ client_assertion: assertion }, url);
  }
}

/** Sends a form, as it is. */
export async function send(url: string, body: string, headers: Record<string, string> = {}): Promise<TokenAnswer> {
  const type = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
  const response = await fetch(url, { method: 'POST', headers: type, body });
  const text = await response.text();
  return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : undefined };
}
