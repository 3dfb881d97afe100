import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import type { ClientKey } from './client-key-file';
import { CommandError } from './command-error';

/** What a client of SMART Backend Services knows. */
interface TokenRequest {
  /** The server, without a path: `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly clientId: string;
  readonly key: ClientKey;
  /** Separated by spaces; undefined asks for every scope, and is given those that were registered. */
  readonly scope: string | undefined;
  /** Undefined means the organization that was founded first. */
  readonly organization: string | undefined;
}

interface SmartConfiguration {
  readonly token_endpoint: string;
  readonly scopes_supported: readonly string[];
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Asks for an access token as SMART App Launch 2 describes it. @throws CommandError when none is given */
export async function askForToken({ url, clientId, key, scope, organization }: TokenRequest): Promise<string> {
  const { token_endpoint: endpoint, scopes_supported: scopes } = await findConfiguration(url);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: scope ?? scopes.join(' '),
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: await signAssertion(clientId, key, endpoint),
    ...(organization !== undefined && { organization }),
  });
  const response = await fetch(endpoint, { method: 'POST', body: form });
  const answer = (await response.json()) as Record<string, unknown>;
  if (typeof answer.access_token === 'string') return answer.access_token;
  const reason = typeof answer.error_description === 'string' ? ` (${answer.error_description})` : '';
  throw new CommandError(`No token was given: ${String(answer.error)}${reason}. The server's log may say more.`);
}

async function findConfiguration(url: string): Promise<SmartConfiguration> {
  try {
    const response = await fetch(new URL('/.well-known/smart-configuration', url));
    if (!response.ok) throw new Error('there is none');
    return (await response.json()) as SmartConfiguration;
  } catch {
    throw new CommandError('No server with an issuer of its own answers at --url: start one with npm start.');
  }
}

async function signAssertion(clientId: string, { kid, alg, ...jwk }: ClientKey, audience: string): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg, kid, typ: 'JWT' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('4 minutes')
    .sign(await importJWK(jwk, alg));
}
