import type { RequestListener } from 'node:http';
import type Provider from 'oidc-provider';
import type { errors, KoaContextWithOIDC, TokenEndpointGrantContext } from 'oidc-provider';
import type { DataSource } from 'typeorm';
import { PublicError } from '../../../platform/graphql/errors';
import { toGlobalId } from '../../../platform/graphql/ids';
import type { Logger } from '../../../platform/observability/log';
import { narrowScopes } from '../../scopes';
import { ASSERTION_ALGORITHMS } from '../client-keys';
import type { DevelopmentIssuer } from '../development-issuer';
import { CLOCK_SKEW_SECONDS, faultOfAssertion } from './assertion-fault';
import { fetchClientKeys } from './fetch-client-keys';
import { CLIENT_EXTRAS, providerAdapter, tokenClientOf } from './provider-adapter';

export interface TokenProviderOptions {
  readonly issuer: DevelopmentIssuer;
  readonly dataSource: DataSource;
  readonly log: Logger;
}

type Library = typeof import('oidc-provider');

/** SMART Backend Services: five minutes at most. */
const TOKEN_SECONDS = 300;

/**
 * The token endpoint for clients, which answers at `/token`: panva's oidc-provider, with our clients, our key and nothing but
 * client_credentials.
 * @throws NOT_FOUND where development dependencies are not installed
 */
export async function createTokenProvider(options: TokenProviderOptions): Promise<RequestListener> {
  const library = await loadLibrary();
  const provider = new library.Provider(options.issuer.issuer, configurationOf(options, library));
  const giveToken = (ctx: TokenEndpointGrantContext) => grant(ctx, options.issuer, library.errors);
  provider.registerGrantType('client_credentials', giveToken, ['scope']);
  provider.on('grant.error', (_ctx, { error, error_detail: reason }) => {
    options.log.info({ error, reason }, 'a client was given no token');
  });
  provider.on('server_error', (_ctx, err) => options.log.error({ err }, 'the token endpoint failed'));
  return provider.callback() as RequestListener;
}

async function loadLibrary(): Promise<Library> {
  try {
    return await import('oidc-provider');
  } catch (error) {
    if (!isNotInstalled(error)) throw error;
    throw new PublicError('NOT_FOUND', 'The issuer is not installed here. Run npm ci with development dependencies.');
  }
}

function isNotInstalled(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
}

function configurationOf(
  { issuer, dataSource }: TokenProviderOptions,
  { Provider, errors: { InvalidClientAuth } }: Library,
): ConstructorParameters<typeof Provider>[1] {
  return {
    adapter: providerAdapter({ dataSource, context: () => Provider.ctx, InvalidClientAuth }),
    jwks: { keys: [{ ...issuer.key.privateJwk, kid: issuer.key.kid, alg: 'ES256', use: 'sig' } as never] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ASSERTION_ALGORITHMS, idTokenSigningAlgValues: ['ES256'] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    responseTypes: [],
    scopes: [],
    clockTolerance: CLOCK_SKEW_SECONDS,
    extraClientMetadata: { properties: [...CLIENT_EXTRAS] },
    fetch: (input, init) => fetchClientKeys(input instanceof Request ? input.url : input, init),
    clientBasedCORS: () => false,
    // To a browser, too: there is no page here.
    renderError: (ctx, out) => {
      ctx.body = out;
    },
    assertJwtClientAuthClaimsAndHeader: (ctx, claims, header, client) => {
      const assertion = { text: String(ctx.oidc.params?.client_assertion), header, claims };
      const fault = faultOfAssertion(assertion as never, tokenClientOf(client).jwksUri, new Date());
      if (fault !== undefined) throw new InvalidClientAuth(fault);
    },
    extraTokenClaims: ({ oidc }: KoaContextWithOIDC) => {
      const { organizationId, role } = tokenClientOf(oidc.client);
      return { organization: toGlobalId('organization', organizationId), role };
    },
  };
}

/** oidc-provider's own grant drops a scope that was not registered letter for letter; SMART's are narrowed letter by letter. */
async function grant(
  ctx: TokenEndpointGrantContext,
  issuer: DevelopmentIssuer,
  { CustomOIDCProviderError }: typeof errors,
): Promise<void> {
  const { client, params, provider } = ctx.oidc;
  const scope = narrowScopes(params.scope?.split(' ') ?? [], tokenClientOf(client).scopes).join(' ');
  if (scope === '') {
    throw new CustomOIDCProviderError(
      'invalid_scope',
      '"scope" must name scopes such as system/CarePlan.rs that the client is registered for',
    );
  }
  const token = new provider.ClientCredentials({
    client,
    scope,
    expiresIn: TOKEN_SECONDS,
    resourceServer: resourceServerOf(provider, issuer.audience, scope),
  });
  ctx.body = {
    access_token: await token.save(),
    token_type: 'Bearer',
    expires_in: TOKEN_SECONDS,
    scope,
  };
}

/** Our API, for which alone a token is good: a JWT that says so (RFC 9068). */
function resourceServerOf(provider: Provider, audience: string, scope: string) {
  return new provider.ResourceServer(audience, {
    audience,
    scope,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'ES256' } },
  });
}
