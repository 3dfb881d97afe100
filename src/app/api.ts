import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { DataSource } from 'typeorm';
import { sealAudit } from '../access/audit/seal-audit';
import { Context } from '../access/context';
import { openServices, type Services } from '../access/services';
import {
  createTokenVerifier,
  type DevelopmentIssuer,
  openDevelopmentIssuer,
  remoteKeys,
  type TokenVerifier,
  tokenRoutes,
} from '../access/tokens';
import { expireDueConsents } from '../features/consents';
import { ChangeFeed, placeChanges } from '../features/exchange';
import type { Settings } from '../platform/config/settings';
import { openDatabase, poolState } from '../platform/database/database';
import { badInput } from '../platform/graphql/errors';
import { createExecutor } from '../platform/graphql/plan';
import { type RunningServer, startHttpServer } from '../platform/http/server';
import type { Logger } from '../platform/observability/log';
import { createMetrics } from '../platform/observability/metrics';
import { schemaDefinition } from './features';
import { buildGraph } from './graph';
import { ALL_SCOPES } from './personas';
import { repeat } from './repeat';

/** A listening API. */
export interface Api extends RunningServer {
  readonly services: Services;
}

const LONGEST_KEY = 200;

/** How soon a change that no action of this server made has its place in the log. */
const PLACE_MS = 1_000;

/** How soon a line of the audit log is chained. */
const SEAL_MS = 1_000;

/** How soon what hangs on a consent hears that its end has come. */
const SWEEP_MS = 30_000;

/**
 * Serves the graph over a migrated database.
 * @param databaseUrl a login that may act as the runtime role
 */
export async function startApi(settings: Settings, databaseUrl: string, log: Logger): Promise<Api> {
  const [schema, issuer, dataSource] = await Promise.all([
    buildGraph(),
    developmentIssuer(settings),
    openDatabase({
      url: databaseUrl,
      entities: schemaDefinition.entities,
      onIdleError: () => log.warn('an idle database connection broke'),
    }),
  ]);
  const upkeep = keepUp(dataSource, log);
  let feed: ChangeFeed | undefined;
  try {
    const services = await openServices(dataSource, { ...settings, onCommit: upkeep.placeSoon });
    const { announcements } = services;
    feed = await ChangeFeed.open({
      dataSource,
      url: databaseUrl,
      announcements,
      onFailure: said(log, 'changes cannot be told to those who subscribed'),
    });
    const verifier = tokenVerifier(settings, issuer);
    const server = await startHttpServer<Context>({
      schema,
      execute: createExecutor(schema),
      settings,
      log,
      metrics: createMetrics({ pool: () => poolState(dataSource) }),
      contextFor: async ({ headers, requestId, body }) => {
        const claims = await verifier.verify(headers.authorization);
        return new Context(services, { requestId, claims, idempotency: idempotencyOf(headers, body) });
      },
      tokenEnd: ({ authorization }) => verifier.endOf(authorization),
      isReady: () => isMigrated(dataSource),
      routes: issuer ? [tokenRoutes({ issuer, dataSource, log, scopes: ALL_SCOPES })] : [],
    });
    return {
      url: server.url,
      listener: server.listener,
      services,
      stop: async () => {
        await server.stop();
        await Promise.all([upkeep.stop(), feed?.stop()]);
        await dataSource.destroy();
      },
    };
  } catch (error) {
    await Promise.all([upkeep.stop(), feed?.stop()]);
    await dataSource.destroy();
    throw error;
  }
}

/** What is to be done again and again while a server runs; every server does it, and what one has done the others leave. */
function keepUp(dataSource: DataSource, log: Logger): { readonly placeSoon: () => void; stop(): Promise<void> } {
  const sweep = repeat(
    SWEEP_MS,
    () => expireDueConsents(dataSource),
    said(log, 'consents whose end has come were not marked'),
  );
  const sealer = repeat(SEAL_MS, () => sealAudit(dataSource), said(log, 'the audit log could not be sealed'));
  const placing = repeat(PLACE_MS, () => placeChanges(dataSource), said(log, 'changes could not be put in order'));
  return {
    placeSoon: placing.soon,
    stop: async () => void (await Promise.all([sweep.stop(), sealer.stop(), placing.stop()])),
  };
}

function said(log: Logger, what: string): (error: unknown) => void {
  return (error) => log.error({ err: error }, what);
}

/** Whether the database answers and has every migration that this build knows. */
export async function isMigrated(dataSource: DataSource): Promise<boolean> {
  try {
    const rows: { version: string }[] = await dataSource.query('select app.schema_version() as version');
    return rows[0]?.version === schemaDefinition.migrations.at(-1)?.name;
  } catch {
    return false;
  }
}

/** Where an identity provider is set, there is no other issuer beside it. */
async function developmentIssuer({ oidc, dataDir, environment }: Settings): Promise<DevelopmentIssuer | undefined> {
  return oidc ? undefined : openDevelopmentIssuer(dataDir, environment);
}

function tokenVerifier({ oidc }: Settings, issuer: DevelopmentIssuer | undefined): TokenVerifier {
  if (issuer) return createTokenVerifier(issuer);
  if (!oidc) throw new Error('A server needs an issuer.');
  return createTokenVerifier({ issuer: oidc.issuer, audience: oidc.audience, keys: remoteKeys(oidc.jwksUri) });
}

function idempotencyOf(headers: IncomingHttpHeaders, body: unknown): { key: string; bodyDigest: string } | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || key.length > LONGEST_KEY || !/^[\x21-\x7e]+$/.test(key)) {
    throw badInput({
      path: 'Idempotency-Key',
      message: `The Idempotency-Key header must be 1 to ${LONGEST_KEY} visible ASCII characters.`,
    });
  }
  return { key, bodyDigest: createHash('sha256').update(JSON.stringify(body)).digest('hex') };
}
