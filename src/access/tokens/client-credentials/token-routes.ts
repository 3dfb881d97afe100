import type { RequestListener } from 'node:http';
import { type Request, Router } from 'express';
import { badInput } from '../../../platform/graphql/errors';
import { ISSUER_PATH, openidConfiguration, smartConfiguration } from './issuer-metadata';
import { createTokenProvider, type TokenProviderOptions } from './token-provider';

interface TokenRoutesOptions extends TokenProviderOptions {
  /** What clients may ask for, told to who looks for it. */
  readonly scopes: readonly string[];
}

/** A name or an address, with a port or without. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/**
 * The development issuer over HTTP: what SMART Backend Services needs, beside /graphql on the same server. oidc-provider is
 * loaded when the first client asks for a token, for most starts never see one.
 */
export function tokenRoutes(options: TokenRoutesOptions): Router {
  const { issuer, scopes } = options;
  const router = Router();
  const metadataFor = (req: Request) => ({ issuer: issuer.issuer, origin: originOf(req), scopes });
  router.get('/.well-known/smart-configuration', (req, res) => {
    res.json(smartConfiguration(metadataFor(req)));
  });
  router.get(`${ISSUER_PATH}/.well-known/openid-configuration`, (req, res) => {
    res.json(openidConfiguration(metadataFor(req)));
  });
  router.get(`${ISSUER_PATH}/jwks`, (_req, res) => {
    res.json({ keys: [issuer.key.publicJwk] });
  });

  let provider: Promise<RequestListener> | undefined;
  const endpoint = Router();
  endpoint.post('/token', async (req, res) => {
    // The token endpoint's address, for which assertions are made, is the one that was asked for.
    originOf(req);
    provider ??= createTokenProvider(options);
    (await provider)(req, res);
  });
  return router.use(ISSUER_PATH, endpoint);
}

function originOf(req: Request): string {
  const host = req.get('host') ?? '';
  if (!HOST.test(host)) throw badInput({ path: 'Host', message: 'The Host header must name this server.' });
  return `${req.protocol}://${host}`;
}
