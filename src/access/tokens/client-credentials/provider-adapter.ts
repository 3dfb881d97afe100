import type { Adapter, AdapterPayload, errors, KoaContextWithOIDC } from 'oidc-provider';
import type { DataSource } from 'typeorm';
import { parseGlobalId } from '../../../platform/graphql/ids';
import { usableClientKeys } from '../client-keys';
import { findTokenClient, spendAssertion, type TokenClient } from './client-store';

/** What oidc-provider is told of a client beside its own metadata, under names of ours. */
const CLIENT_EXTRA = 'alongside_client';
export const CLIENT_EXTRAS: readonly string[] = [CLIENT_EXTRA, 'keys_of'];

/** RFC 6749 A.1: what a client id may be made of. */
const CLIENT_ID = /^[\x20-\x7e]+$/;

/** Keys that a client publishes are fetched again after so long, in milliseconds. */
const KEYS_KEPT_MS = 300_000;

interface AdapterOptions {
  readonly dataSource: DataSource;
  /** The request that oidc-provider works on. */
  context(): KoaContextWithOIDC | undefined;
  readonly InvalidClientAuth: typeof errors.InvalidClientAuth;
}

/** Where oidc-provider finds its clients and remembers their assertions: in our database. It keeps nothing else. */
export function providerAdapter(options: AdapterOptions): (model: string) => Adapter {
  return (model) => {
    if (model === 'Client') return { ...NOTHING, find: (id) => findClient(options, id) };
    if (model === 'ReplayDetection') {
      // It asks first and writes later; two at once would both find nothing. So only the write decides.
      return { ...NOTHING, upsert: (id, payload, lifetime) => refuseReplay(options, id, payload, lifetime) };
    }
    return NOTHING;
  };
}

const refuse = async (): Promise<never> => {
  throw new Error('The development issuer keeps nothing of this kind.');
};
const NOTHING: Adapter = {
  find: async () => undefined,
  upsert: refuse,
  findByUserCode: refuse,
  findByUid: refuse,
  consume: refuse,
  destroy: refuse,
  revokeByGrantId: refuse,
};

async function findClient({ dataSource, context }: AdapterOptions, id: string): Promise<AdapterPayload | undefined> {
  const organizationId = organizationOf(context());
  if (organizationId === null || !CLIENT_ID.test(id)) return undefined;
  const client = await findTokenClient(dataSource, id, organizationId);
  const keys = client && keysOf(client);
  return keys && { ...METADATA, client_id: id, ...keys, [CLIENT_EXTRA]: client };
}

const METADATA = {
  token_endpoint_auth_method: 'private_key_jwt',
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
} as const;

/** Its published keys, else those it was registered with; undefined when it has none to sign with. */
function keysOf({ jwks, jwksUri }: TokenClient): object | undefined {
  if (jwksUri !== null) {
    if (!URL.canParse(jwksUri) || new URL(jwksUri).protocol !== 'https:') return undefined;
    // oidc-provider keeps a fetched key for as long as it verifies something. To it, this is another client by then.
    return { jwks_uri: jwksUri, keys_of: Math.floor(Date.now() / KEYS_KEPT_MS) };
  }
  const keys = usableClientKeys(jwks);
  return keys.length > 0 ? { jwks: { keys } } : undefined;
}

/** The UUID that the form's `organization` names; undefined when it has none, null when it is no id of an organization. */
function organizationOf(context: KoaContextWithOIDC | undefined): string | undefined | null {
  const given: unknown = context?.oidc.body?.organization;
  if (given === undefined) return undefined;
  const parsed = typeof given === 'string' ? parseGlobalId(given) : null;
  return parsed?.prefix === 'organization' ? parsed.uuid : null;
}

async function refuseReplay(
  { dataSource, context, InvalidClientAuth }: AdapterOptions,
  id: string,
  { iss }: AdapterPayload,
  lifetimeSeconds = 0,
): Promise<void> {
  const client = tokenClientOf(context()?.oidc.client);
  const isFirst = await spendAssertion(dataSource, {
    organizationId: client.organizationId,
    clientId: String(iss),
    digest: Buffer.from(id, 'base64url'),
    endsAt: new Date(Date.now() + lifetimeSeconds * 1_000),
  });
  if (!isFirst) throw new InvalidClientAuth('the assertion was used before');
}

/** Our client behind oidc-provider's. */
export function tokenClientOf(client: object | undefined): TokenClient {
  if (client === undefined || !(CLIENT_EXTRA in client)) throw new Error('oidc-provider lost its client.');
  return client[CLIENT_EXTRA] as TokenClient;
}
