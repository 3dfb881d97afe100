import 'reflect-metadata';
import { settingsFromEnvironment } from '../platform/config/environment';
import { createLog } from '../platform/observability/log';
import { explainFailure } from './explain-failure';
import { start } from './start';

/** `npm start`: everything up, until a signal asks it down again. */
async function main(): Promise<void> {
  const settings = settingsFromEnvironment();
  const log = createLog({ level: settings.logLevel, pretty: settings.environment === 'development' });
  const running = await start(settings, log);

  let isStopping = false;
  const stop = (): void => {
    // A second signal while requests finish changes nothing; SIGKILL always can.
    if (isStopping) return;
    isStopping = true;
    running.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function fail(error: unknown): never {
  process.stderr.write(`${explainFailure(error)}\n`);
  process.exit(1);
}

// The message of what nobody foresaw can quote a row, so node must not print it.
process.on('uncaughtException', fail);
main().catch(fail);
