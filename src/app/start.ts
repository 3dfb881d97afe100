import type { Settings } from '../platform/config/settings';
import { checkAddress } from '../platform/http/listen';
import { createLog, type Logger } from '../platform/observability/log';
import { type Api, startApi } from './api';
import { describeStart } from './banner';
import type { DatabaseServer } from './database';
import { seedDemo } from './demo/seed-demo';
import { prepareDatabase } from './migrate';

/** Everything that `npm start` started. */
export interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Migrations, demo clinic (in development, once), API: in this order, then says where it is. When a step fails the
 * database server is stopped, too.
 * @throws errors that explain-failure.ts puts into one line
 */
export async function start(settings: Settings, server: DatabaseServer): Promise<Running> {
  const log = createLog({ level: settings.logLevel, pretty: settings.environment === 'development' });
  try {
    // A port in use is said at once, not after a clinic was seeded.
    await checkAddress(settings.port, settings.host);
    await prepareDatabase(server);
    if (server.ownerUrl !== undefined && settings.environment === 'development') {
      await seedDemo(settings, server.ownerUrl, server.url);
    }
    const api = await startApi(settings, server.url, log);
    surviveBrokenPromises(log);
    process.stdout.write(describeStart(api.url, settings));
    return { url: api.url, stop: () => stopAll(api, server) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * GraphQL leaves the siblings of a field that fails to themselves: what breaks in one of them, the database gone for instance, is
 * heard by nobody. Node would end the process for it, and every other request with it.
 */
function surviveBrokenPromises(log: Logger): void {
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise broke that nobody waited for'));
}

async function stopAll(api: Api, server: DatabaseServer): Promise<void> {
  await api.stop();
  await server.stop();
}
