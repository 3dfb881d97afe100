import { ASSERTION_ALGORITHMS } from '../client-keys';

interface MetadataOptions {
  /** The issuer's name, which is no address. */
  readonly issuer: string;
  /** Where this server was asked: `http://127.0.0.1:4000`. */
  readonly origin: string;
  readonly scopes: readonly string[];
}

/** Where the issuer's routes are. */
export const ISSUER_PATH = '/oidc';

/** The issuer as OpenID Connect Discovery 1.0 and RFC 8414 describe one, with what it can do: give tokens to clients. */
export function openidConfiguration(options: MetadataOptions): object {
  return {
    ...common(options),
    response_types_supported: [],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
  };
}

/** SMART App Launch 2, "Conformance": what a client of SMART Backend Services looks for first. */
export function smartConfiguration(options: MetadataOptions): object {
  return {
    ...common(options),
    capabilities: ['client-confidential-asymmetric', 'permission-v2'],
  };
}

function common({ issuer, origin, scopes }: MetadataOptions): object {
  return {
    issuer,
    jwks_uri: `${origin}${ISSUER_PATH}/jwks`,
    token_endpoint: `${origin}${ISSUER_PATH}/token`,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
    scopes_supported: scopes,
  };
}
