import 'reflect-metadata';
import { settingsFromEnvironment } from '../platform/config/environment';
import { openDatabaseServer } from './database';

/**
 * `npm start`: everything up, until a signal asks it down again.
 * PostgreSQL's own programs and node's loading of modules take a second each on a first start, so they run side by side:
 * hence no more is imported above than it takes to start PostgreSQL.
 */
async function main(): Promise<void> {
  const settings = settingsFromEnvironment();
  const server = await openDatabaseServer(settings, { sharing: false, meanwhile: loadTheRest });
  const { start } = await import('./start.js');
  const running = await start(settings, server);

  let isStopping = false;
  const stop = (): void => {
    // A second signal while requests finish changes nothing; a third party's SIGKILL always can.
    if (isStopping) return;
    isStopping = true;
    void running.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** What start() will ask for. If it cannot be had, start() fails and says so. */
function loadTheRest(): void {
  void Promise.all([import('./start.js'), import('./graph.js')])
    .then(([, { buildGraph }]) => buildGraph())
    .catch(() => undefined);
}

async function fail(error: unknown): Promise<never> {
  const { explainFailure } = await import('./explain-failure.js');
  process.stderr.write(`${explainFailure(error)}\n`);
  process.exit(1);
}

main().catch(fail);
