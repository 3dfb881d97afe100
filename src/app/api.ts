import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { DataSource } from 'typeorm';
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
import { ChangeFeed } from '../features/exchange';
import type { Settings } from '../platform/config/settings';
import { openDatabase, poolState } from '../platform/database/database';
import { badInput } from '../platform/graphql/errors';
import { createExecutor } from '../platform/graphql/plan';
import { type RunningServer, startHttpServer } from '../platform/http/server';
import type { Logger } from '../platform/observability/log';
import { createMetrics } from '../platform/observability/metrics';
import { schemaDefinition } from './features';
import { buildGraph } from './graph';
import { startJobs } from './jobs';
import { ALL_SCOPES } from './personas';
import { keepUp } from './upkeep';

/** A listening API. */
export interface Api extends RunningServer {
  readonly services: Services;
}

/** How often a server looks for milestones that have come, and for what else comes with time. */
export interface Pace {
  readonly jobsMs?: number;
  readonly sweepMs?: number;
}

const LONGEST_KEY = 200;

/**
 * Serves the graph over a migrated database.
 * @param databaseUrl a login that may act as the runtime role
 * @param pace how often it looks for what comes with time, where that is not as jobs.ts and upkeep.ts say
 */
export async function startApi(settings: Settings, databaseUrl: string, log: Logger, pace: Pace = {}): Promise<Api> {
  const [schema, issuer, dataSource] = await Promise.all([
    buildGraph(),
    developmentIssuer(settings),
    openDatabase({
      url: databaseUrl,
      entities: schemaDefinition.entities,
      onIdleError: () => log.warn('an idle database connection broke'),
    }),
  ]);
  const upkeep = keepUp(dataSource, log, pace.sweepMs);
  let feed: ChangeFeed | undefined;
  let jobs: Awaited<ReturnType<typeof startJobs>> | undefined;
  try {
    const services = await openServices(dataSource, { ...settings, onCommit: upkeep.placeSoon });
    const { announcements } = services;
    feed = await ChangeFeed.open({
      dataSource,
      url: databaseUrl,
      announcements,
      onFailure: (error) => log.error({ err: error }, 'changes cannot be told to those who subscribed'),
    });
    jobs = await startJobs(dataSource, databaseUrl, log, pace.jobsMs);
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
      callerOf: async ({ authorization }) => {
        const [claims, until] = await Promise.all([verifier.verify(authorization), verifier.endOf(authorization)]);
        return claims && until && { login: [claims.organizationId, claims.issuer, claims.subject].join('/'), until };
      },
      isReady: () => isMigrated(dataSource),
      routes: issuer ? [tokenRoutes({ issuer, dataSource, log, scopes: ALL_SCOPES })] : [],
    });
    return {
      url: server.url,
      listener: server.listener,
      services,
      stop: async () => {
        await server.stop();
        await Promise.all([upkeep.stop(), feed?.stop(), jobs?.stop()]);
        await dataSource.destroy();
      },
    };
  } catch (error) {
    await Promise.all([upkeep.stop(), feed?.stop(), jobs?.stop()]);
    await dataSource.destroy();
    throw error;
  }
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
